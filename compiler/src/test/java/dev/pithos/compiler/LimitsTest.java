package dev.pithos.compiler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pithos.compiler.LargeModuleBytes.Bytes;
import dev.pithos.runtime.FunctionType;
import dev.pithos.runtime.Imports;
import dev.pithos.runtime.Instance;
import dev.pithos.runtime.Snapshot;
import dev.pithos.runtime.Trap;
import dev.pithos.runtime.TrapKind;
import dev.pithos.runtime.ValueType;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Modules whose entities are more than a JVM class can hold: 65,535 constants, fields and methods.
 * Each compiles, loads, runs and answers, and no method is too large to be compiled by HotSpot.
 */
class LimitsTest {
  private static final int I32 = FunctionBytes.I32;
  private static final int I64 = FunctionBytes.I64;
  private static final int V128 = FunctionBytes.V128;
  private static final int FUNCREF = FunctionBytes.FUNCREF;
  private static final int[] NONE = {};
  private static final int[] ONE_I32 = {I32};

  private static final int I32_ADD = 0x6a;
  private static final int LOCAL_GET = 0x20;
  private static final int CALL = 0x10;

  private final LargeModuleBytes module = new LargeModuleBytes();

  private Instance instantiate(Imports imports) {
    CompiledModule compiled = compile();
    assertEquals(0, compiled.statistics().methodsOver8000Bytes(), "methods over 8,000 bytes");
    return load(compiled, imports);
  }

  private CompiledModule compile() {
    return WasmCompiler.compile(module.toByteArray(), CompilerOptions.defaults());
  }

  private static Instance load(CompiledModule compiled, Imports imports) {
    return compiled.load(LimitsTest.class.getClassLoader()).instantiate(imports);
  }

  private Instance instantiate() {
    return instantiate(Imports.none());
  }

  private static int call(Instance instance, String function, Object... arguments) {
    return (Integer) instance.function(function).call(arguments)[0];
  }

  /** Functions () -> i32 with their numbers for results. */
  private void numberedFunctions(int type, int count) {
    for (int i = 0; i < count; i++) {
      module.function(type, new Bytes().i32(7 * i));
    }
  }

