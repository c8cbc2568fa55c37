package dev.pithos.macro;

import java.util.Arrays;

/** Little-endian numbers and texts in a buffer that grows and is kept. */
final class ByteWriter {
  private static final int FIRST_SIZE = 1024;
  private static final int MOST_KEPT = 1 << 20;

  private byte[] out = new byte[FIRST_SIZE];
  private int at;

  /** Empties the buffer. */
  void reset() {
    at = 0;
    if (out.length > MOST_KEPT) {
      out = new byte[FIRST_SIZE];
    }
  }

  int size() {
    return at;
  }

  byte[] bytes() {
    return Arrays.copyOf(out, at);
  }

  /** This buffer's bytes, then another's. */
  byte[] bytesBefore(ByteWriter other) {
    byte[] both = Arrays.copyOf(out, at + other.at);
    System.arraycopy(other.out, 0, both, at, other.at);
    return both;
  }

  void u8(int value) {
    reserve(1);
    out[at++] = (byte) value;
  }

  void u32(int value) {
    reserve(4);
    byte[] bytes = out;
    int start = at;
    bytes[start] = (byte) value;
    bytes[start + 1] = (byte) (value >> 8);
    bytes[start + 2] = (byte) (value >> 16);
    bytes[start + 3] = (byte) (value >> 24);
    at = start + 4;
  }

  /** The length in bytes, and UTF-8. */
  void text(String text) {
    int length = text.length();
    reserve(4 + length);
    int start = at + 4;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 128) {
        bytes(Utf8.encode(text));
        return;
      }
      out[start + i] = (byte) c;
    }
    u32(length);
    at += length;
  }

  /** The length, and the bytes. */
  void bytes(byte[] bytes) {
    reserve(4 + bytes.length);
    u32(bytes.length);
    System.arraycopy(bytes, 0, out, at, bytes.length);
    at += bytes.length;
  }

  private void reserve(int count) {
    if (out.length - at < count) {
      out = Arrays.copyOf(out, Math.max(out.length * 2, at + count));
    }
  }
}
