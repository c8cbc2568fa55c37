package dev.pithos.runtime.support;

import dev.pithos.runtime.Trap;
import dev.pithos.runtime.TrapKind;

/** Numeric instructions that are no single JVM instruction. */
public final class Numeric {
  private static final double TWO_POW_31 = 0x1p31;
  private static final double TWO_POW_32 = 0x1p32;
  private static final double TWO_POW_63 = 0x1p63;
  private static final double TWO_POW_64 = 0x1p64;

  private Numeric() {}

  // ---- comparisons: of unsigned numbers in a form that C2 knows, and C1 inlines

  public static int i32Eqz(int value) {
    return value == 0 ? 1 : 0;
  }

  public static int i32Eq(int left, int right) {
    return left == right ? 1 : 0;
  }

  public static int i32Ne(int left, int right) {
    return left != right ? 1 : 0;
  }

  public static int i32LtS(int left, int right) {
    return left < right ? 1 : 0;
  }

  public static int i32LtU(int left, int right) {
    return left + Integer.MIN_VALUE < right + Integer.MIN_VALUE ? 1 : 0;
  }

  public static int i32GtS(int left, int right) {
    return left > right ? 1 : 0;
  }

  public static int i32GtU(int left, int right) {
    return right + Integer.MIN_VALUE < left + Integer.MIN_VALUE ? 1 : 0;
  }

  public static int i32LeS(int left, int right) {
    return left <= right ? 1 : 0;
  }

  public static int i32LeU(int left, int right) {
    return right + Integer.MIN_VALUE < left + Integer.MIN_VALUE ? 0 : 1;
  }

  public static int i32GeS(int left, int right) {
    return left >= right ? 1 : 0;
  }

  public static int i32GeU(int left, int right) {
    return left + Integer.MIN_VALUE < right + Integer.MIN_VALUE ? 0 : 1;
  }

  public static int i64Eqz(long value) {
    return value == 0 ? 1 : 0;
  }

  public static int i64Eq(long left, long right) {
    return left == right ? 1 : 0;
  }

  public static int i64Ne(long left, long right) {
    return left != right ? 1 : 0;
  }

  public static int i64LtS(long left, long right) {
    return left < right ? 1 : 0;
  }

  public static int i64LtU(long left, long right) {
    return left + Long.MIN_VALUE < right + Long.MIN_VALUE ? 1 : 0;
  }

  public static int i64GtS(long left, long right) {
    return left > right ? 1 : 0;
  }

  public static int i64GtU(long left, long right) {
    return right + Long.MIN_VALUE < left + Long.MIN_VALUE ? 1 : 0;
  }

  public static int i64LeS(long left, long right) {
    return left <= right ? 1 : 0;
  }

  public static int i64LeU(long left, long right) {
    return right + Long.MIN_VALUE < left + Long.MIN_VALUE ? 0 : 1;
  }

  public static int i64GeS(long left, long right) {
    return left >= right ? 1 : 0;
  }

  public static int i64GeU(long left, long right) {
    return left + Long.MIN_VALUE < right + Long.MIN_VALUE ? 0 : 1;
  }

  public static int f32Eq(float left, float right) {
    return left == right ? 1 : 0;
  }

  public static int f32Ne(float left, float right) {
    return left != right ? 1 : 0;
  }

  public static int f32Lt(float left, float right) {
    return left < right ? 1 : 0;
  }

  public static int f32Gt(float left, float right) {
    return left > right ? 1 : 0;
  }

  public static int f32Le(float left, float right) {
    return left <= right ? 1 : 0;
  }

  public static int f32Ge(float left, float right) {
    return left >= right ? 1 : 0;
  }

  public static int f64Eq(double left, double right) {
    return left == right ? 1 : 0;
  }

  public static int f64Ne(double left, double right) {
    return left != right ? 1 : 0;
  }

  public static int f64Lt(double left, double right) {
    return left < right ? 1 : 0;
  }

  public static int f64Gt(double left, double right) {
    return left > right ? 1 : 0;
  }

  public static int f64Le(double left, double right) {
    return left <= right ? 1 : 0;
  }

  public static int f64Ge(double left, double right) {
    return left >= right ? 1 : 0;
  }

  // ---- integers

