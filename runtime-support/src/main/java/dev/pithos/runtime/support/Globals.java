package dev.pithos.runtime.support;

import dev.pithos.runtime.Global;

/** Globals that are seen from outside the instance. */
public final class Globals {
  private Globals() {}

  public static int i32(Global global) {
    return (int) global.bits;
  }

  public static long i64(Global global) {
    return global.bits;
  }

  public static float f32(Global global) {
    return Float.intBitsToFloat((int) global.bits);
  }

  public static double f64(Global global) {
    return Double.longBitsToDouble(global.bits);
  }

  public static long high(Global global) {
    return global.high;
  }

  public static Object reference(Global global) {
    return global.reference;
  }

  public static void set(int value, Global global) {
    global.bits = value;
  }

  public static void set(long value, Global global) {
    global.bits = value;
  }

  public static void set(float value, Global global) {
    global.bits = Float.floatToRawIntBits(value);
  }

  public static void set(double value, Global global) {
    global.bits = Double.doubleToRawLongBits(value);
  }

  public static void setHigh(long value, Global global) {
    global.high = value;
  }

  public static void set(Object value, Global global) {
    global.reference = value;
  }
}
