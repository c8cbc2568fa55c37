package dev.pithos.compiler.lower;

import dev.pithos.compiler.module.Opcode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One run of {@link CopyProof}: a function's code with symbols for values, for the arguments of one
 * {@link CopyCase}. Either it has copied in the end, or has not, or it asks for the case's parts.
 *
 * <p>A loop whose last branch depends on the number of blocks is run twice. The first turn shows by
 * how much each local moves in a turn; the second begins with the locals as they are in any turn,
 * as sums with the turn's number in them, and must leave them as the next turn needs them. Then the
 * branch tells how many turns there are, and so where the loop's accesses and locals end.
 */
final class CopyRun {
  /** Enough for some hundred turns, where a length is run by itself. */
  private static final int MOST_STEPS = 5_000;

  /** Undecided branches on one way. */
  private static final int MOST_FORKS = 4;

  /** A turn that stands for all of a loop. */
  private static final class Turn {
    /** The loop, by its place among the open blocks. */
    final int block;

    /** The locals at its beginning. */
    final CopySymbol[] start;

    /** By how much each moves; null for one that the loop cannot rely on. */
    final Integer[] steps;

    Turn(int block, CopySymbol[] start, Integer[] steps) {
      this.block = block;
      this.start = start;
      this.steps = steps;
    }
  }

  private final CopyCode code;
  private final CopyCase arguments;
  private final CopyLengths lengths;
  private final int forks;

  private CopySymbol[] locals;
  private CopySymbol[] stack = new CopySymbol[16];
  private int height;

  /** The open blocks: what opened them, the stack's height then, and for loops the locals. */
  private int[] openers = new int[16];

  private int[] heights = new int[16];
  private CopySymbol[][] heads = new CopySymbol[16][];
  private int depth;

  private final CopyWritten written;

  /** How much there was of it at a loop's last beginning. */
  private int[] writtenBefore = new int[16];

  private Turn turn;
  private final List<CopyAccess> ofTurn = new ArrayList<>();
  private int next;

  /** Instructions that were run, on other ways too. */
  private int steps;

  /** Whether the run is over, and then whether it has copied. */
  private boolean over;

  private boolean copied;

  /** What is to be run in place of this, which needs to know more; null if that would not help. */
  private List<CopyCase> parts;

  CopyRun(CopyCode code, CopyCase arguments, int localCount) {
    this.code = code;
    this.arguments = arguments;
    this.lengths = arguments.lengths();
    forks = 0;
    written = new CopyWritten(lengths);
    locals = new CopySymbol[localCount];
    Arrays.fill(locals, CopySymbol.NOTHING);
    locals[0] = CopySymbol.TARGET;
    locals[1] = CopySymbol.SOURCE;
    locals[2] = lengths.length();
  }

  /** Another way from where a run is. */
  private CopyRun(CopyRun other) {
    code = other.code;
    arguments = other.arguments;
    lengths = other.lengths;
    forks = other.forks + 1;
    locals = other.locals.clone();
    stack = other.stack.clone();
    height = other.height;
    openers = other.openers.clone();
    heights = other.heights.clone();
    heads = other.heads.clone();
    depth = other.depth;
    written = new CopyWritten(other.written);
    writtenBefore = other.writtenBefore.clone();
    next = other.next;
  }

  /** Whether it copies, whichever way it goes. */
  boolean copies() {
    while (!over && steps < MOST_STEPS) {
      steps++;
      int at = next++;
      step(code.opcodes[at], code.operands[at], at);
    }
    return copied;
  }

  private void fail() {
    over = true;
  }

  /** Ends for want of knowledge that runs of parts would have; null if there are none. */
  private void split(List<CopyCase> into) {
    if (!over) {
      over = true;
      parts = into;
    }
  }

  List<CopyCase> parts() {
    return parts;
  }

  int steps() {
    return steps;
  }

  private void step(Opcode opcode, int operand, int at) {
    switch (opcode) {
      case I32_CONST -> push(CopySymbol.number(operand));
      case LOCAL_GET -> push(locals[operand]);
      case LOCAL_SET -> locals[operand] = stack[--height];
      case LOCAL_TEE -> locals[operand] = stack[height - 1];
      case DROP -> height--;
      case NOP -> {}
      default -> {
        switch (opcode.shape().family()) {
          case CONTROL -> control(opcode, operand, at);
          case LOAD, STORE -> access(opcode, operand);
          case COMPARE -> compare(opcode);
          case PARAMETRIC -> select();
          default -> compute(opcode);
        }
      }
    }
  }

  // ---- the operand stack

