package dev.pithos.tools.chicory;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The values that WebAssembly's binary format is made of. */
final class BinaryWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  byte[] bytes() {
    return out.toByteArray();
  }

  void oneByte(int value) {
    out.write(value);
  }

  void raw(byte[] bytes) {
    out.writeBytes(bytes);
  }

  /** Contents behind their size. */
  void sized(BinaryWriter contents) {
    unsigned(contents.out.size());
    out.writeBytes(contents.bytes());
  }

  void unsigned(long value) {
    long rest = value;
    while (Long.compareUnsigned(rest, 0x80) >= 0) {
      out.write(((int) rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  void signed(long value) {
    long rest = value;
    while (rest < -0x40 || rest >= 0x40) {
      out.write(((int) rest & 0x7f) | 0x80);
      rest >>= 7;
    }
    out.write((int) rest & 0x7f);
  }

  void littleEndian(long value, int size) {
    for (int i = 0; i < size; i++) {
      out.write((int) (value >>> (8 * i)));
    }
  }

  void name(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    unsigned(bytes.length);
    out.writeBytes(bytes);
  }
}
