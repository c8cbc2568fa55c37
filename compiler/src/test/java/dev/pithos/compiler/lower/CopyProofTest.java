package dev.pithos.compiler.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.WasmCompiler;
import dev.pithos.compiler.decode.ModuleDecoder;
import dev.pithos.compiler.module.Module;
import dev.pithos.compiler.module.Opcode;
import dev.pithos.compiler.validate.ModuleValidator;
import dev.pithos.runtime.Imports;
import dev.pithos.runtime.Instance;
import dev.pithos.runtime.Memory;
import dev.pithos.runtime.Trap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Functions that copy memory are known, those that almost do are not, and whatever is known to copy
 * does: what the proof says is held against an interpreter, for functions changed at random too.
 */
class CopyProofTest {
  private static final Path MODULE = Path.of("src/test/resources/copies/copies.wasm");
  private static final int MEMORY = 1 << 16;

  /** How often each function is changed. */
  private static final int CHANGED = 100;

  private static final Opcode[] BINARY = {
    Opcode.I32_ADD,
    Opcode.I32_SUB,
    Opcode.I32_AND,
    Opcode.I32_OR,
    Opcode.I32_XOR,
    Opcode.I32_SHL,
    Opcode.I32_SHR_U,
    Opcode.I32_SHR_S,
    Opcode.I32_MUL,
    Opcode.I32_EQ,
    Opcode.I32_NE,
    Opcode.I32_LT_U,
    Opcode.I32_LT_S,
    Opcode.I32_GT_U,
    Opcode.I32_GT_S,
    Opcode.I32_LE_U,
    Opcode.I32_LE_S,
    Opcode.I32_GE_U,
    Opcode.I32_GE_S
  };
  private static final Opcode[] LOADS = {Opcode.I32_LOAD, Opcode.I32_LOAD8_U, Opcode.I32_LOAD16_U};
  private static final Opcode[] STORES = {Opcode.I32_STORE, Opcode.I32_STORE8, Opcode.I32_STORE16};

  private final Random random = new Random(7);

  /** The module's functions by name. */
  private static Map<String, LoweredFunction> functions() throws IOException {
    Module module = ModuleDecoder.decode(Files.readAllBytes(MODULE));
    ModuleValidator validator = new ModuleValidator(module, CompilerOptions.defaults().features());
    validator.module();
    Map<String, LoweredFunction> functions = new LinkedHashMap<>();
    for (int i = 0; i < module.bodies.size(); i++) {
      Lowering lowering = new Lowering();
      validator.body(i, lowering);
      // The export of the memory is the first.
      functions.put(module.exports.get(i + 1).name(), lowering.finish(module, i));
    }
    return functions;
  }

  @Test
  void whatCopiesIsKnownAndWhatAlmostDoesIsNot() throws IOException {
    Map<String, LoweredFunction> functions = functions();
    assertEquals(19, functions.size());
    functions.forEach(
        (name, function) -> assertEquals(!name.startsWith("almost"), function.copiesMemory, name));
  }

  // ---- changed functions

  @Test
  void whateverIsKnownToCopyDoes() throws IOException {
    int known = 0;
    for (Map.Entry<String, LoweredFunction> entry : functions().entrySet()) {
      Code unchanged = plain(entry.getValue());
      for (int i = 0; i < CHANGED; i++) {
        CopyCode code = CopyCode.of(unchanged);
        int locals = entry.getValue().locals.length;
        String changes = entry.getKey();
        for (int change = random.nextInt(3); change >= 0; change--) {
          changes += change(code, locals);
        }
        if (CopyProof.holds(code, locals)) {
          known++;
          for (int run = 0; run < 20; run++) {
            checkCopies(code, locals, changes);
          }
        }
      }
    }
    // Many a change makes no difference: a comparison with zero that is unsigned, or not.
    assertTrue(known > CHANGED / 2, known + " changed functions copy");
  }

  /** The code as it is looked at: before its loops are counted. */
  private static Code plain(LoweredFunction function) throws IOException {
    Module module = ModuleDecoder.decode(Files.readAllBytes(MODULE));
    ModuleValidator validator = new ModuleValidator(module, CompilerOptions.defaults().features());
    validator.module();
    Code code = new Code();
    validator.body(function.index, code::append);
    return code;
  }