  private void push(CopySymbol symbol) {
    if (height == stack.length) {
      stack = Arrays.copyOf(stack, 2 * height);
    }
    stack[height++] = symbol;
  }

  /** An operand; a comparison's is how it turns out. */
  private CopySymbol pop() {
    CopySymbol symbol = stack[--height];
    if (symbol.comparison == null) {
      return symbol;
    }
    Boolean outcome = outcome(symbol.comparison);
    return outcome == null ? CopySymbol.UNKNOWN : CopySymbol.truth(outcome);
  }

  /** How a comparison turns out; if that depends on the length alone, ends with its parts. */
  private Boolean outcome(CopyComparison comparison) {
    Boolean outcome = comparison.outcome(lengths);
    if (outcome == null && comparison.dependsOnLength() && !comparison.dependsOnTurn()) {
      split(arguments.with(lengths.splitAt(comparison.turningPoint(lengths))));
    }
    return outcome;
  }

  /** An operand as the comparison that it is, or that it differs from 0. */
  private CopyComparison popComparison() {
    CopySymbol symbol = stack[--height];
    return symbol.comparison == null
        ? new CopyComparison(Opcode.I32_NE, symbol, CopySymbol.NOTHING)
        : symbol.comparison;
  }

  // ---- numbers

  private void compare(Opcode opcode) {
    if (opcode == Opcode.I32_EQZ) {
      push(CopySymbol.of(popComparison().inverse()));
      return;
    }
    if (!opcode.shape().parameters().equals("II")) {
      fail();
      return;
    }
    CopySymbol right = pop();
    push(CopySymbol.of(new CopyComparison(opcode, pop(), right)));
  }

  private void compute(Opcode opcode) {
    CopySymbol right = pop();
    if (!opcode.shape().parameters().equals("II")) {
      fail();
      return;
    }
    CopySymbol left = pop();
    switch (opcode) {
      case I32_ADD -> push(left.plus(right));
      case I32_SUB -> push(left.plus(right.times(-1)));
      case I32_MUL -> push(product(left, right));
      case I32_AND -> push(and(left, right));
      case I32_OR -> push(or(left, right));
      case I32_XOR -> {
        know(left, CopyProof.WORD_LOG2);
        know(right, CopyProof.WORD_LOG2);
        push(left.xor(right, arguments));
      }
      case I32_SHL, I32_SHR_U, I32_SHR_S -> push(shifted(opcode, left, right));
      default -> fail();
    }
  }

  private static CopySymbol product(CopySymbol left, CopySymbol right) {
    if (left.isNumber()) {
      return right.times(left.constant);
    }
    return right.isNumber() ? left.times(right.constant) : CopySymbol.UNKNOWN;
  }

  private CopySymbol and(CopySymbol left, CopySymbol right) {
    if (left.isNumber()) {
      return masked(right, left.constant);
    }
    return right.isNumber() ? masked(left, right.constant) : CopySymbol.UNKNOWN;
  }

  private CopySymbol masked(CopySymbol symbol, int mask) {
    // The lowest bits alone, or all but those.
    know(symbol, Integer.SIZE - Integer.numberOfLeadingZeros(mask < 0 ? ~mask : mask));
    return symbol.and(mask, arguments);
  }

  /** Ends with parts that tell so many of a sum's lowest bits, unless they are known. */
  private void know(CopySymbol sum, int bits) {
    if (!sum.isSum() || sum.knownBits(arguments) >= bits) {
      return;
    }
    if (sum.target != 0 && arguments.target() == CopyCase.ANY) {
      split(arguments.splitTarget());
    } else if (sum.source != 0 && arguments.source() == CopyCase.ANY) {
      split(arguments.splitSource());
    } else if (sum.blocks != 0 && bits < Integer.SIZE) {
      int more = bits - Integer.numberOfTrailingZeros(sum.blocks);
      if (more > 0) {
        split(arguments.with(lengths.splitBlocks(1L << more)));
      }
    }
  }

  private static CopySymbol or(CopySymbol left, CopySymbol right) {
    if (left.isNumber() && right.isNumber()) {
      return CopySymbol.number(left.constant | right.constant);
    }
    return left.or(right);
  }

