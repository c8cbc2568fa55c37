package dev.pithos.runtime.support;

/** For functions of several methods: values from the operand stack to the function's frame. */
public final class Frames {
  private Frames() {}

  public static void put(int value, long[] frame, int entry) {
    frame[entry] = value;
  }

  public static void put(long value, long[] frame, int entry) {
    frame[entry] = value;
  }

  public static void put(float value, long[] frame, int entry) {
    frame[entry] = Float.floatToRawIntBits(value);
  }

  public static void put(double value, long[] frame, int entry) {
    frame[entry] = Double.doubleToRawLongBits(value);
  }

  public static void put(Object value, Object[] frame, int entry) {
    frame[entry] = value;
  }

  /**
   * What a long table of branches has for an index, one piece of the table at a time.
   *
   * @param otherwise the answer for an index that this piece does not have
   * @param from the index of the piece's first entry
   */
  public static int entry(int otherwise, int index, int from, String piece) {
    int at = index - from;
    return at >= 0 && at < piece.length() && index >= 0 ? piece.charAt(at) : otherwise;
  }
}
