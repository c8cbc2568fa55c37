package dev.pithos.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pithos.compiler.plan.SplitLimits;
import dev.pithos.runtime.Global;
import dev.pithos.runtime.Imports;
import dev.pithos.runtime.Instance;
import dev.pithos.runtime.Trap;
import dev.pithos.runtime.WasmException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Functions of every size and shape: no method too large, and the same results as in one piece. */
class SplitFunctionsTest {
  private static final int[] ONE_I32 = {FunctionBytes.I32};

  private static Instance compile(byte[] wasm, SplitLimits limits, boolean checkSizes) {
    CompiledModule module = WasmCompiler.compile(wasm, CompilerOptions.defaults(), limits);
    if (checkSizes) {
      assertEquals(0, module.statistics().methodsOver8000Bytes(), module.statistics()::toString);
    }
    return module.load(SplitFunctionsTest.class.getClassLoader()).instantiate(Imports.none());
  }

  private static Instance compile(FunctionBytes function) {
    return compile(function.toByteArray(), SplitLimits.DEFAULT, true);
  }

  private static int call(Instance instance, Object... arguments) {
    return (Integer) instance.function("f").call(arguments)[0];
  }

  // ---- random functions, in one method and in many

  private static String outcome(Instance instance, int argument) {
    ((Global) instance.export("g0")).set(60);
    String result;
    try {
      result = Arrays.toString(instance.function("f").call(argument, argument * 0x12345678abcdL));
    } catch (Trap trap) {
      result = trap.kind().toString();
    } catch (WasmException e) {
      result = "exception";
    }
    byte[] memory = instance.memory("memory").read(0, 1 << 16);
    return result + " " + Arrays.hashCode(memory) + " " + ((Global) instance.export("g0")).get();
  }

  @Test
  void randomFunctionsAnswerTheSameInParts() {
    int answers = 0;
    for (int seed = 0; seed < 150; seed++) {
      byte[] wasm = new RandomFunction(seed, 20 + seed * 3).toByteArray();
      Instance whole = compile(wasm, new SplitLimits(65_000, 20_000), false);
      String[] expected = new String[4];
      for (int argument = 0; argument < expected.length; argument++) {
        expected[argument] = outcome(whole, argument);
        answers += expected[argument].startsWith("[") ? 1 : 0;
      }
      for (int size : new int[] {1, 60, 400}) {
        Instance parts = compile(wasm, new SplitLimits(size, Math.max(1, size / 4)), false);
        for (int argument = 0; argument < expected.length; argument++) {
          String message = "seed " + seed + ", methods of " + size + ", argument " + argument;
          assertEquals(expected[argument], outcome(parts, argument), message);
        }
      }
    }
    assertTrue(answers > 200, "most functions end with a result: " + answers);
  }

  // ---- extreme shapes

  @Test
  void aFunctionOfOneMegabyteInAStraightLine() {
    FunctionBytes function = new FunctionBytes(ONE_I32, ONE_I32);
    int expected = 1;
    for (int i = 0; i < 110_000; i++) {
      function.op(0x20, 0).i32(i * 7919).op(0x6a, 0x21, 0);
      expected += i * 7919;
    }
    function.op(0x20, 0);
    assertTrue(function.code.size() > 1_000_000);
    assertEquals(expected, call(compile(function), 1));
  }

  @Test
  void anExpressionOfManyOperands() {
    FunctionBytes function = new FunctionBytes(ONE_I32, ONE_I32);
    int count = 20_000;
    int expected = 0;
    for (int i = 0; i < count; i++) {
      function.i32(i).op(0x20, 0, 0x6a);
      expected += i + 3;
    }
    for (int i = 1; i < count; i++) {
      function.op(0x6a);
    }
    assertEquals(expected, call(compile(function), 3));
  }

  @Test
  void tenThousandNestedBlocks() {
    FunctionBytes function = new FunctionBytes(ONE_I32, ONE_I32);
    int count = 10_000;
    for (int i = 0; i < count; i++) {
      function.op(0x02, FunctionBytes.EMPTY);
    }
    for (int i = 0; i < count; i++) {
      // Leaves the block when the number is odd, and all blocks when it is 5.
      function.op(0x20, 0, 0x41, 5, 0x46).op1(0x0d, count - 1 - i);
      function.op(0x20, 0, 0x41, 1, 0x71, 0x0d, 0);
      function.op(0x20, 0, 0x41, 2, 0x6a, 0x21, 0, 0x0b);
    }
    function.op(0x20, 0);
    Instance instance = compile(function);
    assertEquals(7, call(instance, 7));
    assertEquals(5, call(instance, 5));
    assertEquals(8 + 2 * count, call(instance, 8));
  }