  private CopySymbol shifted(Opcode opcode, CopySymbol left, CopySymbol right) {
    if (!right.isNumber()) {
      return CopySymbol.UNKNOWN;
    }
    int bits = right.constant & (Integer.SIZE - 1);
    if (opcode == Opcode.I32_SHL) {
      return left.shiftedLeft(bits);
    }
    if (left.isNumber()) {
      return CopySymbol.number(
          opcode == Opcode.I32_SHR_U ? left.constant >>> bits : left.constant >> bits);
    }
    if (left.isOffset()) {
      know(left, bits);
    }
    boolean sameEitherWay =
        left.isOffset()
            && left.turns == 0
            && lengths.isNotNegative(left)
            && lengths.isBelow(left, 0);
    return sameEitherWay || (opcode == Opcode.I32_SHR_U && !left.isSum())
        ? left.shiftedRight(bits)
        : CopySymbol.UNKNOWN;
  }

  private void select() {
    Boolean outcome = outcome(popComparison());
    CopySymbol second = stack[--height];
    CopySymbol first = stack[--height];
    push(outcome == null ? CopySymbol.UNKNOWN : outcome ? first : second);
  }

  // ---- control

  private void control(Opcode opcode, int operand, int at) {
    switch (opcode) {
      case BLOCK, LOOP -> open(at);
      case IF -> decide(popComparison(), opcode, operand, at);
      case ELSE -> next = code.ends[at];
      case END -> close();
      case BR -> branch(operand);
      case BR_IF -> {
        CopyComparison comparison = popComparison();
        if (!isTurn(operand, comparison)) {
          decide(comparison, opcode, operand, at);
        } else if (turn == null) {
          startTurn();
        } else {
          endTurn(comparison);
        }
      }
      case BR_TABLE -> {
        CopySymbol index = pop();
        int[] labels = code.labels[at];
        if (!index.isNumber()) {
          fail();
        } else if (Integer.compareUnsigned(index.constant, labels.length) < 0) {
          branch(labels[index.constant]);
        } else {
          branch(labels[labels.length - 1]);
        }
      }
      case RETURN -> finish();
      default -> fail();
    }
  }

  private void open(int at) {
    if (depth == openers.length) {
      openers = Arrays.copyOf(openers, 2 * depth);
      heights = Arrays.copyOf(heights, 2 * depth);
      heads = Arrays.copyOf(heads, 2 * depth);
      writtenBefore = Arrays.copyOf(writtenBefore, 2 * depth);
    }
    openers[depth] = at;
    heights[depth] = height;
    if (code.opcodes[at] == Opcode.LOOP) {
      startLoop(depth);
    }
    depth++;
  }

  private void startLoop(int block) {
    heads[block] = locals.clone();
    writtenBefore[block] = written.count();
  }

  /** Goes past an if that is not to be taken. */
  private void skip(int at) {
    if (code.elses[at] == 0) {
      next = code.ends[at] + 1;
    } else {
      open(at);
      next = code.elses[at] + 1;
    }
  }

  private void close() {
    if (depth == 0) {
      finish();
    } else if (turn != null && turn.block == depth - 1) {
      fail();
    } else {
      depth--;
    }
  }

  private void branch(int label) {
    int block = depth - 1 - label;
    if (turn != null && block <= turn.block) {
      fail();
    } else if (block < 0) {
      finish();
    } else if (code.opcodes[openers[block]] == Opcode.LOOP) {
      depth = block + 1;
      startAgain();
      startLoop(block);
    } else {
      depth = block;
      height = heights[block];
      next = code.ends[openers[block]] + 1;
    }
  }

  /** Goes to the beginning of the innermost block, which is a loop. */
  private void startAgain() {
    height = heights[depth - 1];
    next = openers[depth - 1] + 1;
  }

  /** Goes one way at an if or br_if, or the other, or both. */
  private void decide(CopyComparison comparison, Opcode opcode, int operand, int at) {
    Boolean outcome = outcome(comparison);
    if (over) {
      return;
    }
    if (outcome != null) {
      go(outcome, opcode, operand, at);
    } else if (turn != null || forks == MOST_FORKS) {
      fail();
    } else {
      CopyRun other = new CopyRun(this);
      other.go(true, opcode, operand, at);
      boolean copies = other.copies();
      steps += other.steps;
      if (copies) {
        go(false, opcode, operand, at);
      } else {
        split(other.parts);
      }
    }
  }

  private void go(boolean holds, Opcode opcode, int operand, int at) {
    if (opcode == Opcode.IF) {
      if (holds) {
        open(at);
      } else {
        skip(at);
      }
    } else if (holds) {
      branch(operand);
    }
  }

  // ---- loops with as many turns as there are blocks

  /** Whether a br_if ends a turn of such a loop. */
  private boolean isTurn(int label, CopyComparison comparison) {
    return label == 0
        && depth > 0
        && code.opcodes[openers[depth - 1]] == Opcode.LOOP
        && (turn == null ? comparison.dependsOnLength() : turn.block == depth - 1);
  }

