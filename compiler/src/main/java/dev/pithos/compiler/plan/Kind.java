package dev.pithos.compiler.plan;

import dev.pithos.runtime.ValueType;
import java.util.List;

/**
 * What a value is in the JVM, as a letter: I int, J long, F float, D double, A reference, V a v128,
 * which is two longs, low half first. Letters, because lists of kinds are then strings.
 */
public final class Kind {
  private Kind() {}

  public static char of(ValueType type) {
    return switch (type.kind()) {
      case I32, I8, I16 -> 'I';
      case I64 -> 'J';
      case F32 -> 'F';
      case F64 -> 'D';
      case V128 -> 'V';
      default -> 'A';
    };
  }

  /** The kinds of several types. */
  public static String of(List<ValueType> types) {
    StringBuilder kinds = new StringBuilder(types.size());
    for (ValueType type : types) {
      kinds.append(of(type));
    }
    return kinds.toString();
  }

  /** How many operand stack slots or locals a value takes. */
  public static int slots(char kind) {
    return switch (kind) {
      case 'J', 'D' -> 2;
      case 'V' -> 4;
      default -> 1;
    };
  }

  public static int slots(String kinds) {
    int slots = 0;
    for (int i = 0; i < kinds.length(); i++) {
      slots += slots(kinds.charAt(i));
    }
    return slots;
  }

  /** How many positions of a ValueBuffer a value takes. */
  public static int positions(char kind) {
    return kind == 'V' ? 2 : 1;
  }

  public static int positions(String kinds) {
    int positions = 0;
    for (int i = 0; i < kinds.length(); i++) {
      positions += positions(kinds.charAt(i));
    }
    return positions;
  }

  /** The JVM descriptor of a value; two for a v128. */
  public static String descriptor(char kind) {
    return switch (kind) {
      case 'A' -> "Ljava/lang/Object;";
      case 'V' -> "JJ";
      default -> String.valueOf(kind);
    };
  }
}
