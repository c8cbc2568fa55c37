package dev.pithos.compiler.lower;

import dev.pithos.compiler.module.Instruction;
import dev.pithos.compiler.module.Opcode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives innermost loops that go from one number to another in steps a counter of their turns.
 * HotSpot takes bounds checks out of a loop, and unrolls it, if it sees a counter that is compared
 * with "less"; compilers to WebAssembly write {@code p += 8; p != end}.
 *
 * <p>The counter begins with a number of turns within which the loop's own comparison surely says
 * to go on. Once those are through, the loop compares for itself, and counts anew if it goes on. So
 * nothing depends on the way being a whole number of steps, or on its being one at all: a counter
 * that begins with nothing leaves the loop as it was. Nor on its being short: some of the JVM's
 * garbage collectors have counted loops run without a safepoint, where nobody could stop the guest.
 *
 * <p>For functions that call no others. Those that do have short loops mostly, which lose more by
 * what comes before a counted loop than they gain within.
 */
final class CountedLoops {
  /** Longer loops have more to do than to count. */
  private static final int MOST_INSTRUCTIONS = 150;

  /** So many turns take milliseconds. */
  private static final int MOST_TURNS = 1 << 20;

  /** Further apart no two turns are in one array. */
  private static final int MOST_STEP = 1 << 16;

  /**
   * An operand of a loop's last comparison.
   *
   * @param from its first instruction
   * @param value the constant, or the local
   * @param step what is added to the local just before, or 0
   */
  private record Operand(int from, boolean constant, int value, int step) {}

  /**
   * How a loop ends.
   *
   * @param from the first instruction of its comparison, and of a step within that
   * @param comparison i32.ne, or i32.lt_u of the moving local and the end
   * @param stepsHere whether the step is in the comparison
   */
  private record Latch(
      int from, Opcode comparison, int moving, int step, boolean stepsHere, Operand end) {}

  private final Code code;
  private final int counter;
  private final Code out = new Code();
  private final Instruction instruction = new Instruction();
  private final Instruction added = new Instruction();

  /** The positions of all instructions, which are numbered from 0 here. */
  private int[] positions = new int[64];

  private int count;

  /**
   * @param counter a new local, an i32
   */
  CountedLoops(Code code, int counter) {
    this.code = code;
    this.counter = counter;
  }

  /** The code with its loops counted; the same code if no loop can be. */
  Code count() {
    number();
    Map<Integer, Latch> latches = latches();
    if (latches.isEmpty()) {
      return code;
    }
    Latch latch = null;
    for (int i = 0; i < count; i++) {
      if (latch != null && i == latch.from) {
        while (opcode(i) != Opcode.BR_IF) {
          i++;
        }
        read(i);
        added.offset = instruction.offset;
        close(latch);
        latch = null;
        continue;
      }
      read(i);
      if (latches.containsKey(i)) {
        latch = latches.get(i);
        added.offset = instruction.offset;
        startCounting(latch);
      }
      out.append(instruction);
    }
    return out;
  }

  private void number() {
    for (int position = 0; position < code.length(); ) {
      if (count == positions.length) {
        positions = Arrays.copyOf(positions, 2 * count);
      }
      positions[count++] = position;
      position = code.read(position, instruction);
    }
  }

  private void read(int number) {
    code.read(positions[number], instruction);
  }

  private Opcode opcode(int number) {
    return code.opcode(positions[number]);
  }

  /** For each loop that can be counted how it ends, by the instruction that opens it. */
  private Map<Integer, Latch> latches() {
    Map<Integer, Latch> latches = new HashMap<>();
    int[] openers = new int[16];
    int depth = 0;
    int innermost = -1;
    for (int i = 0; i < count; i++) {
      switch (opcode(i)) {
        case BLOCK, LOOP, IF, TRY, TRY_TABLE -> {
          if (depth == openers.length) {
            openers = Arrays.copyOf(openers, 2 * depth);
          }
          openers[depth++] = i;
          innermost = opcode(i) == Opcode.LOOP ? i : innermost;
        }
        case DELEGATE -> depth--;
        case END -> {
          int opener = depth == 0 ? -1 : openers[--depth];
          if (opener >= 0 && opener == innermost && i - opener <= MOST_INSTRUCTIONS) {
            Latch latch = latch(opener, i);
            if (latch != null) {
              latches.put(opener, latch);
            }
          }
        }
        default -> {}
      }
    }
    return latches;
  }