  private void startTurn() {
    int block = depth - 1;
    CopySymbol[] start = heads[block].clone();
    Integer[] steps = new Integer[start.length];
    for (int i = 0; i < start.length; i++) {
      steps[i] = locals[i].stepFrom(start[i]);
      start[i] = steps[i] == null ? CopySymbol.UNKNOWN : start[i].moved(0, steps[i]);
    }
    // The turn that begins now stands for the one that was just run, too.
    written.forgetAfter(writtenBefore[block]);
    runTurn(new Turn(block, start, steps));
  }

  private void runTurn(Turn begun) {
    turn = begun;
    ofTurn.clear();
    locals = turn.start.clone();
    startAgain();
  }

  /** Goes on behind the loop, if all turns are as the one that ends. */
  private void endTurn(CopyComparison goesOn) {
    if (!stepsAreRight()) {
      runTurn(turn);
      return;
    }
    if (goesOn.blocksInTurn() > 1) {
      split(arguments.with(lengths.splitBlocks(goesOn.blocksInTurn())));
      return;
    }
    CopySymbol turns = goesOn.turns();
    if (turns == null || !turns.isSum()) {
      fail();
      return;
    }
    if (lengths.least(turns.blocks, turns.constant) < 1) {
      // From here on there is a first turn.
      long from = turns.blocks > 0 ? -Math.floorDiv(turns.constant - 1L, turns.blocks) : 0;
      split(arguments.with(lengths.splitAt(from)));
      return;
    }
    if (!goesOn.isExactIn(turns, lengths)) {
      fail();
      return;
    }
    CopySymbol last = turns.moved(-1, 0);
    for (CopyAccess access : ofTurn) {
      if (!access.mayHappen(arguments, last)) {
        fail();
        return;
      }
    }
    for (int i = 0; i < locals.length; i++) {
      locals[i] = turn.start[i].atTurn(turns);
    }
    turn = null;
    if (!written.addTurns(ofTurn, last)) {
      fail();
    }
    ofTurn.clear();
  }

  /**
   * Whether each local is what the next turn begins with. What is not was in no step but by chance,
   * as in the first turn a local that each turn sets before it reads it: from now on the turn knows
   * nothing of it.
   */
  private boolean stepsAreRight() {
    boolean right = true;
    for (int i = 0; i < locals.length; i++) {
      Integer step = turn.steps[i];
      if (step != null && !locals[i].isSame(turn.start[i].moved(step, 0))) {
        turn.steps[i] = null;
        turn.start[i] = CopySymbol.UNKNOWN;
        right = false;
      }
    }
    return right;
  }

  // ---- memory

  private void access(Opcode opcode, int added) {
    switch (opcode) {
      case I32_LOAD8_U -> load(added, Byte.BYTES);
      case I32_LOAD16_U -> load(added, Short.BYTES);
      case I32_LOAD -> load(added, Integer.BYTES);
      case I64_LOAD -> load(added, Long.BYTES);
      case I32_STORE8 -> store(added, Byte.BYTES);
      case I32_STORE16 -> store(added, Short.BYTES);
      case I32_STORE -> store(added, Integer.BYTES);
      case I64_STORE -> store(added, Long.BYTES);
      default -> fail();
    }
  }

  private void load(int added, int bytes) {
    CopySymbol address = pop();
    if (!address.isInSource()) {
      fail();
      return;
    }
    CopySymbol offset = address.offset().moved(added, 0);
    happens(new CopyAccess(false, offset, added, bytes));
    push(CopySymbol.bytes(offset, bytes));
  }

  /** No byte is ever written but where it belongs, so that the order of stores does not matter. */
  private void store(int added, int bytes) {
    CopySymbol value = pop();
    CopySymbol address = pop();
    if (!address.isInTarget()) {
      fail();
      return;
    }
    CopySymbol offset = address.offset().moved(added, 0);
    if (value.startsWith(offset, bytes)) {
      happens(new CopyAccess(true, offset, added, bytes));
    } else {
      fail();
    }
  }

  private void happens(CopyAccess access) {
    if (turn != null) {
      ofTurn.add(access);
    } else if (!access.mayHappen(arguments, CopySymbol.NOTHING)) {
      fail();
    } else if (access.store()) {
      written.add(access);
    }
  }

  // ---- the end

  /** The function returns: it has copied if it answers the target and all is written. */
  private void finish() {
    over = true;
    copied = turn == null && height > 0 && pop().isSame(CopySymbol.TARGET) && written.isAll();
  }
}
