package dev.pithos.runtime.support;

/**
 * The f32x4 instructions on half a vector, two lanes in a long. What has a bit pattern as its
 * result works on bits, so that NaNs stay as they are.
 */
public final class F32x4Lanes {
  private static final long SIGNS = 0x8000_0000_8000_0000L;

  private F32x4Lanes() {}

  static float first(long half) {
    return Float.intBitsToFloat((int) half);
  }

  static float second(long half) {
    return Float.intBitsToFloat((int) (half >>> 32));
  }

  private static long pack(float first, float second) {
    return I32x4Lanes.pack(Float.floatToRawIntBits(first), Float.floatToRawIntBits(second));
  }

  private static long mask(boolean first, boolean second) {
    return I32x4Lanes.pack(first ? -1 : 0, second ? -1 : 0);
  }

  public static long splat(float value) {
    return pack(value, value);
  }

  public static float extractLane(long half, int lane) {
    return Float.intBitsToFloat(I32x4Lanes.extractLane(half, lane));
  }

  public static long replaceLane(long half, float value, int lane) {
    return I32x4Lanes.replaceLane(half, Float.floatToRawIntBits(value), lane);
  }

  // ---- comparisons, whose lanes are all ones or all zeros

  public static long eq(long left, long right) {
    return mask(first(left) == first(right), second(left) == second(right));
  }

  public static long ne(long left, long right) {
    return mask(first(left) != first(right), second(left) != second(right));
  }

  public static long lt(long left, long right) {
    return mask(first(left) < first(right), second(left) < second(right));
  }

  public static long gt(long left, long right) {
    return mask(first(left) > first(right), second(left) > second(right));
  }

  public static long le(long left, long right) {
    return mask(first(left) <= first(right), second(left) <= second(right));
  }

  public static long ge(long left, long right) {
    return mask(first(left) >= first(right), second(left) >= second(right));
  }

  // ---- arithmetic

  public static long abs(long value) {
    return value & ~SIGNS;
  }

  public static long neg(long value) {
    return value ^ SIGNS;
  }

  public static long sqrt(long half) {
    return pack(Numeric.f32Sqrt(first(half)), Numeric.f32Sqrt(second(half)));
  }

  public static long ceil(long half) {
    return pack(Numeric.f32Ceil(first(half)), Numeric.f32Ceil(second(half)));
  }

  public static long floor(long half) {
    return pack(Numeric.f32Floor(first(half)), Numeric.f32Floor(second(half)));
  }

  public static long trunc(long half) {
    return pack(Numeric.f32Trunc(first(half)), Numeric.f32Trunc(second(half)));
  }

  public static long nearest(long half) {
    return pack(Numeric.f32Nearest(first(half)), Numeric.f32Nearest(second(half)));
  }

  public static long add(long left, long right) {
    return pack(first(left) + first(right), second(left) + second(right));
  }

  public static long sub(long left, long right) {
    return pack(first(left) - first(right), second(left) - second(right));
  }

  public static long mul(long left, long right) {
    return pack(first(left) * first(right), second(left) * second(right));
  }

  public static long div(long left, long right) {
    return pack(first(left) / first(right), second(left) / second(right));
  }

  public static long min(long left, long right) {
    return pack(
        Numeric.f32Min(first(left), first(right)), Numeric.f32Min(second(left), second(right)));
  }

  public static long max(long left, long right) {
    return pack(
        Numeric.f32Max(first(left), first(right)), Numeric.f32Max(second(left), second(right)));
  }

  public static long pmin(long left, long right) {
    return Swar.select(gt(left, right), right, left);
  }

  public static long pmax(long left, long right) {
    return Swar.select(lt(left, right), right, left);
  }

  // ---- relaxed, as in the deterministic profile: rounded twice, NaNs and zeros as ever

  public static long relaxedMadd(long left, long right, long addend) {
    return add(mul(left, right), addend);
  }

  public static long relaxedNmadd(long left, long right, long addend) {
    return relaxedMadd(neg(left), right, addend);
  }

  public static long relaxedMin(long left, long right) {
    return min(left, right);
  }

  public static long relaxedMax(long left, long right) {
    return max(left, right);
  }

  // ---- conversions

  public static long convertI32x4S(long half) {
    return pack((int) half, (int) (half >>> 32));
  }

  public static long convertI32x4U(long half) {
    return pack((float) (half & 0xffff_ffffL), (float) (half >>> 32));
  }

  public static long demoteF64x2Zero(long low, long high) {
    return pack((float) Double.longBitsToDouble(low), (float) Double.longBitsToDouble(high));
  }
}