  public static int i32Clz(int value) {
    return Integer.numberOfLeadingZeros(value);
  }

  public static int i32Ctz(int value) {
    return Integer.numberOfTrailingZeros(value);
  }

  public static int i32Popcnt(int value) {
    return Integer.bitCount(value);
  }

  public static int i32Rotl(int value, int count) {
    return Integer.rotateLeft(value, count);
  }

  public static int i32Rotr(int value, int count) {
    return Integer.rotateRight(value, count);
  }

  public static int i32DivS(int left, int right) {
    if (right == 0) {
      throw divideByZero();
    }
    if (right == -1 && left == Integer.MIN_VALUE) {
      throw overflow();
    }
    return left / right;
  }

  public static int i32DivU(int left, int right) {
    if (right == 0) {
      throw divideByZero();
    }
    return Integer.divideUnsigned(left, right);
  }

  public static int i32RemS(int left, int right) {
    if (right == 0) {
      throw divideByZero();
    }
    return left % right;
  }

  public static int i32RemU(int left, int right) {
    if (right == 0) {
      throw divideByZero();
    }
    return Integer.remainderUnsigned(left, right);
  }

  public static long i64Clz(long value) {
    return Long.numberOfLeadingZeros(value);
  }

  public static long i64Ctz(long value) {
    return Long.numberOfTrailingZeros(value);
  }

  public static long i64Popcnt(long value) {
    return Long.bitCount(value);
  }

  public static long i64Rotl(long value, long count) {
    return Long.rotateLeft(value, (int) count);
  }

  public static long i64Rotr(long value, long count) {
    return Long.rotateRight(value, (int) count);
  }

  public static long i64DivS(long left, long right) {
    if (right == 0) {
      throw divideByZero();
    }
    if (right == -1 && left == Long.MIN_VALUE) {
      throw overflow();
    }
    return left / right;
  }

  public static long i64DivU(long left, long right) {
    if (right == 0) {
      throw divideByZero();
    }
    return Long.divideUnsigned(left, right);
  }

  public static long i64RemS(long left, long right) {
    if (right == 0) {
      throw divideByZero();
    }
    return left % right;
  }

  public static long i64RemU(long left, long right) {
    if (right == 0) {
      throw divideByZero();
    }
    return Long.remainderUnsigned(left, right);
  }

  private static Trap divideByZero() {
    return new Trap(TrapKind.INTEGER_DIVIDE_BY_ZERO);
  }

  private static Trap overflow() {
    return new Trap(TrapKind.INTEGER_OVERFLOW);
  }

  public static long i64ExtendI32U(int value) {
    return value & 0xffff_ffffL;
  }

  // ---- floats: signs are bits, and a NaN that comes out of arithmetic is quiet

  /** The JDK's rounding may return a signalling NaN as it is; an addition makes it quiet. */
  private static double quiet(double value) {
    return Double.isNaN(value) ? value + value : value;
  }

  public static float f32Abs(float value) {
    return Float.intBitsToFloat(Float.floatToRawIntBits(value) & Integer.MAX_VALUE);
  }

  public static float f32Neg(float value) {
    return Float.intBitsToFloat(Float.floatToRawIntBits(value) ^ Integer.MIN_VALUE);
  }

  public static float f32Ceil(float value) {
    return (float) Math.ceil(value);
  }

  public static float f32Floor(float value) {
    return (float) Math.floor(value);
  }

  public static float f32Trunc(float value) {
    return (float) (value < 0 ? Math.ceil(value) : Math.floor(value));
  }

  public static float f32Nearest(float value) {
    return (float) Math.rint(value);
  }

  public static float f32Sqrt(float value) {
    return (float) Math.sqrt(value);
  }

  public static float f32Min(float left, float right) {
    float result = Math.min(left, right);
    return Float.isNaN(result) ? left + right : result;
  }

  public static float f32Max(float left, float right) {
    float result = Math.max(left, right);
    return Float.isNaN(result) ? left + right : result;
  }

  public static float f32Copysign(float value, float sign) {
    return Float.intBitsToFloat(
        (Float.floatToRawIntBits(value) & Integer.MAX_VALUE)
            | (Float.floatToRawIntBits(sign) & Integer.MIN_VALUE));
  }

