package dev.pithos.compiler.lower;

import dev.pithos.compiler.module.Opcode;

/**
 * A comparison of two sums in a run of {@link CopyProof}, which may turn out one way for all of its
 * lengths and addresses, or not.
 *
 * @param opcode one of i32's comparisons of two operands
 */
record CopyComparison(Opcode opcode, CopySymbol left, CopySymbol right) {
  private static final long WRAP = 1L << Integer.SIZE;

  /** Turns that do not come of blocks; more of them, times a step, might wrap. */
  private static final int MOST_TURNS = 1 << 12;

  /** How it turns out; null if that depends on more than is known. */
  Boolean outcome(CopyLengths lengths) {
    if (dependsOnTurn() || !isOfOneRange()) {
      return null;
    }
    if (isEquality() && left.blocks == right.blocks) {
      return (left.constant == right.constant) == (opcode == Opcode.I32_EQ);
    }
    if (!isExact(left, lengths) || !isExact(right, lengths)) {
      return null;
    }
    long perBlock = perBlock();
    long difference = difference(lengths);
    long least = lengths.least(perBlock, difference);
    long most = lengths.most(perBlock, difference);
    return switch (opcode) {
      case I32_EQ -> (least > 0 || most < 0) ? Boolean.FALSE : null;
      case I32_NE -> (least > 0 || most < 0) ? Boolean.TRUE : null;
      case I32_LT_S, I32_LT_U -> decided(most < 0, least >= 0);
      case I32_GT_S, I32_GT_U -> decided(least > 0, most <= 0);
      case I32_LE_S, I32_LE_U -> decided(most <= 0, least > 0);
      default -> decided(least >= 0, most < 0);
    };
  }

  /**
   * A number of blocks from which on the sides compare in another way, or a part of the way there;
   * only for a comparison that depends on it.
   */
  long turningPoint(CopyLengths lengths) {
    long perBlock = perBlock();
    long difference = difference(lengths);
    // The first number of blocks at which the difference has come to 0, and the first beyond.
    long reached = -Math.floorDiv(difference, perBlock);
    long passed = Math.floorDiv(-difference, perBlock) + 1;
    return reached > lengths.fewest() ? reached : passed;
  }

  private long perBlock() {
    return (long) left.blocks - right.blocks;
  }

  /** How much more the left side is, but for what the blocks make. */
  private long difference(CopyLengths lengths) {
    long difference = (long) left.constant - right.constant;
    return isUnsigned() ? difference + wrap(left, lengths) - wrap(right, lengths) : difference;
  }

  private boolean isEquality() {
    return opcode == Opcode.I32_EQ || opcode == Opcode.I32_NE;
  }

  /** The comparison that holds where this does not. */
  CopyComparison inverse() {
    Opcode other =
        switch (opcode) {
          case I32_EQ -> Opcode.I32_NE;
          case I32_NE -> Opcode.I32_EQ;
          case I32_LT_S -> Opcode.I32_GE_S;
          case I32_LT_U -> Opcode.I32_GE_U;
          case I32_GT_S -> Opcode.I32_LE_S;
          case I32_GT_U -> Opcode.I32_LE_U;
          case I32_LE_S -> Opcode.I32_GT_S;
          case I32_LE_U -> Opcode.I32_GT_U;
          case I32_GE_S -> Opcode.I32_LT_S;
          default -> Opcode.I32_LT_U;
        };
    return new CopyComparison(other, left, right);
  }

  private static Boolean decided(boolean holds, boolean fails) {
    return holds ? Boolean.TRUE : fails ? Boolean.FALSE : null;
  }

  /** What an unsigned number is more than the signed one. */
  private static long wrap(CopySymbol side, CopyLengths lengths) {
    return side.isOffset() && lengths.most(side.blocks, side.constant) < 0 ? WRAP : 0;
  }

