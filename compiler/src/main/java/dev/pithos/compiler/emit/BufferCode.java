package dev.pithos.compiler.emit;

import dev.pithos.compiler.plan.Kind;
import dev.pithos.compiler.plan.Signature;
import org.objectweb.asm.Opcodes;

/** Values between the operand stack and a ValueBuffer that a local holds. */
final class BufferCode {
  private static final String OBJECT = "Ljava/lang/Object;";

  private BufferCode() {}

  /** Makes a buffer with room for so many positions: [] -> []. */
  static void create(CodeWriter out, int local, int positions) {
    out.type(Opcodes.NEW, Signature.BUFFER);
    out.op(Opcodes.DUP);
    out.constant(positions);
    out.callSpecial(Signature.BUFFER, "<init>", "(I)V");
    out.store('A', local);
  }

  /**
   * Pushes the value at a position: [] -> [value].
   *
   * @param cast the class of a reference, or null for Object
   */
  static void get(CodeWriter out, int local, int position, char kind, String cast) {
    if (kind == 'V') {
      get(out, local, position, 'J', null);
      get(out, local, position + 1, 'J', null);
      return;
    }
    out.load('A', local);
    out.constant(position);
    switch (kind) {
      case 'I' -> out.callVirtual(Signature.BUFFER, "i32", "(I)I");
      case 'J' -> out.callVirtual(Signature.BUFFER, "i64", "(I)J");
      case 'F' -> out.callVirtual(Signature.BUFFER, "f32", "(I)F");
      case 'D' -> out.callVirtual(Signature.BUFFER, "f64", "(I)D");
      default -> {
        out.callVirtual(Signature.BUFFER, "reference", "(I)" + OBJECT);
        if (cast != null) {
          out.type(Opcodes.CHECKCAST, cast);
        }
      }
    }
  }

  /** Takes the value on top to a position: [value] -> []. */
  static void put(CodeWriter out, int local, int position, char kind) {
    if (kind == 'V') {
      put(out, local, position + 1, 'J');
      put(out, local, position, 'J');
      return;
    }
    out.load('A', local);
    out.constant(position);
    out.support("Calls", "put", "(" + Kind.descriptor(kind) + "L" + Signature.BUFFER + ";I)V");
  }

  /** Takes several values, the last on top, to positions from 0: [values] -> []. */
  static void putAll(CodeWriter out, int local, String kinds) {
    int position = Kind.positions(kinds);
    for (int i = kinds.length() - 1; i >= 0; i--) {
      position -= Kind.positions(kinds.charAt(i));
      put(out, local, position, kinds.charAt(i));
    }
  }

  /** Pushes several values from positions on: [] -> [values]. */
  static void getAll(CodeWriter out, int local, int position, String kinds) {
    int at = position;
    for (int i = 0; i < kinds.length(); i++) {
      get(out, local, at, kinds.charAt(i), null);
      at += Kind.positions(kinds.charAt(i));
    }
  }
}