  @Test
  void aTableOfFiftyThousandTargets() {
    FunctionBytes function = new FunctionBytes(ONE_I32, ONE_I32);
    int blocks = 3_000;
    for (int i = 0; i < blocks; i++) {
      function.op(0x02, FunctionBytes.EMPTY);
    }
    int[] targets = new int[50_001];
    Arrays.setAll(targets, i -> i % blocks);
    function.op(0x20, 0).brTable(targets);
    for (int i = 0; i < blocks; i++) {
      function.op(0x0b).i32(i * 3).op(0x0f);
    }
    function.op(0x00);
    Instance instance = compile(function);
    for (int index : new int[] {0, 1, 2_999, 3_000, 20_999, 21_000, 42_001, 49_999, 50_000, -1}) {
      int target = index < 0 ? 50_000 : index;
      assertEquals(target % blocks * 3, call(instance, index), "index " + index);
    }
  }

  @Test
  void fiftyThousandLocals() {
    FunctionBytes function = new FunctionBytes(ONE_I32, ONE_I32).locals(49_999, FunctionBytes.I32);
    for (int i = 1; i < 50_000; i += 7) {
      function.op1(0x20, i - 1).op(0x41, 1, 0x6a).op1(0x21, i);
    }
    function.op1(0x20, 1).op1(0x20, 49_995).op(0x6a);
    assertEquals(9 + 1, call(compile(function), 8));
  }

  @Test
  void switchInterpreters() {
    for (int arm : new int[] {30, 80, 500}) {
      FunctionBytes function = new FunctionBytes(ONE_I32, ONE_I32).locals(3, FunctionBytes.I32);
      interpreter(function, arm);
      // Local 1 counts, local 2 is the state, local 3 what comes out.
      int state = 0;
      int sum = 0;
      for (int i = 0; i < 1000; i++) {
        int code = state & 0xff;
        for (int k = 0; k < arm / 8; k++) {
          sum = sum * 31 + code + k;
        }
        state = state * 5 + 3 + (sum & 15);
      }
      assertEquals(sum, call(compile(function), 1000), "arms of " + arm);
    }
  }

  /** However many arms there are, the way to each leads through no more methods. */
  @Test
  void noArmIsDeepInsideOthers() {
    FunctionBytes function = new FunctionBytes(ONE_I32, ONE_I32).locals(1, FunctionBytes.I32);
    int arms = 1000;
    for (int i = 0; i <= arms; i++) {
      function.op(0x02, FunctionBytes.EMPTY);
    }
    int[] targets = new int[arms + 1];
    Arrays.setAll(targets, i -> i);
    function.op(0x20, 0).brTable(targets);
    for (int code = 0; code <= arms; code++) {
      function.op(0x0b);
      for (int k = 0; k < 5; k++) {
        function.op(0x20, 1, 0x41, 31, 0x6c).i32(code + k).op(0x6a, 0x21, 1);
      }
      function.op(0x00);
    }
    Instance instance = compile(function.op(0x41, 0));
    for (int code : new int[] {0, 1, arms / 2, arms - 1, arms, -1}) {
      Trap trap = assertThrows(Trap.class, () -> call(instance, code));
      long parts =
          Arrays.stream(trap.getStackTrace())
              .filter(frame -> frame.getMethodName().contains("$part"))
              .count();
      assertEquals(1, parts, "code " + code);
    }
  }

  private static void interpreter(FunctionBytes function, int arm) {
    function.op(0x02, FunctionBytes.EMPTY, 0x03, FunctionBytes.EMPTY);
    function.op(0x20, 1, 0x20, 0, 0x4e, 0x0d, 1);
    function.op(0x20, 1, 0x41, 1, 0x6a, 0x21, 1);
    for (int i = 0; i < 257; i++) {
      function.op(0x02, FunctionBytes.EMPTY);
    }
    int[] targets = new int[257];
    Arrays.setAll(targets, i -> i);
    function.op(0x20, 2).i32(0xff).op(0x71).brTable(targets);
    for (int code = 0; code < 257; code++) {
      function.op(0x0b);
      for (int k = 0; k < arm / 8; k++) {
        function.op(0x20, 3, 0x41, 31, 0x6c).i32(code + k).op(0x6a, 0x21, 3);
      }
      function.op(0x20, 2, 0x41, 5, 0x6c, 0x41, 3, 0x6a, 0x20, 3, 0x41, 15, 0x71, 0x6a, 0x21, 2);
      function.op1(0x0c, 256 - code);
    }
    function.op(0x0b, 0x0b, 0x20, 3);
  }

  @Test
  void compilesToTheSameBytesEachTime() {
    byte[] wasm = new RandomFunction(77, 3_000).toByteArray();
    SplitLimits limits = new SplitLimits(500, 100);
    CompiledModule first = WasmCompiler.compile(wasm, CompilerOptions.defaults(), limits);
    CompiledModule second = WasmCompiler.compile(wasm, CompilerOptions.defaults(), limits);
    assertEquals(first.classes().keySet(), second.classes().keySet());
    first
        .classes()
        .forEach((name, bytes) -> assertTrue(Arrays.equals(bytes, second.classes().get(name))));
  }
}
