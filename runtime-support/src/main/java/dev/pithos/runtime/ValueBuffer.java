package dev.pithos.runtime;

import java.util.Arrays;

/**
 * Arguments on the way into a function and results on the way out, where the two sides do not know
 * each other's types at compile time. A value stands at the position that its index gives, counting
 * two for each v128 before it; results overwrite arguments from position 0.
 */
public final class ValueBuffer {
  /** Numbers: an i32 sign-extended, floats as their raw bits, a v128 as low and high half. */
  public long[] bits;

  /** References, at the same positions as in {@link #bits}. */
  public Object[] references;

  public ValueBuffer(int positions) {
    bits = new long[positions];
    references = new Object[positions];
  }

  /** A buffer that holds a call's arguments and then its results. */
  public static ValueBuffer forCall(FunctionType type) {
    return new ValueBuffer(Math.max(type.parameterPositions(), type.resultPositions()));
  }

  /** Makes room for at least so many positions, keeping what is there. */
  public void ensure(int positions) {
    if (bits.length < positions) {
      bits = Arrays.copyOf(bits, positions);
      references = Arrays.copyOf(references, positions);
    }
  }

  /** Takes over the first positions of another buffer, making room for them. */
  public void copy(ValueBuffer from, int positions) {
    ensure(positions);
    System.arraycopy(from.bits, 0, bits, 0, positions);
    System.arraycopy(from.references, 0, references, 0, positions);
  }

  public int i32(int position) {
    return (int) bits[position];
  }

  public long i64(int position) {
    return bits[position];
  }

  public float f32(int position) {
    return Float.intBitsToFloat((int) bits[position]);
  }

  public double f64(int position) {
    return Double.longBitsToDouble(bits[position]);
  }

  public V128 v128(int position) {
    return new V128(bits[position], bits[position + 1]);
  }

  public Object reference(int position) {
    return references[position];
  }

  public void setI32(int position, int value) {
    bits[position] = value;
  }

  public void setI64(int position, long value) {
    bits[position] = value;
  }

  public void setF32(int position, float value) {
    bits[position] = Float.floatToRawIntBits(value);
  }

  public void setF64(int position, double value) {
    bits[position] = Double.doubleToRawLongBits(value);
  }

  public void setV128(int position, V128 value) {
    bits[position] = value.low();
    bits[position + 1] = value.high();
  }

  public void setReference(int position, Object value) {
    references[position] = value;
  }

  /** The value at a position, boxed: Integer, Long, Float, Double, V128, or the reference. */
  public Object get(int position, ValueType type) {
    return switch (type.kind()) {
      case I32 -> i32(position);
      case I64 -> i64(position);
      case F32 -> f32(position);
      case F64 -> f64(position);
      case V128 -> v128(position);
      default -> references[position];
    };
  }

  /**
   * Puts a boxed value of the type at a position.
   *
   * @throws IllegalArgumentException when the object is no value of the type
   */
  public void set(int position, ValueType type, Object value) {
    if (!References.isValueOf(value, type)) {
      throw new IllegalArgumentException("expected a value of type " + type + ", got " + value);
    }
    switch (type.kind()) {
      case I32 -> setI32(position, (Integer) value);
      case I64 -> setI64(position, (Long) value);
      case F32 -> setF32(position, (Float) value);
      case F64 -> setF64(position, (Double) value);
      case V128 -> setV128(position, (V128) value);
      default -> setReference(position, value);
    }
  }
}
