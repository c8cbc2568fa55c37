package dev.pithos.compiler.plan;

import dev.pithos.compiler.lower.Code;
import dev.pithos.compiler.module.Instruction;
import dev.pithos.compiler.module.Opcode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a dry run of the emitter learned about a function's code, by instruction, counted from 0:
 * bytes of JVM code, and what becomes of the operand stack; and where blocks end. Heights count
 * operands from the function's beginning.
 */
public final class CodeMap {
  /** A br_table with more targets may go by way of the answers that parts give. */
  public static final int MANY_TARGETS = 300;

  private final Code code;
  private int count;
  private final int[] position;
  private final int[] size;
  private final int[] low;
  private final int[] height;
  private final int[] pushed;
  private final BitSet goesOn = new BitSet();
  private final BitSet longTables = new BitSet();
  private final List<String> kinds = new ArrayList<>();
  private final Map<String, Integer> kindNumbers = new HashMap<>();

  /** For what opens a block, its end; for what ends an arm, the block's next arm or end. */
  private int[] nextArm;

  private int[] end;
  private int[] depth;

  /**
   * For all instructions, the innermost block around them, by its opener; -1 for the function's.
   */
  private int[] block;

  public CodeMap(Code code) {
    this.code = code;
    int length = code.length() / Code.LEAST_WORDS;
    position = new int[length];
    size = new int[length];
    low = new int[length];
    height = new int[length];
    pushed = new int[length];
  }

  /**
   * Adds the next instruction.
   *
   * @param lowest how low the stack was in between: everything above was taken
   * @param above the kinds of what was put there then
   * @param reachable whether what follows is reached from here
   */
  public void add(int at, int bytes, int lowest, String above, boolean reachable) {
    position[count] = at;
    size[count] = bytes;
    low[count] = lowest;
    height[count] = lowest + above.length();
    pushed[count] =
        kindNumbers.computeIfAbsent(
            above,
            text -> {
              kinds.add(text);
              return kinds.size() - 1;
            });
    goesOn.set(count, reachable);
    count++;
  }

  /** The next br_table from an instruction on that has many targets, or {@link #count}. */
  public int longTableFrom(int instruction) {
    int next = longTables.nextSetBit(instruction);
    return next < 0 ? count : next;
  }

  /** Finds the blocks, once all instructions are there. */
  public void close() {
    nextArm = new int[count];
    end = new int[count];
    depth = new int[count];
    block = new int[count];
    Instruction instruction = new Instruction();
    Deque<Integer> openers = new ArrayDeque<>();
    Deque<Integer> arms = new ArrayDeque<>();
    for (int i = 0; i < count; i++) {
      Opcode opcode = opcode(i);
      if (isSeparator(opcode) || isEnd(opcode)) {
        if (openers.isEmpty()) {
          // The function's own end.
          block[i] = -1;
          continue;
        }
        nextArm[arms.pop()] = i;
        if (isEnd(opcode)) {
          end[i] = openers.pop();
          end[end[i]] = i;
        } else {
          arms.push(i);
        }
      }
      if (opcode == Opcode.BR_TABLE) {
        code.read(position[i], instruction);
        longTables.set(i, instruction.labels.length > MANY_TARGETS);
      }
      block[i] = openers.isEmpty() ? -1 : openers.peek();
      depth[i] = openers.size();
      if (isOpener(opcode)) {
        openers.push(i);
        arms.push(i);
      }
    }
  }

  public static boolean isOpener(Opcode opcode) {
    return switch (opcode) {
      case BLOCK, LOOP, IF, TRY, TRY_TABLE -> true;
      default -> false;
    };
  }

  public static boolean isSeparator(Opcode opcode) {
    return opcode == Opcode.ELSE || opcode == Opcode.CATCH || opcode == Opcode.CATCH_ALL;
  }

  public static boolean isEnd(Opcode opcode) {
    return opcode == Opcode.END || opcode == Opcode.DELEGATE;
  }

  public Code code() {
    return code;
  }

  /** How many instructions there are. */
  public int count() {
    return count;
  }

  public Opcode opcode(int instruction) {
    return code.opcode(position[instruction]);
  }

  /** Where the instruction stands in the code. */
  public int position(int instruction) {
    return instruction == count ? code.length() : position[instruction];
  }

  public int size(int instruction) {
    return size[instruction];
  }

  /** How low the operand stack was during the instruction. */
  public int low(int instruction) {
    return low[instruction];
  }

  /** The operand stack's height after the instruction. */
  public int height(int instruction) {
    return height[instruction];
  }

  /** The kinds of what is on the stack above {@link #low} after the instruction. */
  public String pushed(int instruction) {
    return kinds.get(pushed[instruction]);
  }

  /** Whether any value of the kind is ever on the stack. */
  public boolean hasKind(char kind) {
    return kinds.stream().anyMatch(text -> text.indexOf(kind) >= 0);
  }

  /** Whether what follows the instruction is reached from it. */
  public boolean goesOn(int instruction) {
    return goesOn.get(instruction);
  }

  /** For a block's opener or the beginning of another arm: where the arm ends. */
  public int nextArm(int instruction) {
    return nextArm[instruction];
  }

  /** For a block's opener its end, and the other way round. */
  public int end(int instruction) {
    return end[instruction];
  }

  /** How many blocks are open before the instruction, without the function's own. */
  public int depth(int instruction) {
    return depth[instruction];
  }

  /** The opener of the innermost block around an instruction; -1 for the function's own. */
  public int block(int instruction) {
    return block[instruction];
  }

  /** The instruction after an item of a sequence: a block is one item. */
  public int afterItem(int instruction) {
    return (isOpener(opcode(instruction)) ? end[instruction] : instruction) + 1;
  }

  /** The memories that instructions of a range load from or store to; a bit for each of 64. */
  public long memories(int from, int to) {
    Instruction instruction = new Instruction();
    long memories = 0;
    for (int i = from; i < to; i++) {
      switch (opcode(i).immediate()) {
        case MEMORY_ARGUMENT, MEMORY_ARGUMENT_LANE -> {
          code.read(position[i], instruction);
          memories |= instruction.memory < Long.SIZE ? 1L << instruction.memory : 0;
        }
        default -> {}
      }
    }
    return memories;
  }
}
