package dev.pithos.runtime.support;

/** The i32x4 instructions on half a vector, two lanes in a long. */
public final class I32x4Lanes {
  private static final int WIDTH = 32;
  private static final long SIGNS = 0x8000_0000_8000_0000L;

  private I32x4Lanes() {}

  /** Two lanes. */
  static long pack(int first, int second) {
    return (first & 0xffff_ffffL) | (long) second << 32;
  }

  static int second(long half) {
    return (int) (half >>> 32);
  }

  public static long splat(int value) {
    return pack(value, value);
  }

  public static int extractLane(long half, int lane) {
    return (int) (half >>> (lane << 5));
  }

  public static long replaceLane(long half, int value, int lane) {
    return lane == 0 ? pack(value, second(half)) : pack((int) half, value);
  }

  // ---- comparisons, whose lanes are all ones or all zeros

  public static long eq(long left, long right) {
    return ~ne(left, right);
  }

  public static long ne(long left, long right) {
    return Swar.nonZero(left ^ right, SIGNS, WIDTH);
  }

  public static long ltS(long left, long right) {
    return lessS(left, right);
  }

  public static long ltU(long left, long right) {
    return lessU(left, right);
  }

  public static long gtS(long left, long right) {
    return lessS(right, left);
  }

  public static long gtU(long left, long right) {
    return lessU(right, left);
  }

  public static long leS(long left, long right) {
    return ~lessS(right, left);
  }

  public static long leU(long left, long right) {
    return ~lessU(right, left);
  }

  public static long geS(long left, long right) {
    return ~lessS(left, right);
  }

  public static long geU(long left, long right) {
    return ~lessU(left, right);
  }

  /** A lane's mask is the sign of its difference, which a long holds. */
  private static long lessS(long smaller, long larger) {
    long low = ((long) (int) smaller - (int) larger) >> 63;
    long high = ((smaller >> 32) - (larger >> 32)) >> 63;
    return (low >>> 32) | (high << 32);
  }

  private static long lessU(long smaller, long larger) {
    long low = ((smaller & 0xffff_ffffL) - (larger & 0xffff_ffffL)) >> 63;
    long high = ((smaller >>> 32) - (larger >>> 32)) >> 63;
    return (low >>> 32) | (high << 32);
  }

  // ---- arithmetic

  public static long abs(long value) {
    return pack(Math.abs((int) value), Math.abs(second(value)));
  }

  public static long neg(long value) {
    return pack(-(int) value, -second(value));
  }

  public static long add(long left, long right) {
    return Swar.add(left, right, SIGNS);
  }

  public static long sub(long left, long right) {
    return Swar.sub(left, right, SIGNS);
  }

  public static long mul(long left, long right) {
    return pack((int) left * (int) right, second(left) * second(right));
  }

  public static long minS(long left, long right) {
    return pack(Math.min((int) left, (int) right), Math.min(second(left), second(right)));
  }

  public static long minU(long left, long right) {
    return minS(left ^ SIGNS, right ^ SIGNS) ^ SIGNS;
  }

  public static long maxS(long left, long right) {
    return pack(Math.max((int) left, (int) right), Math.max(second(left), second(right)));
  }

  public static long maxU(long left, long right) {
    return maxS(left ^ SIGNS, right ^ SIGNS) ^ SIGNS;
  }

  /** In the deterministic profile, every bit of the mask counts. */
  public static long relaxedLaneselect(long first, long second, long mask) {
    return Swar.select(mask, first, second);
  }

  // ---- shifts, by a count modulo 32 as the JVM's

  public static long shl(long value, int count) {
    return pack((int) value << count, second(value) << count);
  }

  public static long shrS(long value, int count) {
    return pack((int) value >> count, second(value) >> count);
  }

  public static long shrU(long value, int count) {
    return pack((int) value >>> count, second(value) >>> count);
  }

  // ---- from lanes of 16 bits

  public static long extaddPairwiseI16x8S(long half) {
    return pack((short) half + (short) (half >> 16), (short) (half >> 32) + (short) (half >> 48));
  }

  public static long extaddPairwiseI16x8U(long half) {
    return (half & 0x0000_ffff_0000_ffffL) + (half >>> 16 & 0x0000_ffff_0000_ffffL);
  }

  public static long extendI16x8S(int lanes) {
    return pack((short) lanes, lanes >> 16);
  }

  public static long extendI16x8U(int lanes) {
    return pack(lanes & 0xffff, lanes >>> 16);
  }

  public static long extmulI16x8S(int left, int right) {
    return pack((short) left * (short) right, (left >> 16) * (right >> 16));
  }

  public static long extmulI16x8U(int left, int right) {
    return pack((left & 0xffff) * (right & 0xffff), (left >>> 16) * (right >>> 16));
  }

  public static long dotI16x8S(long left, long right) {
    return pack(
        (short) left * (short) right + (short) (left >> 16) * (short) (right >> 16),
        (short) (left >> 32) * (short) (right >> 32) + (int) (left >> 48) * (int) (right >> 48));
  }

  public static long relaxedDotI8x16I7x16AddS(long left, long right, long addend) {
    return add(extaddPairwiseI16x8S(I16x8Lanes.relaxedDotI8x16I7x16S(left, right)), addend);
  }

  // ---- from floats; the relaxed ones do as the saturating ones

  public static long truncSatF32x4S(long half) {
    return pack((int) F32x4Lanes.first(half), (int) F32x4Lanes.second(half));
  }

  public static long truncSatF32x4U(long half) {
    return pack(
        Numeric.i32TruncSatF32U(F32x4Lanes.first(half)),
        Numeric.i32TruncSatF32U(F32x4Lanes.second(half)));
  }

  public static long truncSatF64x2SZero(long low, long high) {
    return pack((int) Double.longBitsToDouble(low), (int) Double.longBitsToDouble(high));
  }

  public static long truncSatF64x2UZero(long low, long high) {
    return pack(
        Numeric.i32TruncSatF64U(Double.longBitsToDouble(low)),
        Numeric.i32TruncSatF64U(Double.longBitsToDouble(high)));
  }

  public static long relaxedTruncF32x4S(long half) {
    return truncSatF32x4S(half);
  }

  public static long relaxedTruncF32x4U(long half) {
    return truncSatF32x4U(half);
  }

  public static long relaxedTruncF64x2SZero(long low, long high) {
    return truncSatF64x2SZero(low, high);
  }

  public static long relaxedTruncF64x2UZero(long low, long high) {
    return truncSatF64x2UZero(low, high);
  }

  // ---- across lanes

  public static int allTrue(long low, long high) {
    return (int) low != 0 && second(low) != 0 && (int) high != 0 && second(high) != 0 ? 1 : 0;
  }

  public static int bitmask(long low, long high) {
    return bitmask(low) | bitmask(high) << 2;
  }

  private static int bitmask(long half) {
    return ((int) (half >>> 31) & 1) | ((int) (half >>> 62) & 2);
  }
}
