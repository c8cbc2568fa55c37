package dev.pithos.runtime.support;

/** The i16x8 instructions on half a vector, four lanes in a long; {@link Swar} says how. */
public final class I16x8Lanes {
  private static final int WIDTH = 16;
  private static final long LANE = 0xffff;
  private static final long ONES = 0x0001_0001_0001_0001L;
  private static final long SIGNS = 0x8000_8000_8000_8000L;
  private static final long LOW_BYTES = 0x00ff_00ff_00ff_00ffL;

  private I16x8Lanes() {}

  public static long splat(int value) {
    return (value & LANE) * ONES;
  }

  public static int extractLaneS(long half, int lane) {
    return (short) (half >>> (lane << 4));
  }

  public static int extractLaneU(long half, int lane) {
    return (int) (half >>> (lane << 4)) & 0xffff;
  }

  public static long replaceLane(long half, int value, int lane) {
    int shift = lane << 4;
    return (half & ~(LANE << shift)) | (value & LANE) << shift;
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

  public static long mul(long left, long right) {
    return pack(
        (int) left * (int) right,
        (int) (left >>> 16) * (int) (right >>> 16),
        (int) (left >>> 32) * (int) (right >>> 32),
        (int) (left >>> 48) * (int) (right >>> 48));
  }

  private static long pack(int first, int second, int third, int fourth) {
    int low = (first & 0xffff) | second << 16;
    int high = (third & 0xffff) | fourth << 16;
    return (low & 0xffff_ffffL) | (long) high << 32;
  }

  public static long q15mulrSatS(long left, long right) {
    return pack(
        q15((short) left, (short) right),
        q15((short) (left >>> 16), (short) (right >>> 16)),
        q15((short) (left >>> 32), (short) (right >>> 32)),
        q15((short) (left >>> 48), (short) (right >>> 48)));
  }

  /** Only the product of two least numbers is out of range. */
  private static int q15(int left, int right) {
    return Math.min((left * right + 0x4000) >> 15, Short.MAX_VALUE);
  }

  public static long relaxedQ15mulrS(long left, long right) {
    return q15mulrSatS(left, right);
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

  // ---- from bytes

  /** Signed bytes as unsigned ones are 128 too large, pairs of them 256. */
  public static long extaddPairwiseI8x16S(long half) {
    return sub(extaddPairwiseI8x16U(half ^ 0x8080_8080_8080_8080L), 0x0100_0100_0100_0100L);
  }

  public static long extaddPairwiseI8x16U(long half) {
    return (half & LOW_BYTES) + (half >>> 8 & LOW_BYTES);
  }

  public static long extendI8x16U(int bytes) {
    long pairs = ((bytes & 0xffff_ffffL) | (long) bytes << 16) & 0x0000_ffff_0000_ffffL;
    return (pairs | pairs << 8) & LOW_BYTES;
  }

  public static long extendI8x16S(int bytes) {
    return signExtend(extendI8x16U(bytes));
  }

  /** The low byte of each lane, signed; the high one is 0. */
  private static long signExtend(long lanes) {
    return sub(lanes ^ 0x0080_0080_0080_0080L, 0x0080_0080_0080_0080L);
  }

  public static long extmulI8x16S(int left, int right) {
    return mul(extendI8x16S(left), extendI8x16S(right));
  }

  public static long extmulI8x16U(int left, int right) {
    return mul(extendI8x16U(left), extendI8x16U(right));
  }

  /** In the deterministic profile, both operands are signed and the sum saturates. */
  public static long relaxedDotI8x16I7x16S(long left, long right) {
    long even = mul(signExtend(left & LOW_BYTES), signExtend(right & LOW_BYTES));
    long odd = mul(signExtend(left >>> 8 & LOW_BYTES), signExtend(right >>> 8 & LOW_BYTES));
    return addSatS(even, odd);
  }

  // ---- across lanes

  public static int allTrue(long low, long high) {
    return (Swar.nonZero(low, SIGNS, WIDTH) & Swar.nonZero(high, SIGNS, WIDTH)) == -1 ? 1 : 0;
  }

  public static int bitmask(long low, long high) {
    return bitmask(low) | bitmask(high) << 4;
  }

  /** The product brings bit 16 i to bit 48 + i. */
  private static int bitmask(long half) {
    return (int) ((((half & SIGNS) >>> 15) * 0x0001_0002_0004_0008L) >>> 48) & 15;
  }

  public static long narrowI32x4S(long low, long high) {
    return pack(
        signed((int) low),
        signed(I32x4Lanes.second(low)),
        signed((int) high),
        signed(I32x4Lanes.second(high)));
  }

  public static long narrowI32x4U(long low, long high) {
    return pack(
        unsigned((int) low),
        unsigned(I32x4Lanes.second(low)),
        unsigned((int) high),
        unsigned(I32x4Lanes.second(high)));
  }

  private static int signed(int value) {
    return Math.max(Math.min(value, Short.MAX_VALUE), Short.MIN_VALUE);
  }

  private static int unsigned(int value) {
    return Math.max(Math.min(value, 0xffff), 0);
  }
}