  /** Changes an instruction to another of the same type, and says which. */
  private String change(CopyCode code, int locals) {
    int at = random.nextInt(code.opcodes.length);
    Opcode before = code.opcodes[at];
    int operand = code.operands[at];
    switch (before) {
      case I32_CONST -> code.operands[at] = constant(operand);
      case LOCAL_GET, LOCAL_SET, LOCAL_TEE -> code.operands[at] = random.nextInt(locals);
      case BR, BR_IF -> code.operands[at] = random.nextInt(2);
      case I32_LOAD, I32_LOAD8_U, I32_LOAD16_U -> {
        code.opcodes[at] = LOADS[random.nextInt(LOADS.length)];
        code.operands[at] = random.nextInt(6);
      }
      case I32_STORE, I32_STORE8, I32_STORE16 -> {
        code.opcodes[at] = STORES[random.nextInt(STORES.length)];
        code.operands[at] = random.nextInt(6);
      }
      case I64_LOAD, I64_STORE -> code.operands[at] = random.nextInt(3) * 8;
      default -> {
        if (Arrays.asList(BINARY).contains(before)) {
          code.opcodes[at] = BINARY[random.nextInt(BINARY.length)];
        }
      }
    }
    return " "
        + at
        + ":"
        + before
        + " "
        + operand
        + ">"
        + code.opcodes[at]
        + " "
        + code.operands[at];
  }

  private int constant(int before) {
    return switch (random.nextInt(6)) {
      case 0 -> before + 1;
      case 1 -> before - 1;
      case 2 -> before * 2;
      case 3 -> -before;
      case 4 -> random.nextInt(40);
      default -> random.nextInt();
    };
  }

  /** Runs it on ranges as the proof's statement has them. */
  private void checkCopies(CopyCode code, int locals, String changes) {
    byte[] memory = new byte[MEMORY];
    random.nextBytes(memory);
    int length = 1 + random.nextInt(random.nextInt(4) == 0 ? 5_000 : 80);
    int low = random.nextInt(3) == 0 ? 0 : random.nextInt(20_000);
    int high = random.nextInt(3) == 0 ? MEMORY - length : low + length + random.nextInt(20_000);
    boolean up = random.nextBoolean();
    int target = up ? high : low;
    int source = up ? low : high;
    byte[] expected = memory.clone();
    System.arraycopy(memory, source, expected, target, length);
    String what = changes + " from " + source + " to " + target + ", " + length;
    assertEquals(target, CopyMachine.run(code, locals, memory, target, source, length), what);
    assertTrue(Arrays.equals(expected, memory), what);
  }

  // ---- compiled functions

  /** Any ranges, those that overlap and those that trap among them. */
  @Test
  void compiledFunctionsDoWhatTheirCodeSays() throws IOException {
    Instance instance =
        WasmCompiler.compile(Files.readAllBytes(MODULE), CompilerOptions.defaults())
            .load(CopyProofTest.class.getClassLoader())
            .instantiate(Imports.none());
    Memory memory = instance.memory("memory");
    byte[] before = new byte[MEMORY];
    random.nextBytes(before);
    for (Map.Entry<String, LoweredFunction> entry : functions().entrySet()) {
      CopyCode code = CopyCode.of(plain(entry.getValue()));
      int locals = entry.getValue().locals.length;
      for (int i = 0; i < 100; i++) {
        byte[] bytes = before.clone();
        memory.write(0, bytes);
        int target = place();
        int source = random.nextInt(3) == 0 ? target + random.nextInt(40) - 20 : place();
        int length = List.of(0, 1, 5, 16, 17, 80, 1000).get(random.nextInt(7));
        String what = entry.getKey() + " from " + source + " to " + target + ", " + length;
        Integer expected = CopyMachine.run(code, locals, bytes, target, source, length);
        try {
          Object[] answer = instance.function(entry.getKey()).call(target, source, length);
          assertEquals(expected, answer[0], what);
        } catch (Trap trap) {
          assertNull(expected, what);
        }
        assertTrue(Arrays.equals(bytes, memory.read(0, MEMORY)), what);
      }
    }
  }

  /** An address within, at the end, or beyond what there is. */
  private int place() {
    return switch (random.nextInt(8)) {
      case 0 -> 0;
      case 1 -> MEMORY - random.nextInt(40);
      case 2 -> MEMORY;
      case 3 -> -random.nextInt(40);
      default -> random.nextInt(MEMORY);
    };
  }
}