  /** Whether the sides differ by no address. */
  private boolean isOfOneRange() {
    return left.isSum()
        && right.isSum()
        && left.target == right.target
        && left.source == right.source;
  }

  /** Whether it depends on the number of blocks to copy. */
  boolean dependsOnLength() {
    return isOfOneRange() && left.blocks != right.blocks;
  }

  boolean dependsOnTurn() {
    return left.turns != 0 || right.turns != 0;
  }

  private boolean isUnsigned() {
    return switch (opcode) {
      case I32_LT_U, I32_GT_U, I32_LE_U, I32_GE_U -> true;
      default -> false;
    };
  }

  /**
   * Whether a side's constant and blocks make the number that is compared, without any wrapping: an
   * address from a range's beginning to its end, or a number of one sign.
   */
  private boolean isExact(CopySymbol side, CopyLengths lengths) {
    if (side.isInTarget() || side.isInSource()) {
      return lengths.isWithin(side);
    }
    if (!side.isOffset()) {
      return false;
    }
    long least = lengths.least(side.blocks, side.constant);
    long most = lengths.most(side.blocks, side.constant);
    return least >= Integer.MIN_VALUE
        && most <= Integer.MAX_VALUE
        && (!isUnsigned() || least >= 0 || most < 0);
  }

  // ---- loops that go on while it holds

  /**
   * How many turns a loop makes that goes on while this holds at a turn's end, the first being
   * number 0; at least one, where the lengths are such that it is. Null if that is not known.
   */
  CopySymbol turns() {
    if (!isOfOneRange()) {
      return null;
    }
    int perTurn = left.turns - right.turns;
    int perBlock = left.blocks - right.blocks;
    // Both sides are numbers that do not wrap, and their difference must not either.
    long constant = (long) left.constant - right.constant;
    // It goes on while the sum of these is below 0, or, for i32.ne, is not 0.
    switch (opcode) {
      case I32_NE, I32_LT_S, I32_LT_U -> {}
      case I32_LE_S, I32_LE_U -> constant--;
      case I32_GT_S, I32_GT_U -> {
        perTurn = -perTurn;
        perBlock = -perBlock;
        constant = -constant;
      }
      case I32_GE_S, I32_GE_U -> {
        perTurn = -perTurn;
        perBlock = -perBlock;
        constant = -constant - 1;
      }
      default -> {
        return null;
      }
    }
    if (perTurn == 0
        || perBlock % perTurn != 0
        || (isEquality() ? constant % perTurn != 0 : perTurn < 0)) {
      return null;
    }
    long last = -Math.floorDiv(constant, perTurn);
    boolean few = last < MOST_TURNS && last > -MOST_TURNS;
    return few ? CopySymbol.sum(0, 0, -perBlock / perTurn, 0, (int) last + 1) : null;
  }

  /** How many blocks, for one, a loop copies in a turn that goes on while this holds. */
  int blocksInTurn() {
    int perTurn = Math.abs(left.turns - right.turns);
    int perBlock = Math.abs(left.blocks - right.blocks);
    return perTurn == 0 || perBlock == 0 || perTurn % perBlock != 0 ? 1 : perTurn / perBlock;
  }

  /** Whether its sides are numbers that do not wrap, from a loop's first turn to its last. */
  boolean isExactIn(CopySymbol turns, CopyLengths lengths) {
    return isExactAt(CopySymbol.NOTHING, lengths) && isExactAt(turns.moved(-1, 0), lengths);
  }

  /** Whether both sides are, in a turn, and of one sign as all turns' are then. */
  private boolean isExactAt(CopySymbol turn, CopyLengths lengths) {
    CopySymbol one = left.atTurn(turn);
    CopySymbol other = right.atTurn(turn);
    boolean positive =
        !isUnsigned()
            || !left.isOffset()
            || (lengths.isNotNegative(one) && lengths.isNotNegative(other));
    return positive && isExact(one, lengths) && isExact(other, lengths);
  }
}
