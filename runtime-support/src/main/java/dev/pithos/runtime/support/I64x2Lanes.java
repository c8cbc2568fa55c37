package dev.pithos.runtime.support;

/**
 * The i64x2 instructions on half a vector, a lane in a long, but for what one JVM instruction is.
 */
public final class I64x2Lanes {
  private I64x2Lanes() {}

  public static long splat(long value) {
    return value;
  }

  public static long extractLane(long half, int lane) {
    return half;
  }

  public static long replaceLane(long half, long value, int lane) {
    return value;
  }

  public static long eq(long left, long right) {
    return left == right ? -1 : 0;
  }

  public static long ne(long left, long right) {
    return left != right ? -1 : 0;
  }

  public static long ltS(long left, long right) {
    return left < right ? -1 : 0;
  }

  public static long gtS(long left, long right) {
    return left > right ? -1 : 0;
  }

  public static long leS(long left, long right) {
    return left <= right ? -1 : 0;
  }

  public static long geS(long left, long right) {
    return left >= right ? -1 : 0;
  }

  public static long abs(long value) {
    return Math.abs(value);
  }

  public static long shl(long value, int count) {
    return value << count;
  }

  public static long shrS(long value, int count) {
    return value >> count;
  }

  public static long shrU(long value, int count) {
    return value >>> count;
  }

  public static long extendI32x4S(int lane) {
    return lane;
  }

  public static long extendI32x4U(int lane) {
    return lane & 0xffff_ffffL;
  }

  public static long extmulI32x4S(int left, int right) {
    return (long) left * right;
  }

  public static long extmulI32x4U(int left, int right) {
    return (left & 0xffff_ffffL) * (right & 0xffff_ffffL);
  }

  /** In the deterministic profile, every bit of the mask counts. */
  public static long relaxedLaneselect(long first, long second, long mask) {
    return Swar.select(mask, first, second);
  }

  public static int allTrue(long low, long high) {
    return low != 0 && high != 0 ? 1 : 0;
  }

  public static int bitmask(long low, long high) {
    return (int) (low >>> 63) | (int) (high >>> 63) << 1;
  }
}
