package dev.pithos.compiler.lower;

import dev.pithos.compiler.module.Opcode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Interprets what {@link CopyProof} looks at, with numbers for values: what the proof's statement
 * is held against.
 */
final class CopyMachine {
  private static final int MOST_STEPS = 100_000;

  private final CopyCode code;
  private final byte[] memory;
  private final ByteBuffer bytes;
  private final long[] locals;
  private final long[] stack = new long[64];
  private int height;
  private final int[] openers = new int[64];
  private final int[] heights = new int[64];
  private int depth;
  private int next;

  private CopyMachine(CopyCode code, int locals, byte[] memory) {
    this.code = code;
    this.memory = memory;
    this.bytes = ByteBuffer.wrap(memory).order(ByteOrder.LITTLE_ENDIAN);
    this.locals = new long[locals];
  }

  /** What the function answers; null if it traps, or goes on for very long. */
  static Integer run(
      CopyCode code, int localCount, byte[] memory, int target, int source, int length) {
    CopyMachine machine = new CopyMachine(code, localCount, memory);
    machine.locals[0] = target;
    machine.locals[1] = source;
    machine.locals[2] = length;
    try {
      for (int steps = 0; steps < MOST_STEPS; steps++) {
        if (machine.step()) {
          return (int) machine.pop();
        }
      }
      return null;
    } catch (IndexOutOfBoundsException trap) {
      return null;
    }
  }

  private void push(long value) {
    stack[height++] = value;
  }

  private long pop() {
    return stack[--height];
  }

  /** Runs an instruction; answers whether it was the last. */
  private boolean step() {
    int at = next++;
    int operand = code.operands[at];
    Opcode opcode = code.opcodes[at];
    switch (opcode) {
      case NOP -> {}
      case DROP -> height--;
      case I32_CONST -> push(operand);
      case LOCAL_GET -> push(locals[operand]);
      case LOCAL_SET -> locals[operand] = pop();
      case LOCAL_TEE -> locals[operand] = stack[height - 1];
      case SELECT -> {
        boolean isFirst = (int) pop() != 0;
        long second = pop();
        long first = pop();
        push(isFirst ? first : second);
      }
      case BLOCK, LOOP -> open(at);
      case IF -> {
        if ((int) pop() != 0) {
          open(at);
        } else if (code.elses[at] == 0) {
          next = code.ends[at] + 1;
        } else {
          open(at);
          next = code.elses[at] + 1;
        }
      }
      case ELSE -> next = code.ends[at];
      case END -> {
        return --depth < 0;
      }
      case BR -> {
        return branch(operand);
      }
      case BR_IF -> {
        return (int) pop() != 0 && branch(operand);
      }
      case BR_TABLE -> {
        int index = (int) pop();
        int[] labels = code.labels[at];
        boolean inTable = Integer.compareUnsigned(index, labels.length) < 0;
        return branch(labels[inTable ? index : labels.length - 1]);
      }
      case RETURN -> {
        return true;
      }
      case I32_EQZ -> push((int) pop() == 0 ? 1 : 0);
      case I32_LOAD8_U -> push(bytes.get(address(operand, 1)) & 0xff);
      case I32_LOAD16_U -> push(bytes.getShort(address(operand, 2)) & 0xffff);
      case I32_LOAD -> push(bytes.getInt(address(operand, 4)));
      case I64_LOAD -> push(bytes.getLong(address(operand, 8)));
      case I32_STORE8 -> {
        byte value = (byte) pop();
        bytes.put(address(operand, 1), value);
      }
      case I32_STORE16 -> {
        short value = (short) pop();
        bytes.putShort(address(operand, 2), value);
      }
      case I32_STORE -> {
        int value = (int) pop();
        bytes.putInt(address(operand, 4), value);
      }
      case I64_STORE -> {
        long value = pop();
        bytes.putLong(address(operand, 8), value);
      }
      default -> {
        int right = (int) pop();
        push(compute(opcode, (int) pop(), right));
      }
    }
    return false;
  }

  private static int compute(Opcode opcode, int left, int right) {
    return switch (opcode) {
      case I32_ADD -> left + right;
      case I32_SUB -> left - right;
      case I32_MUL -> left * right;
      case I32_AND -> left & right;
      case I32_OR -> left | right;
      case I32_XOR -> left ^ right;
      case I32_SHL -> left << right;
      case I32_SHR_S -> left >> right;
      case I32_SHR_U -> left >>> right;
      case I32_EQ -> left == right ? 1 : 0;
      case I32_NE -> left != right ? 1 : 0;
      case I32_LT_S -> left < right ? 1 : 0;
      case I32_GT_S -> left > right ? 1 : 0;
      case I32_LE_S -> left <= right ? 1 : 0;
      case I32_GE_S -> left >= right ? 1 : 0;
      case I32_LT_U -> Integer.compareUnsigned(left, right) < 0 ? 1 : 0;
      case I32_GT_U -> Integer.compareUnsigned(left, right) > 0 ? 1 : 0;
      case I32_LE_U -> Integer.compareUnsigned(left, right) <= 0 ? 1 : 0;
      case I32_GE_U -> Integer.compareUnsigned(left, right) >= 0 ? 1 : 0;
      default -> throw new AssertionError(opcode);
    };
  }

  private int address(int added, int size) {
    long address = (pop() & 0xffff_ffffL) + added;
    if (address + size > memory.length) {
      throw new IndexOutOfBoundsException();
    }
    return (int) address;
  }

  private void open(int at) {
    openers[depth] = at;
    heights[depth++] = height;
  }

  private boolean branch(int label) {
    int block = depth - 1 - label;
    if (block < 0) {
      return true;
    }
    height = heights[block];
    boolean loop = code.opcodes[openers[block]] == Opcode.LOOP;
    depth = loop ? block + 1 : block;
    next = loop ? openers[block] + 1 : code.ends[openers[block]] + 1;
    return false;
  }
}
