package dev.pithos.compiler;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A module with one function, exported as "f", one page of memory, globals of type i32 and a tag
 * without values, written byte by byte.
 */
final class FunctionBytes {
  static final int I32 = 0x7f;
  static final int I64 = 0x7e;
  static final int F32 = 0x7d;
  static final int F64 = 0x7c;
  static final int V128 = 0x7b;
  static final int FUNCREF = 0x70;
  static final int EMPTY = 0x40;

  /** The function's instructions. */
  final ByteArrayOutputStream code = new ByteArrayOutputStream();

  private final ByteArrayOutputStream locals = new ByteArrayOutputStream();
  private int localGroups;
  private final ByteArrayOutputStream types = new ByteArrayOutputStream();
  private int typeCount = 1;

  FunctionBytes(int[] parameters, int[] results) {
    type(parameters, results);
  }

  private void type(int[] parameters, int[] results) {
    types.write(0x60);
    values(parameters);
    values(results);
  }

  private void values(int[] list) {
    unsigned(types, list.length);
    for (int value : list) {
      types.write(value);
    }
  }

  /** Another type, for blocks; answers its index. */
  int blockType(int[] parameters, int[] results) {
    type(parameters, results);
    return typeCount++;
  }

  FunctionBytes locals(int count, int type) {
    unsigned(locals, count);
    locals.write(type);
    localGroups++;
    return this;
  }

  FunctionBytes op(int... bytes) {
    for (int each : bytes) {
      code.write(each);
    }
    return this;
  }

  /** An opcode and an index or another unsigned number. */
  FunctionBytes op1(int opcode, int operand) {
    code.write(opcode);
    unsigned(code, operand);
    return this;
  }

  FunctionBytes i32(int value) {
    return constant(0x41, value);
  }

  FunctionBytes constant(int opcode, long value) {
    code.write(opcode);
    long rest = value;
    while (rest < -64 || rest > 63) {
      code.write((int) (rest & 0x7f) | 0x80);
      rest >>= 7;
    }
    code.write((int) rest & 0x7f);
    return this;
  }

  FunctionBytes brTable(int... labels) {
    op1(0x0e, labels.length - 1);
    for (int label : labels) {
      unsigned(code, label);
    }
    return this;
  }

  byte[] toByteArray() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
    int tagType = blockType(new int[0], new int[0]);
    section(out, 1, typeCount, types.toByteArray());
    section(out, 3, 1, new byte[] {0});
    section(out, 5, 1, new byte[] {0, 1});
    ByteArrayOutputStream tag = new ByteArrayOutputStream();
    tag.write(0);
    unsigned(tag, tagType);
    section(out, 13, 1, tag.toByteArray());
    byte[] global = {I32, 1, 0x41, 0, 0x0b};
    section(out, 6, 2, List.of(global, global));
    ByteArrayOutputStream exports = new ByteArrayOutputStream();
    export(exports, "f", 0, 0);
    export(exports, "memory", 2, 0);
    export(exports, "g0", 3, 0);
    export(exports, "g1", 3, 1);
    section(out, 7, 4, exports.toByteArray());
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    unsigned(body, localGroups);
    body.writeBytes(locals.toByteArray());
    body.writeBytes(code.toByteArray());
    body.write(0x0b);
    ByteArrayOutputStream sized = new ByteArrayOutputStream();
    unsigned(sized, body.size());
    sized.writeBytes(body.toByteArray());
    section(out, 10, 1, sized.toByteArray());
    return out.toByteArray();
  }

  private static void export(ByteArrayOutputStream out, String name, int kind, int index) {
    out.write(name.length());
    out.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
    out.write(kind);
    out.write(index);
  }

  private static void section(ByteArrayOutputStream out, int id, int count, List<byte[]> entries) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    entries.forEach(all::writeBytes);
    section(out, id, count, all.toByteArray());
  }

  private static void section(ByteArrayOutputStream out, int id, int count, byte[] entries) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    unsigned(content, count);
    content.writeBytes(entries);
    out.write(id);
    unsigned(out, content.size());
    out.writeBytes(content.toByteArray());
  }

  private static void unsigned(ByteArrayOutputStream out, int value) {
    int rest = value;
    for (; rest >= 0x80; rest >>>= 7) {
      out.write((rest & 0x7f) | 0x80);
    }
    out.write(rest);
  }
}
