package dev.pithos.compiler.lower;

import dev.pithos.compiler.module.Catch;
import dev.pithos.compiler.module.Instruction;
import dev.pithos.compiler.module.Opcode;
import dev.pithos.runtime.FunctionType;
import dev.pithos.runtime.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A function body after lowering: its instructions in an array of ints, each as opcode, offset,
 * operands. Operands that are no numbers stand in a pool. A position is an index into the array;
 * code has no objects for instructions, since large modules have millions of them.
 */
public final class Code {
  /** An opcode and an offset: no instruction is shorter. */
  public static final int LEAST_WORDS = 2;

  private static final Opcode[] OPCODES = Opcode.values();

  private int[] words = new int[64];
  private int length;
  private final List<Object> pool = new ArrayList<>();
  private int[] assignments = {};

  /** The position after the last instruction. */
  public int length() {
    return length;
  }

  /** How often each of so many locals is assigned. */
  int[] assignments(int locals) {
    return Arrays.copyOf(assignments, locals);
  }

  /** Gives unused memory back. */
  void trim() {
    words = Arrays.copyOf(words, length);
  }

  /** Adds an instruction at the end. */
  void append(Instruction instruction) {
    if (length + 8 > words.length) {
      words = Arrays.copyOf(words, 2 * words.length);
    }
    put(instruction.opcode.ordinal());
    put(instruction.offset);
    switch (instruction.opcode.immediate()) {
      case NONE, FENCE -> {}
      case BLOCK_TYPE -> pooled(instruction.blockType);
      case LOCAL -> {
        put(instruction.index);
        if (instruction.opcode != Opcode.LOCAL_GET) {
          assigned(instruction.index);
        }
      }
      case LABEL, FUNCTION, TYPE, GLOBAL, TABLE, ELEMENTS, MEMORY, DATA, TAG, LANE ->
          put(instruction.index);
      case TYPE_TABLE,
          TYPE_FIELD,
          TYPE_COUNT,
          TYPE_DATA,
          TYPE_ELEMENTS,
          TYPE_TYPE,
          TABLE_TABLE,
          ELEMENTS_TABLE,
          MEMORY_MEMORY,
          DATA_MEMORY -> {
        put(instruction.index);
        put(instruction.secondIndex);
      }
      case MEMORY_ARGUMENT, MEMORY_ARGUMENT_LANE -> {
        put(instruction.memory);
        putLong(instruction.addressOffset);
        put(instruction.index);
      }
      case LABEL_TABLE -> pooled(instruction.labels);
      case SELECT_TYPES, HEAP_TYPE -> pooled(instruction.type);
      case SHUFFLE, V128 -> {
        putLong(instruction.bits);
        putLong(instruction.high);
      }
      case I32, F32 -> put((int) instruction.bits);
      case I64, F64 -> putLong(instruction.bits);
      case CAST -> {
        put(instruction.index);
        pooled(instruction.sourceType);
        pooled(instruction.type);
      }
      case CATCHES -> {
        pooled(instruction.blockType);
        pooled(instruction.catches);
      }
    }
  }

  private void assigned(int local) {
    if (local >= assignments.length) {
      assignments = Arrays.copyOf(assignments, Math.max(local + 1, 2 * assignments.length));
    }
    assignments[local]++;
  }

  private void put(int word) {
    words[length++] = word;
  }

  private void putLong(long value) {
    put((int) value);
    put((int) (value >>> 32));
  }

  private void pooled(Object operand) {
    put(pool.size());
    pool.add(operand);
  }

  /** The opcode at a position. */
  public Opcode opcode(int position) {
    return OPCODES[words[position]];
  }

  /**
   * Reads the instruction at a position.
   *
   * @return the position of the next one
   */
  public int read(int position, Instruction out) {
    Opcode opcode = OPCODES[words[position]];
    out.opcode = opcode;
    out.offset = words[position + 1];
    int at = position + 2;
    switch (opcode.immediate()) {
      case NONE, FENCE -> {}
      case BLOCK_TYPE -> out.blockType = (FunctionType) pool.get(words[at++]);
      case LABEL, FUNCTION, TYPE, LOCAL, GLOBAL, TABLE, ELEMENTS, MEMORY, DATA, TAG, LANE ->
          out.index = words[at++];
      case TYPE_TABLE,
          TYPE_FIELD,
          TYPE_COUNT,
          TYPE_DATA,
          TYPE_ELEMENTS,
          TYPE_TYPE,
          TABLE_TABLE,
          ELEMENTS_TABLE,
          MEMORY_MEMORY,
          DATA_MEMORY -> {
        out.index = words[at++];
        out.secondIndex = words[at++];
      }
      case MEMORY_ARGUMENT, MEMORY_ARGUMENT_LANE -> {
        out.memory = words[at];
        out.addressOffset = longAt(at + 1);
        out.index = words[at + 3];
        at += 4;
      }
      case LABEL_TABLE -> out.labels = (int[]) pool.get(words[at++]);
      case SELECT_TYPES, HEAP_TYPE -> out.type = (ValueType) pool.get(words[at++]);
      case SHUFFLE, V128 -> {
        out.bits = longAt(at);
        out.high = longAt(at + 2);
        at += 4;
      }
      case I32, F32 -> out.bits = words[at++];
      case I64, F64 -> {
        out.bits = longAt(at);
        at += 2;
      }
      case CAST -> {
        out.index = words[at];
        out.sourceType = (ValueType) pool.get(words[at + 1]);
        out.type = (ValueType) pool.get(words[at + 2]);
        at += 3;
      }
      case CATCHES -> {
        out.blockType = (FunctionType) pool.get(words[at]);
        out.catches = catches(words[at + 1]);
        at += 2;
      }
    }
    return at;
  }

  private long longAt(int at) {
    return (words[at] & 0xffff_ffffL) | (long) words[at + 1] << 32;
  }

  @SuppressWarnings("unchecked") // what append() put there
  private List<Catch> catches(int index) {
    return (List<Catch>) pool.get(index);
  }
}