  private static int sumOfNumbers(int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      sum += 7 * i;
    }
    return sum;
  }

  // ---- functions

  @Test
  void oneFunctionCallsOneHundredThousand() {
    int count = 100_000;
    int type = module.type(NONE, ONE_I32);
    numberedFunctions(type, count);
    Bytes sum = new Bytes().i32(0);
    for (int i = 0; i < count; i++) {
      sum.op(CALL, i).put(I32_ADD);
    }
    module.export("sum", 0, module.function(type, sum));
    assertEquals(sumOfNumbers(count), call(instantiate(), "sum"));
  }

  @Test
  void manyFunctionsCallManyFunctionsEach() {
    int count = 30_000;
    int type = module.type(NONE, ONE_I32);
    numberedFunctions(type, count);
    int callers = 3_000;
    for (int i = 0; i < callers; i++) {
      Bytes sum = new Bytes().i32(0);
      for (int j = 0; j < 10; j++) {
        sum.op(CALL, (i * 10 + j * 2_999) % count).put(I32_ADD);
      }
      module.function(type, sum);
    }
    module.export("last", 0, count + callers - 1);
    int expected = 0;
    for (int j = 0; j < 10; j++) {
      expected += 7 * (((callers - 1) * 10 + j * 2_999) % count);
    }
    assertEquals(expected, call(instantiate(), "last"));
  }

  @Test
  void oneHundredThousandImports() {
    int count = 100_000;
    int type = module.type(NONE, ONE_I32);
    FunctionType signature = new FunctionType(List.of(), List.of(ValueType.I32));
    Imports.Builder imports = Imports.builder();
    Bytes sum = new Bytes().i32(0);
    for (int i = 0; i < count; i++) {
      int number = 7 * i;
      module.entry(LargeModuleBytes.IMPORT).name("host").name("f" + i).put(0).unsigned(type);
      imports.function("host", "f" + i, signature, (caller, values) -> values.bits[0] = number);
      sum.op(CALL, i).put(I32_ADD);
    }
    module.function(type, sum);
    module.export("sum", 0, count);
    module.export("f99999", 0, count - 1);
    Instance instance = instantiate(imports.build());
    assertEquals(sumOfNumbers(count), call(instance, "sum"));
    assertEquals(7 * 99_999, call(instance, "f99999"));
  }

  @Test
  void exportsByTheThousand() {
    int count = 20_000;
    numberedFunctions(module.type(NONE, ONE_I32), count);
    for (int i = 0; i < count; i++) {
      module.export("exported function number " + i, 0, i);
    }
    Instance instance = instantiate();
    for (int i = 0; i < count; i++) {
      assertEquals(7 * i, call(instance, "exported function number " + i));
    }
  }

  // ---- tables

  @Test
  void sixtyThousandFunctionsOfOneType() {
    int count = 60_000;
    int type = module.type(NONE, ONE_I32);
    int caller = module.type(ONE_I32, ONE_I32);
    int other = module.type(NONE, new int[] {I64});
    numberedFunctions(type, count);
    module.tableOfFunctions(0, count);
    module.function(caller, new Bytes().put(LOCAL_GET, 0, 0x11, type, 0));
    module.function(caller, new Bytes().put(LOCAL_GET, 0, 0x11, other, 0, 0xa7));
    module.export("call", 0, count);
    module.export("callOther", 0, count + 1);
    Instance instance = instantiate();
    for (int i = 0; i < count; i++) {
      assertEquals(7 * i, call(instance, "call", i));
    }
    assertTrap(TrapKind.INDIRECT_CALL_TYPE_MISMATCH, instance, "callOther", count - 1);
    assertTrap(TrapKind.UNDEFINED_ELEMENT, instance, "call", count);
  }

  private static void assertTrap(TrapKind kind, Instance instance, String name, Object... values) {
    Trap trap = assertThrows(Trap.class, () -> instance.function(name).call(values));
    assertEquals(kind, trap.kind());
  }

  @Test
  void sixtyThousandFunctionsOfFiveThousandTypes() {
    int count = 60_000;
    int types = 5_000;
    Bytes sum = new Bytes().i32(0);
    int expected = 0;
    for (int i = 0; i < types; i++) {
      int[] parameters = new int[13];
      for (int bit = 0; bit < parameters.length; bit++) {
        parameters[bit] = (i >> bit & 1) == 0 ? I32 : I64;
        sum.put(parameters[bit] == I32 ? 0x41 : 0x42, bit);
      }
      module.type(parameters, ONE_I32);
      int function = i + i % 12 * types;
      sum.i32(function).op(0x11, i).put(0, I32_ADD);
      expected += 7 * function;
    }
    for (int i = 0; i < count; i++) {
      module.function(i % types, new Bytes().i32(7 * i));
    }
    module.tableOfFunctions(0, count);
    module.export("sum", 0, module.function(module.type(NONE, ONE_I32), sum));
    assertEquals(expected, call(instantiate(), "sum"));
  }

  @Test
  void tailCallsAmongTwentyThousandFunctions() {
    int count = 20_000;
    int type = module.type(ONE_I32, ONE_I32);
    for (int i = 0; i < count; i++) {
      // Each calls the next through the table; the number of calls is what is left at the end.
      module.function(
          type, new Bytes().put(LOCAL_GET, 0).i32(1).put(I32_ADD).i32(i + 1).op(0x13, type).put(0));
    }
    module.function(type, new Bytes().put(LOCAL_GET, 0));
    module.tableOfFunctions(0, count + 1);
    module.export("f", 0, 0);
    assertEquals(count + 5, call(instantiate(), "f", 5));
  }

  @Test
  void twoThousandTablesAndMemories() {
    int count = 2_000;
    int type = module.type(NONE, ONE_I32);
    for (int i = 0; i < count; i++) {
      module.entry(LargeModuleBytes.TABLE).put(FUNCREF, 0).unsigned(1 + i % 3);
      module.entry(LargeModuleBytes.MEMORY).put(0).unsigned(i % 3 == 0 ? 1 : 0);
    }
    Bytes sum = new Bytes().i32(0);
    int expected = 0;
    for (int i = 0; i < count; i++) {
      sum.put(0xfc).op(16, i).put(I32_ADD).op(0x3f, i).put(I32_ADD);
      expected += 1 + i % 3 + (i % 3 == 0 ? 1 : 0);
    }
    module.export("sum", 0, module.function(type, sum));
    // Memory 1,998 has a page: writes 41 there, and reads it back.
    Bytes store = new Bytes().i32(8).i32(41).put(0x36, 0x42).unsigned(1_998).put(0);
    store.i32(8).put(0x28, 0x42).unsigned(1_998).put(0);
    module.export("store", 0, module.function(type, store));
    Instance instance = instantiate();
    assertEquals(expected, call(instance, "sum"));
    assertEquals(41, call(instance, "store"));
  }

  // ---- globals

  @Test
  void oneHundredThousandGlobals() {
    int count = 100_000;
    for (int i = 0; i < count; i++) {
      Bytes global = module.entry(LargeModuleBytes.GLOBAL);
      switch (i % 4) {
        case 0 -> global.put(I32, 1).i32(i);
        case 1 -> global.put(I64, 1, 0x42, 1);
        case 2 -> global.put(V128, 1, 0xfd, 12).put(new int[16]);
        default -> global.put(FUNCREF, 1, 0xd0, FUNCREF);
      }
      global.put(0x0b);
    }
    // Adds its argument to all i32 globals and to the low lane of all v128 ones, which it sums up.
    Bytes add = new Bytes().i32(0);
    int expected = 0;
    for (int i = 0; i < count; i++) {
      if (i % 4 == 0) {
        add.op(0x23, i).put(LOCAL_GET, 0, I32_ADD).op(0x24, i).op(0x23, i).put(I32_ADD);
        expected += i + 3;
      } else if (i % 4 == 2) {
        add.op(0x23, i).put(LOCAL_GET, 0, 0xfd, 17, 0xfd, 0xae, 1).op(0x24, i);
        add.op(0x23, i).put(0xfd, 27, 0, I32_ADD);
        expected += 3;
      } else if (i % 4 == 3) {
        add.put(0xd2, 0).op(0x24, i).op(0x23, i).put(0xd1, I32_ADD);
      } else {
        add.op(0x23, i).put(0xa7, I32_ADD);
        expected += 1;
      }
    }
    module.function(module.type(ONE_I32, ONE_I32), add);
    module.export("add", 0, 0);
    Instance instance = instantiate();
    Snapshot fresh = instance.snapshot();
    assertEquals(expected, call(instance, "add", 3));
    instance.restore(fresh);
    assertEquals(expected, call(instance, "add", 3), "after going back to the snapshot");
  }

  @Test
  void twentyThousandConstantExpressions() {
    int count = 20_000;
    Bytes sum = new Bytes().i32(0);
    int expected = 0;
    for (int i = 0; i < count; i++) {
      module.entry(LargeModuleBytes.GLOBAL).put(I32, 0).i32(i * 31).i32(i).put(0x6c, 0x0b);
      sum.op(0x23, i).put(I32_ADD);
      expected += i * 31 * i;
    }
    module.export("sum", 0, module.function(module.type(NONE, ONE_I32), sum));
    assertEquals(expected, call(instantiate(), "sum"));
  }

  // ---- functions that are large themselves; SplitFunctionsTest has more

  @Test
  void aFunctionOfOneAndAHalfMegabytes() {
    int type = module.type(ONE_I32, ONE_I32);
    module.function(type, new Bytes().put(LOCAL_GET, 0, 0x41, 1, I32_ADD));
    Bytes body = new Bytes();
    int expected = 2;
    while (body.out.size() < 1_500_000) {
      // What is not even is incremented, what is even is multiplied, in the other function's way.
      body.put(LOCAL_GET, 0, 0x41, 1, 0x71, 0x04, FunctionBytes.EMPTY);
      body.put(LOCAL_GET, 0, CALL, 0, 0x21, 0, 0x05);
      body.put(LOCAL_GET, 0).i32(100_003).put(0x6c, 0x41, 3, I32_ADD, 0x21, 0, 0x0b);
      expected = (expected & 1) == 1 ? expected + 1 : expected * 100_003 + 3;
    }
    module.export("f", 0, module.function(type, body.put(LOCAL_GET, 0)));
    assertEquals(expected, call(instantiate(), "f", 2));
  }

  @Test
  void oneThousandParametersAndResults() {
    int count = 1_000;
    int[] values = new int[count];
    Arrays.setAll(values, i -> i % 3 == 0 ? I64 : I32);
    int many = module.type(values, values);
    Bytes reverse = new Bytes();
    Bytes all = new Bytes();
    for (int i = 0; i < count; i++) {
      // Adds 1 to each value.
      reverse.op(LOCAL_GET, i).put(values[i] == I32 ? new int[] {0x41, 1, 0x6a} : ADD_I64);
      all.op(LOCAL_GET, i);
    }
    module.function(many, reverse);
    module.tableOfFunctions(0, 1);
    module.export("direct", 0, module.function(many, new Bytes().put(all).op(CALL, 0)));
    Bytes indirect = new Bytes().put(all).i32(0).put(0x11, many, 0);
    module.export("indirect", 0, module.function(many, indirect));
    Bytes tail = new Bytes().put(all).i32(0).put(0x13, many, 0);
    module.export("tail", 0, module.function(many, tail));
    Instance instance = load(compile(), Imports.none());
    Object[] arguments = new Object[count];
    Object[] expected = new Object[count];
    for (int i = 0; i < count; i++) {
      arguments[i] = values[i] == I32 ? (Object) i : (Object) (long) i;
      expected[i] = values[i] == I32 ? (Object) (i + 1) : (Object) (i + 1L);
    }
    for (String name : List.of("direct", "indirect", "tail")) {
      assertArrayEquals(expected, instance.function(name).call(arguments), name);
    }
  }

  private static final int[] ADD_I64 = {0x42, 1, 0x7c};

  @Test
  void namesLongerThanTheJvmAllows() {
    int type = module.type(NONE, ONE_I32);
    String name = "\u4e16".repeat(30_000);
    module.entry(LargeModuleBytes.IMPORT).name(name).name(name).put(0).unsigned(type);
    module.function(type, new Bytes().op(CALL, 0));
    module.export(name, 0, 1);
    FunctionType signature = new FunctionType(List.of(), List.of(ValueType.I32));
    Imports imports =
        Imports.builder()
            .function(name, name, signature, (caller, values) -> values.bits[0] = 42)
            .build();
    Instance instance = instantiate(imports);
    assertEquals(42, call(instance, name));
    assertTrue(instance.descriptor().functionName(1).length() == 30_000);
  }
}