  public static double f64Abs(double value) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(value) & Long.MAX_VALUE);
  }

  public static double f64Neg(double value) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(value) ^ Long.MIN_VALUE);
  }

  public static double f64Ceil(double value) {
    return quiet(Math.ceil(value));
  }

  public static double f64Floor(double value) {
    return quiet(Math.floor(value));
  }

  public static double f64Trunc(double value) {
    return quiet(value < 0 ? Math.ceil(value) : Math.floor(value));
  }

  public static double f64Nearest(double value) {
    return quiet(Math.rint(value));
  }

  public static double f64Sqrt(double value) {
    return Math.sqrt(value);
  }

  public static double f64Min(double left, double right) {
    double result = Math.min(left, right);
    return Double.isNaN(result) ? left + right : result;
  }

  public static double f64Max(double left, double right) {
    double result = Math.max(left, right);
    return Double.isNaN(result) ? left + right : result;
  }

  public static double f64Copysign(double value, double sign) {
    return Double.longBitsToDouble(
        (Double.doubleToRawLongBits(value) & Long.MAX_VALUE)
            | (Double.doubleToRawLongBits(sign) & Long.MIN_VALUE));
  }

  // ---- floats to integers

  public static int i32TruncF32S(float value) {
    return i32TruncF64S(value);
  }

  public static int i32TruncF32U(float value) {
    return i32TruncF64U(value);
  }

  public static int i32TruncF64S(double value) {
    if (!(value > -TWO_POW_31 - 1 && value < TWO_POW_31)) {
      throw unrepresentable(value);
    }
    return (int) value;
  }

  public static int i32TruncF64U(double value) {
    if (!(value > -1 && value < TWO_POW_32)) {
      throw unrepresentable(value);
    }
    return (int) (long) value;
  }

  public static long i64TruncF32S(float value) {
    return i64TruncF64S(value);
  }

  public static long i64TruncF32U(float value) {
    return i64TruncF64U(value);
  }

  public static long i64TruncF64S(double value) {
    if (!(value >= -TWO_POW_63 && value < TWO_POW_63)) {
      throw unrepresentable(value);
    }
    return (long) value;
  }

  public static long i64TruncF64U(double value) {
    if (!(value > -1 && value < TWO_POW_64)) {
      throw unrepresentable(value);
    }
    return unsignedLong(value);
  }

  private static Trap unrepresentable(double value) {
    return new Trap(
        Double.isNaN(value) ? TrapKind.INVALID_CONVERSION : TrapKind.INTEGER_OVERFLOW, "" + value);
  }

  private static long unsignedLong(double value) {
    return value < TWO_POW_63 ? (long) value : (long) (value - TWO_POW_63) ^ Long.MIN_VALUE;
  }

  public static int i32TruncSatF32U(float value) {
    return i32TruncSatF64U(value);
  }

  public static int i32TruncSatF64U(double value) {
    return (int) Math.max(0, Math.min((long) value, 0xffff_ffffL));
  }

  public static long i64TruncSatF32U(float value) {
    return i64TruncSatF64U(value);
  }

  public static long i64TruncSatF64U(double value) {
    if (!(value > 0)) {
      return 0;
    }
    return value >= TWO_POW_64 ? -1 : unsignedLong(value);
  }

  // ---- integers to floats

  public static float f32ConvertI32U(int value) {
    return value & 0xffff_ffffL;
  }

  public static float f32ConvertI64U(long value) {
    // Halving keeps the lowest bit, so that the rounding sees it.
    return value >= 0 ? (float) value : 2 * (float) ((value >>> 1) | (value & 1));
  }

  public static double f64ConvertI32U(int value) {
    return value & 0xffff_ffffL;
  }

  public static double f64ConvertI64U(long value) {
    return value >= 0 ? (double) value : 2 * (double) ((value >>> 1) | (value & 1));
  }

  public static int i32ReinterpretF32(float value) {
    return Float.floatToRawIntBits(value);
  }

  public static long i64ReinterpretF64(double value) {
    return Double.doubleToRawLongBits(value);
  }

  public static float f32ReinterpretI32(int value) {
    return Float.intBitsToFloat(value);
  }

  public static double f64ReinterpretI64(long value) {
    return Double.longBitsToDouble(value);
  }
}