  // ---- recognition

  private Latch latch(int opener, int end) {
    int branch = end - 1;
    if (opcode(branch) != Opcode.BR_IF || label(branch) != 0) {
      return null;
    }
    read(opener);
    if (!instruction.blockType.parameters().isEmpty()
        || !instruction.blockType.results().isEmpty()) {
      return null;
    }
    Opcode comparison = opcode(branch - 1);
    switch (comparison) {
      case I32_NE, I32_LT_U, I32_GT_U -> {
        Operand right = operand(branch - 2, opener);
        Operand left = right == null ? null : operand(right.from - 1, opener);
        if (left == null) {
          return null;
        }
        Latch latch = null;
        if (comparison != Opcode.I32_GT_U) {
          latch = latch(opener, left.from, comparison, left, right);
        }
        if (latch == null && comparison != Opcode.I32_LT_U) {
          Opcode turned = comparison == Opcode.I32_NE ? comparison : Opcode.I32_LT_U;
          latch = latch(opener, left.from, turned, right, left);
        }
        return latch;
      }
      default -> {
        Operand value = operand(branch - 1, opener);
        return value == null
            ? null
            : latch(opener, value.from, Opcode.I32_NE, value, new Operand(0, true, 0, 0));
      }
    }
  }

  private int label(int branch) {
    read(branch);
    return instruction.index;
  }

  /** What an instruction leaves on the stack, if that is a constant, a local, or one that steps. */
  private Operand operand(int last, int opener) {
    if (last <= opener) {
      return null;
    }
    switch (opcode(last)) {
      case LOCAL_GET -> {
        read(last);
        return new Operand(last, false, instruction.index, 0);
      }
      case I32_CONST -> {
        read(last);
        return new Operand(last, true, (int) instruction.bits, 0);
      }
      case LOCAL_TEE -> {
        int step = step(last, opener);
        read(last);
        return step == 0 ? null : new Operand(last - 3, false, instruction.index, step);
      }
      default -> {
        return null;
      }
    }
  }

  /** By how much an assignment adds to the local it assigns; 0 if it does something else. */
  private int step(int assignment, int opener) {
    if (assignment - 3 <= opener
        || opcode(assignment - 1) != Opcode.I32_ADD
        || opcode(assignment - 2) != Opcode.I32_CONST
        || opcode(assignment - 3) != Opcode.LOCAL_GET) {
      return 0;
    }
    read(assignment);
    int local = instruction.index;
    read(assignment - 3);
    if (instruction.index != local) {
      return 0;
    }
    read(assignment - 2);
    return (int) instruction.bits;
  }

  private Latch latch(int opener, int from, Opcode comparison, Operand moving, Operand end) {
    if (moving.constant || end.step != 0) {
      return null;
    }
    Map<Integer, Integer> steps = steps(opener, from, moving);
    if (steps == null || (!end.constant && steps.containsKey(end.value))) {
      return null;
    }
    int step = steps.getOrDefault(moving.value, 0);
    if (step == 0
        || step > MOST_STEP
        || step < -MOST_STEP
        || (step < 0 && comparison != Opcode.I32_NE)) {
      return null;
    }
    // What moves and is read is an address, or comes to one. Without, there is no check to take out
    // of the loop: a search down a tree, say, which only counts its levels.
    if (!readsWhatSteps(opener, from, steps)) {
      return null;
    }
    return new Latch(from, comparison, moving.value, step, moving.step != 0, end);
  }

