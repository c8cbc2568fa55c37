package dev.pithos.benchmarks.cost;

import java.io.ByteArrayOutputStream;

/** A module with one function whose body is as large as one likes: arithmetic on eight locals. */
final class HugeBody {
  private static final int LOCALS = 8;

  private HugeBody() {}

  /** The module; its export {@code run} takes and answers an i32. */
  static byte[] module(int bodyBytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
    section(out, 1, new byte[] {1, 0x60, 1, 0x7f, 1, 0x7f});
    section(out, 3, new byte[] {1, 0});
    section(out, 7, new byte[] {1, 3, 'r', 'u', 'n', 0, 0});
    byte[] body = body(bodyBytes);
    ByteArrayOutputStream code = new ByteArrayOutputStream();
    code.write(1);
    unsigned(code, body.length);
    code.writeBytes(body);
    section(out, 10, code.toByteArray());
    return out.toByteArray();
  }

  private static byte[] body(int bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {1, LOCALS - 1, 0x7f});
    for (int i = 0; out.size() < bytes; i++) {
      statement(out, i);
    }
    for (int local = 0; local < LOCALS; local++) {
      out.writeBytes(new byte[] {0x20, (byte) local});
    }
    for (int local = 1; local < LOCALS; local++) {
      out.write(0x73); // i32.xor
    }
    out.write(0x0b);
    return out.toByteArray();
  }

  /** {@code a = (b OP constant) + c}, and sometimes only when a local is odd. */
  private static void statement(ByteArrayOutputStream out, int i) {
    byte[] operations = {0x6a, 0x6b, 0x6c, 0x71, 0x72, 0x73};
    boolean conditional = i % 7 == 3;
    if (conditional) {
      out.writeBytes(new byte[] {0x20, (byte) (i * 5 % LOCALS), 0x41, 1, 0x71, 0x04, 0x40});
    }
    out.writeBytes(new byte[] {0x20, (byte) (i * 3 % LOCALS), 0x41});
    unsigned(out, i & 0x3f);
    out.write(operations[i % operations.length]);
    out.writeBytes(new byte[] {0x20, (byte) ((i + 1) % LOCALS), 0x6a, 0x21, (byte) (i % LOCALS)});
    if (conditional) {
      out.write(0x0b);
    }
  }

  private static void section(ByteArrayOutputStream out, int id, byte[] content) {
    out.write(id);
    unsigned(out, content.length);
    out.writeBytes(content);
  }

  private static void unsigned(ByteArrayOutputStream out, int value) {
    int rest = value;
    while (rest >= 0x80) {
      out.write(rest | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }
}
