package dev.pithos.runtime.support;

/** The f64x2 instructions on half a vector, a lane in a long; see {@link F32x4Lanes}. */
public final class F64x2Lanes {
  private F64x2Lanes() {}

  private static double f64(long half) {
    return Double.longBitsToDouble(half);
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }

  public static long splat(double value) {
    return bits(value);
  }

  public static double extractLane(long half, int lane) {
    return f64(half);
  }

  public static long replaceLane(long half, double value, int lane) {
    return bits(value);
  }

  // ---- comparisons, whose lanes are all ones or all zeros

  public static long eq(long left, long right) {
    return f64(left) == f64(right) ? -1 : 0;
  }

  public static long ne(long left, long right) {
    return f64(left) != f64(right) ? -1 : 0;
  }

  public static long lt(long left, long right) {
    return f64(left) < f64(right) ? -1 : 0;
  }

  public static long gt(long left, long right) {
    return f64(left) > f64(right) ? -1 : 0;
  }

  public static long le(long left, long right) {
    return f64(left) <= f64(right) ? -1 : 0;
  }

  public static long ge(long left, long right) {
    return f64(left) >= f64(right) ? -1 : 0;
  }

  // ---- arithmetic

  public static long abs(long value) {
    return value & Long.MAX_VALUE;
  }

  public static long neg(long value) {
    return value ^ Long.MIN_VALUE;
  }

  public static long sqrt(long half) {
    return bits(Numeric.f64Sqrt(f64(half)));
  }

  public static long ceil(long half) {
    return bits(Numeric.f64Ceil(f64(half)));
  }

  public static long floor(long half) {
    return bits(Numeric.f64Floor(f64(half)));
  }

  public static long trunc(long half) {
    return bits(Numeric.f64Trunc(f64(half)));
  }

  public static long nearest(long half) {
    return bits(Numeric.f64Nearest(f64(half)));
  }

  public static long add(long left, long right) {
    return bits(f64(left) + f64(right));
  }

  public static long sub(long left, long right) {
    return bits(f64(left) - f64(right));
  }

  public static long mul(long left, long right) {
    return bits(f64(left) * f64(right));
  }

  public static long div(long left, long right) {
    return bits(f64(left) / f64(right));
  }

  public static long min(long left, long right) {
    return bits(Numeric.f64Min(f64(left), f64(right)));
  }

  public static long max(long left, long right) {
    return bits(Numeric.f64Max(f64(left), f64(right)));
  }

  public static long pmin(long left, long right) {
    return f64(right) < f64(left) ? right : left;
  }

  public static long pmax(long left, long right) {
    return f64(left) < f64(right) ? right : left;
  }

  // ---- relaxed, as in the deterministic profile: rounded twice, NaNs and zeros as ever

  public static long relaxedMadd(long left, long right, long addend) {
    return bits(f64(left) * f64(right) + f64(addend));
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

  // ---- conversions, from 32 bits

  public static long convertI32x4S(int lane) {
    return bits(lane);
  }

  public static long convertI32x4U(int lane) {
    return bits((double) (lane & 0xffff_ffffL));
  }

  public static long promoteF32x4(int lane) {
    return bits(Float.intBitsToFloat(lane));
  }
}
