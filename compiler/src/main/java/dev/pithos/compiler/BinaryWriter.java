package dev.pithos.compiler;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes the values that WebAssembly's binary format is made of, for those who make or change
 * modules. Sections and what they hold are their matter.
 */
public final class BinaryWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** What was written. */
  public byte[] bytes() {
    return out.toByteArray();
  }

  /** The low eight bits. */
  public void oneByte(int value) {
    out.write(value);
  }

  /** Bytes as they are. */
  public void raw(byte[] bytes) {
    out.writeBytes(bytes);
  }

  /** Contents behind their size. */
  public void sized(BinaryWriter contents) {
    unsigned(contents.out.size());
    out.writeBytes(contents.bytes());
  }

  /** Unsigned LEB128 of 64 bits. */
  public void unsigned(long value) {
    long rest = value;
    while (Long.compareUnsigned(rest, 0x80) >= 0) {
      out.write(((int) rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  /** Signed LEB128 of 64 bits. */
  public void signed(long value) {
    long rest = value;
    while (rest < -0x40 || rest >= 0x40) {
      out.write(((int) rest & 0x7f) | 0x80);
      rest >>= 7;
    }
    out.write((int) rest & 0x7f);
  }

  /** So many bytes of a number, the lowest first. */
  public void littleEndian(long value, int size) {
    for (int i = 0; i < size; i++) {
      out.write((int) (value >>> (8 * i)));
    }
  }

  /** UTF-8 behind its size in bytes. */
  public void name(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    unsigned(bytes.length);
    out.writeBytes(bytes);
  }
}
