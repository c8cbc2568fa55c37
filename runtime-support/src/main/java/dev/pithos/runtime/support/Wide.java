package dev.pithos.runtime.support;

/**
 * The high halves of 128-bit results; the low halves are single JVM instructions. The operands of
 * sums and differences come as their high halves and their low ones, which tell whether to carry.
 */
public final class Wide {
  private Wide() {}

  /**
   * The high half of a sum.
   *
   * @param leftLow the low half of an operand, which is greater than the sum's where that wrapped
   */
  public static long addHigh(long left, long right, long leftLow, long rightLow) {
    return left + right + Numeric.i64LtU(leftLow + rightLow, leftLow);
  }

  /** The high half of a difference. */
  public static long subHigh(long left, long right, long leftLow, long rightLow) {
    return left - right - Numeric.i64LtU(leftLow, rightLow);
  }

  public static long mulHighS(long left, long right) {
    return Math.multiplyHigh(left, right);
  }

  /** From the signed product: a set sign bit stands for 2^64 more times the other operand. */
  public static long mulHighU(long left, long right) {
    return Math.multiplyHigh(left, right) + (left >> 63 & right) + (right >> 63 & left);
  }
}
