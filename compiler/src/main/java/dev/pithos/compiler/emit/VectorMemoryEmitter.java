package dev.pithos.compiler.emit;

import dev.pithos.compiler.module.Instruction;
import dev.pithos.compiler.module.Opcode;
import dev.pithos.compiler.module.Shape;
import org.objectweb.asm.Opcodes;

/**
 * Loads and stores of vectors: numbers that {@link MemoryEmitter} loads and stores, and what {@link
 * VectorEmitter} makes of them.
 */
final class VectorMemoryEmitter {
  private static final int HALF_BYTES = 8;

  private final FunctionEmitter function;
  private final MemoryEmitter memories;
  private final VectorEmitter vectors;

  VectorMemoryEmitter(FunctionEmitter function, MemoryEmitter memories, VectorEmitter vectors) {
    this.function = function;
    this.memories = memories;
    this.vectors = vectors;
  }

  void emit(Instruction instruction) {
    Shape shape = instruction.opcode.shape();
    function.stack.pop(shape.parameters().length());
    code(instruction);
    function.stack.pushAll(shape.results());
  }

  private void code(Instruction instruction) {
    switch (instruction.opcode) {
      case V128_LOAD -> load(instruction);
      case V128_STORE -> store(instruction);
      case V128_LOAD8X8_S -> extend(instruction, Opcode.I16X8_EXTEND_LOW_I8X16_S);
      case V128_LOAD8X8_U -> extend(instruction, Opcode.I16X8_EXTEND_LOW_I8X16_U);
      case V128_LOAD16X4_S -> extend(instruction, Opcode.I32X4_EXTEND_LOW_I16X8_S);
      case V128_LOAD16X4_U -> extend(instruction, Opcode.I32X4_EXTEND_LOW_I16X8_U);
      case V128_LOAD32X2_S -> extend(instruction, Opcode.I64X2_EXTEND_LOW_I32X4_S);
      case V128_LOAD32X2_U -> extend(instruction, Opcode.I64X2_EXTEND_LOW_I32X4_U);
      case V128_LOAD8_SPLAT -> splat(instruction, Opcode.I32_LOAD8_U, Opcode.I8X16_SPLAT);
      case V128_LOAD16_SPLAT -> splat(instruction, Opcode.I32_LOAD16_U, Opcode.I16X8_SPLAT);
      case V128_LOAD32_SPLAT -> splat(instruction, Opcode.I32_LOAD, Opcode.I32X4_SPLAT);
      case V128_LOAD64_SPLAT -> splat(instruction, Opcode.I64_LOAD, Opcode.I64X2_SPLAT);
      case V128_LOAD32_ZERO -> zero(instruction, Opcode.I64_LOAD32_U);
      case V128_LOAD64_ZERO -> zero(instruction, Opcode.I64_LOAD);
      case V128_LOAD8_LANE -> loadLane(instruction, Opcode.I32_LOAD8_U, Opcode.I8X16_REPLACE_LANE);
      case V128_LOAD16_LANE ->
          loadLane(instruction, Opcode.I32_LOAD16_U, Opcode.I16X8_REPLACE_LANE);
      case V128_LOAD32_LANE -> loadLane(instruction, Opcode.I32_LOAD, Opcode.I32X4_REPLACE_LANE);
      case V128_LOAD64_LANE -> loadLane(instruction, Opcode.I64_LOAD, Opcode.I64X2_REPLACE_LANE);
      case V128_STORE8_LANE ->
          storeLane(instruction, Opcode.I8X16_EXTRACT_LANE_U, Opcode.I32_STORE8);
      case V128_STORE16_LANE ->
          storeLane(instruction, Opcode.I16X8_EXTRACT_LANE_U, Opcode.I32_STORE16);
      case V128_STORE32_LANE -> storeLane(instruction, Opcode.I32X4_EXTRACT_LANE, Opcode.I32_STORE);
      case V128_STORE64_LANE -> storeLane(instruction, Opcode.I64X2_EXTRACT_LANE, Opcode.I64_STORE);
      default -> throw function.unsupported();
    }
  }

  /** An offset as high as it gets stays there: no memory reaches so far. */
  private static long highOffset(Instruction instruction) {
    long offset = instruction.addressOffset;
    return Long.compareUnsigned(offset, -1 - HALF_BYTES) > 0 ? -1 : offset + HALF_BYTES;
  }

  /** [address] -> [low high] */
  private void load(Instruction instruction) {
    CodeWriter out = function.out;
    int memory = instruction.memory;
    char kind = memories.addressKind(memory);
    int address = function.temporary(kind);
    out.store(kind, address);
    out.load(kind, address);
    memories.load(Opcode.I64_LOAD, memory, instruction.addressOffset);
    out.load(kind, address);
    memories.load(Opcode.I64_LOAD, memory, highOffset(instruction));
  }

  /** [address low high] -> []; the high half first, so that a trap leaves nothing half stored. */
  private void store(Instruction instruction) {
    CodeWriter out = function.out;
    int memory = instruction.memory;
    char kind = memories.addressKind(memory);
    int value = function.temporary('V');
    int address = function.temporary(kind);
    out.store('V', value);
    out.store(kind, address);
    out.load(kind, address);
    out.load('J', value + 2);
    memories.store(Opcode.I64_STORE, memory, highOffset(instruction));
    out.load(kind, address);
    out.load('J', value);
    memories.store(Opcode.I64_STORE, memory, instruction.addressOffset);
  }

  /** [address] -> [vector] */
  private void extend(Instruction instruction, Opcode extension) {
    zero(instruction, Opcode.I64_LOAD);
    vectors.code(extension, 0);
  }

  /** [address] -> [vector] */
  private void splat(Instruction instruction, Opcode load, Opcode splat) {
    memories.load(load, instruction.memory, instruction.addressOffset);
    vectors.code(splat, 0);
  }

  /** [address] -> [long 0] */
  private void zero(Instruction instruction, Opcode load) {
    memories.load(load, instruction.memory, instruction.addressOffset);
    function.out.op(Opcodes.LCONST_0);
  }

  /** [address vector] -> [vector] */
  private void loadLane(Instruction instruction, Opcode load, Opcode replace) {
    CodeWriter out = function.out;
    char kind = load.shape().results().charAt(0);
    int vector = function.temporary('V');
    int number = function.temporary(kind);
    out.store('V', vector);
    memories.load(load, instruction.memory, instruction.addressOffset);
    out.store(kind, number);
    out.load('V', vector);
    out.load(kind, number);
    vectors.code(replace, instruction.index);
  }

  /** [address vector] -> [] */
  private void storeLane(Instruction instruction, Opcode extract, Opcode store) {
    vectors.code(extract, instruction.index);
    memories.store(store, instruction.memory, instruction.addressOffset);
  }
}
