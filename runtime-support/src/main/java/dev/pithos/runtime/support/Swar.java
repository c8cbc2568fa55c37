package dev.pithos.runtime.support;

/**
 * Arithmetic on all integer lanes of a long at once, for lanes of any width: {@code signs} has the
 * highest bit of each lane. No carry may pass from lane to lane, so highest bits go their own way.
 * Masks have whole lanes of ones.
 */
final class Swar {
  private Swar() {}

  static long add(long left, long right, long signs) {
    return ((left & ~signs) + (right & ~signs)) ^ ((left ^ right) & signs);
  }

  static long sub(long left, long right, long signs) {
    return ((left | signs) - (right & ~signs)) ^ ((left ^ ~right) & signs);
  }

  /** Highest bits of lanes to masks. */
  static long spread(long bits, int width) {
    return (bits << 1) - (bits >>> (width - 1));
  }

  /** A mask of the lanes that are not 0. */
  static long nonZero(long value, long signs, int width) {
    return spread((((value & ~signs) + ~signs) | value) & signs, width);
  }

  /** A mask of the lanes in which smaller is below larger, unsigned: a subtraction borrows. */
  static long below(long smaller, long larger, long signs, int width) {
    long difference = sub(smaller, larger, signs);
    return spread(((~smaller & larger) | (~(smaller ^ larger) & difference)) & signs, width);
  }

  /** The same, signed. */
  static long less(long smaller, long larger, long signs, int width) {
    return below(smaller ^ signs, larger ^ signs, signs, width);
  }

  /** Lanes of the first where the mask is set, else of the second. */
  static long select(long mask, long first, long second) {
    return second ^ ((first ^ second) & mask);
  }

  static long abs(long value, long signs, int width) {
    long negative = spread(value & signs, width);
    return sub(value ^ negative, negative, signs);
  }

  static long addSatU(long left, long right, long signs, int width) {
    long sum = add(left, right, signs);
    return sum | spread(((left & right) | ((left | right) & ~sum)) & signs, width);
  }

  static long subSatU(long left, long right, long signs, int width) {
    return sub(left, right, signs) & ~below(left, right, signs, width);
  }

  static long addSatS(long left, long right, long signs, int width) {
    long sum = add(left, right, signs);
    return saturate(sum, ~(left ^ right) & (left ^ sum), left, signs, width);
  }

  static long subSatS(long left, long right, long signs, int width) {
    long difference = sub(left, right, signs);
    return saturate(difference, (left ^ right) & (left ^ difference), left, signs, width);
  }

  /** Where the highest bit of overflow is set, the end of the range on the side of left. */
  private static long saturate(long result, long overflow, long left, long signs, int width) {
    long limit = spread(left & signs, width) ^ ~signs;
    return select(spread(overflow & signs, width), limit, result);
  }

  /**
   * The average, rounded up.
   *
   * @param evens all bits but the lowest of each lane
   */
  static long avgrU(long left, long right, long evens) {
    return (left | right) - (((left ^ right) & evens) >>> 1);
  }

  /**
   * Shifts to the right, filling with signs.
   *
   * @param shifted the lanes shifted with zeros
   * @param sign where the highest bit of each lane went
   */
  static long extendSign(long shifted, long sign, long signs) {
    return sub(shifted ^ sign, sign, signs);
  }
}
