package dev.pithos.tools.server.analyzer;

import dev.pithos.macro.Literal;
import dev.pithos.macro.Literal.Kind;
import dev.pithos.macro.Literal.Parts;

/**
 * Literals as versions 5 and later send them: a kind, what stands between the quotes, a suffix. The
 * number of {@code #} of a raw string is in bits 8 to 15 of the kind.
 */
final class LiteralKinds {
  private static final int ERROR = 0;
  private static final Kind[] KINDS = {
    null,
    Kind.BYTE,
    Kind.CHARACTER,
    Kind.INTEGER,
    Kind.FLOAT,
    Kind.STRING,
    Kind.RAW_STRING,
    Kind.BYTE_STRING,
    Kind.RAW_BYTE_STRING,
    Kind.C_STRING,
    Kind.RAW_C_STRING
  };

  private LiteralKinds() {}

  /** The number that stands for a literal's kind. */
  static int number(Parts parts) {
    for (int i = 1; i < KINDS.length; i++) {
      if (KINDS[i] == parts.kind()) {
        return isRaw(parts.kind()) ? i | parts.hashes() << 8 : i;
      }
    }
    throw new IllegalStateException("a kind without a number: " + parts.kind());
  }

  /** The literal as it is written in Rust. */
  static String text(int number, String body, String suffix) throws BadRequest {
    int kind = number & 0xff;
    if (kind == ERROR) {
      throw new BadRequest("the input holds `" + body + "`, which is no valid literal");
    }
    if (kind >= KINDS.length || (number >>> 8 != 0 && !isRaw(KINDS[kind])) || number >>> 16 != 0) {
      throw new BadRequest("literal kind " + Integer.toUnsignedString(number) + " is not known");
    }
    String hashes = "#".repeat(number >>> 8);
    String quoted =
        switch (KINDS[kind]) {
          case INTEGER, FLOAT -> body;
          case BYTE -> "b'" + body + "'";
          case CHARACTER -> "'" + body + "'";
          case STRING -> "\"" + body + "\"";
          case RAW_STRING -> "r" + hashes + "\"" + body + "\"" + hashes;
          case BYTE_STRING -> "b\"" + body + "\"";
          case RAW_BYTE_STRING -> "br" + hashes + "\"" + body + "\"" + hashes;
          case C_STRING -> "c\"" + body + "\"";
          case RAW_C_STRING -> "cr" + hashes + "\"" + body + "\"" + hashes;
        };
    return quoted + suffix;
  }

  /** A literal without kind, as earlier versions send it. */
  static Literal whole(String text, dev.pithos.macro.Span span) throws BadRequest {
    try {
      return Literal.of(text, span);
    } catch (IllegalArgumentException e) {
      throw new BadRequest("the input holds " + e.getMessage(), e);
    }
  }

  private static boolean isRaw(Kind kind) {
    return kind == Kind.RAW_STRING || kind == Kind.RAW_BYTE_STRING || kind == Kind.RAW_C_STRING;
  }
}
