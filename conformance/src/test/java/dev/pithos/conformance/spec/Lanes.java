package dev.pithos.conformance.spec;

/**
 * How scripts write a number, and how many of its kind a v128 holds; a scalar is one such lane.
 *
 * @param type i8, i16, i32, i64, f32 or f64
 * @param bits its width
 */
record Lanes(String type, int bits) {
  static Lanes of(String type) {
    int bits = Integer.parseInt(type.substring(1));
    if (!type.matches("i8|i16|[if](32|64)")) {
      throw new IllegalArgumentException("unknown lane type " + type);
    }
    return new Lanes(type, bits);
  }

  boolean isFloat() {
    return type.startsWith("f");
  }

  /** Lanes in a v128. */
  int count() {
    return 128 / bits;
  }

  long mask() {
    return -1L >>> (64 - bits);
  }

  /** Bits of a lane from decimal, signed or unsigned; floats are written as their bits too. */
  long parse(String text) {
    long value = text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
    return value & mask();
  }

  /** The bits of a lane in the halves of a v128, low half first. */
  long get(long low, long high, int lane) {
    int offset = lane * bits;
    return ((offset < 64 ? low : high) >>> (offset & 63)) & mask();
  }

  void put(long[] halves, int lane, long value) {
    int offset = lane * bits;
    halves[offset >> 6] |= value << (offset & 63);
  }
}
