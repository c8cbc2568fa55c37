package dev.pithos.runtime.support;

/** The i8x16 instructions on half a vector, eight lanes in a long; {@link Swar} says how. */
public final class I8x16Lanes {
  private static final int WIDTH = 8;
  private static final long LANE = 0xff;
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long SIGNS = 0x8080_8080_8080_8080L;

  private I8x16Lanes() {}

  public static long splat(int value) {
    return (value & LANE) * ONES;
  }

  public static int extractLaneS(long half, int lane) {
    return (byte) (half >>> (lane << 3));
  }

  public static int extractLaneU(long half, int lane) {
    return (int) (half >>> (lane << 3)) & 0xff;
  }

  public static long replaceLane(long half, int value, int lane) {
    int shift = lane << 3;
    return (half & ~(LANE << shift)) | (value & LANE) << shift;
  }

  /** The lanes of the table that the indices name; 0 for an index beyond. */
  public static long swizzle(long low, long high, long indices) {
    long result = 0;
    for (int shift = 0; shift < Long.SIZE; shift += WIDTH) {
      int index = (int) (indices >>> shift) & 0xff;
      long half = (index & 8) == 0 ? low : high;
      int inside = (index - 16) >> 31;
      result |= (half >>> (index << 3) & LANE & inside) << shift;
    }
    return result;
  }

  public static long relaxedSwizzle(long low, long high, long indices) {
    return swizzle(low, high, indices);
  }

  // ---- comparisons, whose lanes are all ones or all zeros

  public static long eq(long left, long right) {
    return ~ne(left, right);
  }

  public static long ne(long left, long right) {
    return Swar.nonZero(left ^ right, SIGNS, WIDTH);
  }

  public static long ltS(long left, long right) {
    return Swar.less(left, right, SIGNS, WIDTH);
  }

  public static long ltU(long left, long right) {
    return Swar.below(left, right, SIGNS, WIDTH);
  }

  public static long gtS(long left, long right) {
    return Swar.less(right, left, SIGNS, WIDTH);
  }

  public static long gtU(long left, long right) {
    return Swar.below(right, left, SIGNS, WIDTH);
  }

  public static long leS(long left, long right) {
    return ~Swar.less(right, left, SIGNS, WIDTH);
  }

  public static long leU(long left, long right) {
    return ~Swar.below(right, left, SIGNS, WIDTH);
  }

  public static long geS(long left, long right) {
    return ~Swar.less(left, right, SIGNS, WIDTH);
  }

  public static long geU(long left, long right) {
    return ~Swar.below(left, right, SIGNS, WIDTH);
  }

  // ---- arithmetic

  public static long abs(long value) {
    return Swar.abs(value, SIGNS, WIDTH);
  }

  public static long neg(long value) {
    return Swar.sub(0, value, SIGNS);
  }

  public static long add(long left, long right) {
    return Swar.add(left, right, SIGNS);
  }

  public static long sub(long left, long right) {
    return Swar.sub(left, right, SIGNS);
  }

  public static long minS(long left, long right) {
    return Swar.select(ltS(left, right), left, right);
  }

  public static long minU(long left, long right) {
    return Swar.select(ltU(left, right), left, right);
  }

  public static long maxS(long left, long right) {
    return Swar.select(ltS(left, right), right, left);
  }

  public static long maxU(long left, long right) {
    return Swar.select(ltU(left, right), right, left);
  }

  public static long addSatS(long left, long right) {
    return Swar.addSatS(left, right, SIGNS, WIDTH);
  }

  public static long addSatU(long left, long right) {
    return Swar.addSatU(left, right, SIGNS, WIDTH);
  }

  public static long subSatS(long left, long right) {
    return Swar.subSatS(left, right, SIGNS, WIDTH);
  }

  public static long subSatU(long left, long right) {
    return Swar.subSatU(left, right, SIGNS, WIDTH);
  }

  public static long avgrU(long left, long right) {
    return Swar.avgrU(left, right, ~ONES);
  }

  public static long popcnt(long value) {
    long pairs = value - (value >>> 1 & 0x5555_5555_5555_5555L);
    long fours = (pairs & 0x3333_3333_3333_3333L) + (pairs >>> 2 & 0x3333_3333_3333_3333L);
    return (fours + (fours >>> 4)) & 0x0f0f_0f0f_0f0f_0f0fL;
  }

  /** In the deterministic profile, every bit of the mask counts. */
  public static long relaxedLaneselect(long first, long second, long mask) {
    return Swar.select(mask, first, second);
  }

  // ---- shifts, by a count modulo the lane's width

  public static long shl(long value, int count) {
    int bits = count & (WIDTH - 1);
    return (value << bits) & ((LANE << bits & LANE) * ONES);
  }

  public static long shrU(long value, int count) {
    int bits = count & (WIDTH - 1);
    return (value >>> bits) & ((LANE >>> bits) * ONES);
  }

  public static long shrS(long value, int count) {
    int bits = count & (WIDTH - 1);
    return Swar.extendSign(shrU(value, bits), SIGNS >>> bits, SIGNS);
  }

  // ---- across lanes

  public static int allTrue(long low, long high) {
    return (Swar.nonZero(low, SIGNS, WIDTH) & Swar.nonZero(high, SIGNS, WIDTH)) == -1 ? 1 : 0;
  }

  public static int bitmask(long low, long high) {
    return bitmask(low) | bitmask(high) << 8;
  }

  /** The product brings bit 8 i to bit 56 + i, and no two others to one place. */
  private static int bitmask(long half) {
    return (int) ((((half & SIGNS) >>> 7) * 0x0102_0408_1020_4080L) >>> 56);
  }

  public static long narrowI16x8S(long low, long high) {
    return pack(clamp(low, 0xff80_ff80_ff80_ff80L, 0x007f_007f_007f_007fL))
        | pack(clamp(high, 0xff80_ff80_ff80_ff80L, 0x007f_007f_007f_007fL)) << 32;
  }

  public static long narrowI16x8U(long low, long high) {
    return pack(clamp(low, 0, 0x00ff_00ff_00ff_00ffL))
        | pack(clamp(high, 0, 0x00ff_00ff_00ff_00ffL)) << 32;
  }

  private static long clamp(long half, long least, long most) {
    return I16x8Lanes.minS(I16x8Lanes.maxS(half, least), most);
  }

  /** The low bytes of four lanes of 16 bits. */
  private static long pack(long half) {
    long bytes = half & 0x00ff_00ff_00ff_00ffL;
    long pairs = (bytes | bytes >>> 8) & 0x0000_ffff_0000_ffffL;
    return (pairs | pairs >>> 16) & 0xffff_ffffL;
  }
}
