package dev.pithos.compiler.plan;

import dev.pithos.compiler.lower.Code;
import dev.pithos.compiler.module.Instruction;
import dev.pithos.compiler.module.Module;
import dev.pithos.compiler.module.Opcode;
import dev.pithos.runtime.StructType;

/**
 * How many entries of a class's constant pool code takes, at most: as if no two instructions had
 * one in common. The helpers of runtime-support are not counted; they are the same for all code.
 */
public final class ConstantEstimate {
  /**
   * What a class is planned to take. The JVM allows 65,535; the rest is for helpers and for the
   * indices of frames. The largest class of real modules, an instance's, took 14,500.
   */
  public static final int MOST = 50_000;

  /** A field or method of another class: its reference, its class, its name, its type. */
  public static final int MEMBER = 6;

  /** A method of the class itself. */
  public static final int METHOD = 8;

  /** Where all members are of one class and one type: a reference and a name. */
  private static final int NAMED = 3;

  private static final int LONG = 2;

  /** A shuffle's masks: see {@code ShuffleCode}. */
  private static final int SHUFFLE = 16 * LONG;

  private final Module module;
  private final Instruction instruction = new Instruction();

  ConstantEstimate(Module module) {
    this.module = module;
  }

  /** What all of the code takes. */
  int of(Code code) {
    return of(code, 0, code.length());
  }

  /**
   * What some of the code takes.
   *
   * @param from a position in the code
   * @param to the position after the last instruction
   */
  public int of(Code code, int from, int to) {
    long sum = 0;
    for (int position = from; position < to; ) {
      position = code.read(position, instruction);
      sum += of(instruction);
    }
    return (int) Math.min(sum, Integer.MAX_VALUE);
  }

  private int of(Instruction instruction) {
    return switch (instruction.opcode.immediate()) {
      case NONE, LABEL, BLOCK_TYPE, LANE, FENCE, SELECT_TYPES -> 0;
      case FUNCTION -> instruction.opcode == Opcode.REF_FUNC ? 1 : MEMBER;
      case GLOBAL -> 2 * NAMED;
      case I32 -> number(instruction.bits);
      case I64 -> LONG * number(instruction.bits);
      case F32 -> 1;
      case F64 -> LONG;
      case V128 -> 2 * LONG;
      case SHUFFLE -> SHUFFLE;
      case LOCAL -> number(2L * instruction.index);
      case MEMORY_ARGUMENT, MEMORY_ARGUMENT_LANE ->
          LONG * number(instruction.addressOffset) + memory(instruction.memory);
      case MEMORY -> memory(instruction.index);
      case MEMORY_MEMORY -> memory(instruction.index) + memory(instruction.secondIndex);
      case TYPE -> type(instruction);
      case TYPE_TABLE -> MEMBER + NAMED + 1;
      case TYPE_FIELD, TYPE_TYPE, CAST -> MEMBER + 2;
      case LABEL_TABLE -> 2 + 2 * (instruction.labels.length >>> Short.SIZE);
      case CATCHES -> 2 * instruction.catches.size();
      default -> 2 * NAMED + 2;
    };
  }

  /** Small numbers stand in the code. */
  private static int number(long value) {
    return value == (short) value ? 0 : 1;
  }

  private static int memory(int memory) {
    return memory == 0 ? 0 : NAMED + 1;
  }

  /** A structure's code names each of its fields. */
  private int type(Instruction instruction) {
    int fields =
        module.types.get(instruction.index).composite() instanceof StructType struct
            ? struct.fields().size()
            : 0;
    return MEMBER + 2 + MEMBER * fields;
  }
}