  /**
   * What the loop adds in each turn to the locals that it assigns, 0 where that is not known; null
   * if it calls, or goes on from its middle: turns that do not get to its end are not counted.
   */
  private Map<Integer, Integer> steps(int opener, int latch, Operand moving) {
    Map<Integer, Integer> steps = new HashMap<>();
    if (moving.step != 0) {
      steps.put(moving.value, moving.step);
    }
    boolean accesses = false;
    int depth = 0;
    for (int i = opener + 1; i < latch; i++) {
      read(i);
      switch (instruction.opcode) {
        case BLOCK, IF -> depth++;
        case END -> depth--;
        case LOCAL_SET, LOCAL_TEE -> {
          int local = instruction.index;
          int step = depth == 0 ? step(i, opener) : 0;
          steps.merge(local, step, (former, other) -> 0);
        }
        default -> {
          if (goesTo(depth)) {
            return null;
          }
          switch (instruction.opcode.shape().family()) {
            case LOAD, STORE -> accesses = true;
            case CALL, EXCEPTION, MEMORY, TABLE, AGGREGATE, ATOMIC -> {
              return null;
            }
            default -> {}
          }
        }
      }
    }
    return accesses ? steps : null;
  }

  /** Whether the instruction branches to the label of so many blocks outside of it. */
  private boolean goesTo(int depth) {
    return switch (instruction.opcode.immediate()) {
      case LABEL, CAST -> instruction.index == depth;
      case LABEL_TABLE -> Arrays.stream(instruction.labels).anyMatch(label -> label == depth);
      default -> false;
    };
  }

  /** Whether the loop reads a local that steps, other than to step. */
  private boolean readsWhatSteps(int opener, int latch, Map<Integer, Integer> steps) {
    for (int i = opener + 1; i < latch; i++) {
      if (opcode(i) == Opcode.LOCAL_GET) {
        read(i);
        boolean moves = steps.getOrDefault(instruction.index, 0) != 0;
        boolean toStep = i + 3 < count && isAssignment(i + 3) && step(i + 3, opener) != 0;
        if (moves && !toStep) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isAssignment(int number) {
    return opcode(number) == Opcode.LOCAL_SET || opcode(number) == Opcode.LOCAL_TEE;
  }

  // ---- rewriting

  /** Sets the counter, before the loop or once it is through. */
  private void startCounting(Latch latch) {
    if (latch.step > 0) {
      push(latch.end);
      local(Opcode.LOCAL_GET, latch.moving);
    } else {
      local(Opcode.LOCAL_GET, latch.moving);
      push(latch.end);
    }
    append(Opcode.I32_SUB);
    int step = Math.abs(latch.step);
    if (step > 1) {
      boolean power = Integer.bitCount(step) == 1;
      constant(power ? Integer.numberOfTrailingZeros(step) : step);
      append(power ? Opcode.I32_SHR_S : Opcode.I32_DIV_S);
    }
    if (latch.comparison == Opcode.I32_LT_U) {
      constant(0);
      local(Opcode.LOCAL_GET, latch.moving);
      push(latch.end);
      append(Opcode.I32_LT_U);
      append(Opcode.SELECT);
    }
    local(Opcode.LOCAL_TEE, counter);
    constant(MOST_TURNS);
    local(Opcode.LOCAL_GET, counter);
    constant(MOST_TURNS);
    append(Opcode.I32_LT_S);
    append(Opcode.SELECT);
    local(Opcode.LOCAL_SET, counter);
  }

  /** Counts, and compares once the counter says so. */
  private void close(Latch latch) {
    if (latch.stepsHere) {
      local(Opcode.LOCAL_GET, latch.moving);
      constant(latch.step);
      append(Opcode.I32_ADD);
      local(Opcode.LOCAL_SET, latch.moving);
    }
    local(Opcode.LOCAL_GET, counter);
    constant(-1);
    append(Opcode.I32_ADD);
    local(Opcode.LOCAL_TEE, counter);
    constant(0);
    append(Opcode.I32_GT_S);
    branch();
    startCounting(latch);
    local(Opcode.LOCAL_GET, latch.moving);
    push(latch.end);
    append(latch.comparison);
    branch();
  }

  private void branch() {
    added.index = 0;
    append(Opcode.BR_IF);
  }

  private void push(Operand operand) {
    if (operand.constant) {
      constant(operand.value);
    } else {
      local(Opcode.LOCAL_GET, operand.value);
    }
  }

  private void local(Opcode opcode, int local) {
    added.index = local;
    append(opcode);
  }

  private void constant(int value) {
    added.bits = value;
    append(Opcode.I32_CONST);
  }

  private void append(Opcode opcode) {
    added.opcode = opcode;
    out.append(added);
  }
}
