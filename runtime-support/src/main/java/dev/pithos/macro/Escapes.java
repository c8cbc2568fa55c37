package dev.pithos.macro;

/**
 * What may stand between a literal's quotes: checks it, gives the value it stands for, and writes
 * texts as string literals.
 */
final class Escapes {

  /** The kinds of quoted literal. */
  enum Mode {
    CHARACTER("character literal", "character constant"),
    BYTE("byte literal", "byte constant"),
    STRING("string", "string"),
    BYTE_STRING("byte string", "byte string"),
    C_STRING("C string", "C string");

    private final String noun;
    private final String constant;

    Mode(String noun, String constant) {
      this.noun = noun;
      this.constant = constant;
    }

    String noun() {
      return noun;
    }

    private boolean bytesOnly() {
      return this == BYTE || this == BYTE_STRING;
    }

    private boolean single() {
      return this == CHARACTER || this == BYTE;
    }
  }

  private Escapes() {}

  /** Checks the inside of a quoted string. */
  static void check(Scanner in, int start, int end, Mode mode) {
    int at = start;
    while (at < end) {
      at = element(in, at, end, mode);
    }
  }

  /** Checks that the inside of a character or byte literal is exactly one element. */
  static void checkCharacter(Scanner in, int start, int end, Mode mode) {
    if (start == end) {
      throw in.error("empty character literal", start);
    }
    if (element(in, start, end, mode) < end) {
      throw in.error("character literal may only contain one codepoint", start);
    }
  }

  /** Checks the inside of a raw string. */
  static void checkRaw(Scanner in, int start, int end, Mode mode) {
    for (int i = start; i < end; i++) {
      char c = in.text.charAt(i);
      if (c == '\r') {
        throw in.error("bare CR not allowed in raw string", i);
      }
      checkPlain(in, i, c, mode, "raw " + mode.noun);
    }
  }

  /** Checks the character or escape at an offset; the offset after it. */
  private static int element(Scanner in, int at, int end, Mode mode) {
    int c = in.text.codePointAt(at);
    if (c == '\\') {
      return escape(in, at, end, mode);
    }
    if (mode.single()) {
      if (c == '\n' || c == '\r' || c == '\t' || c == '\'') {
        throw in.error(mode.constant + " must be escaped: " + Identifiers.quote(c), at);
      }
    } else if (c == '\r') {
      throw in.error("bare CR not allowed in string, use `\\r` instead", at);
    }
    checkPlain(in, at, c, mode, mode.noun);
    return at + Character.charCount(c);
  }

  private static void checkPlain(Scanner in, int at, int c, Mode mode, String noun) {
    if (c >= 128 && mode.bytesOnly()) {
      throw in.error("non-ASCII character in " + noun, at);
    }
    if (c == 0 && mode == Mode.C_STRING) {
      throw nul(in, at);
    }
  }

  private static int escape(Scanner in, int at, int end, Mode mode) {
    int c = at + 1 < end ? in.text.codePointAt(at + 1) : Scanner.END;
    switch (c) {
      case 'n', 'r', 't', '\\', '\'', '"' -> {
        return at + 2;
      }
      case '0' -> {
        if (mode == Mode.C_STRING) {
          throw nul(in, at);
        }
        return at + 2;
      }
      case 'x' -> {
        return hexadecimalEscape(in, at, end, mode);
      }
      case 'u' -> {
        return unicodeEscape(in, at, end, mode);
      }
      case '\n' -> {
        if (!mode.single()) {
          return afterContinuation(in.text, at + 2, end);
        }
      }
      default -> {}
    }
    throw in.error("unknown character escape " + Identifiers.quote(c), at);
  }

  /** The offset of the first character of a string that goes on after a backslash and newline. */
  private static int afterContinuation(String text, int start, int end) {
    int at = start;
    while (at < end && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  private static int hexadecimalEscape(Scanner in, int at, int end, Mode mode) {
    int value = 0;
    for (int i = at + 2; i < at + 4; i++) {
      if (i >= end) {
        throw in.error("numeric character escape is too short", at);
      }
      char digit = in.text.charAt(i);
      if (!isHexadecimal(digit)) {
        throw in.error(
            "invalid character in numeric character escape: "
                + Identifiers.quote(in.text.codePointAt(i)),
            i);
      }
      value = value * 16 + Character.digit(digit, 16);
    }
    if (value > 0x7f && (mode == Mode.CHARACTER || mode == Mode.STRING)) {
      throw in.error("out of range hex escape: must be at most \\x7f", at);
    }
    if (value == 0 && mode == Mode.C_STRING) {
      throw nul(in, at);
    }
    return at + 4;
  }

  private static int unicodeEscape(Scanner in, int at, int end, Mode mode) {
    String text = in.text;
    if (at + 2 >= end || text.charAt(at + 2) != '{') {
      throw in.error("incorrect unicode escape sequence: expected `{` after `\\u`", at);
    }
    int close = text.indexOf('}', at + 3);
    if (close < 0 || close >= end) {
      for (int i = at + 3; i < end; i++) {
        unicodeDigit(in, i, at + 3);
      }
      throw in.error("unterminated unicode escape", at);
    }
    if (close == at + 3) {
      throw in.error("empty unicode escape", at);
    }
    int digits = 0;
    int value = 0;
    for (int i = at + 3; i < close; i++) {
      int digit = unicodeDigit(in, i, at + 3);
      if (digit >= 0) {
        digits++;
        value = digits <= 6 ? value * 16 + digit : value;
      }
    }
    if (digits > 6) {
      throw in.error("overlong unicode escape: at most 6 hex digits", at);
    }
    if (mode.bytesOnly()) {
      throw in.error("unicode escape in byte string", at);
    }
    if (value > Character.MAX_CODE_POINT || (value >= 0xd800 && value <= 0xdfff)) {
      throw in.error("invalid unicode character escape", at);
    }
    if (value == 0 && mode == Mode.C_STRING) {
      throw nul(in, at);
    }
    return close + 1;
  }

  /** The digit's value, or -1 for an underscore that is not the first character. */
  private static int unicodeDigit(Scanner in, int at, int first) {
    char c = in.text.charAt(at);
    if (c == '_' && at > first) {
      return -1;
    }
    if (c == '_') {
      throw in.error("invalid start of unicode escape: `_`", at);
    }
    if (!isHexadecimal(c)) {
      throw in.error(
          "invalid character in unicode escape: " + Identifiers.quote(in.text.codePointAt(at)), at);
    }
    return Character.digit(c, 16);
  }

  private static LexException nul(Scanner in, int at) {
    return in.error("null characters in C string literals are not supported", at);
  }

  static boolean isHexadecimal(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  /** The string literal that rustc makes of a doc comment: every character in its debug form. */
  static String debugString(String text) {
    StringBuilder literal = new StringBuilder(text.length() + 8).append('"');
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      appendDebug(literal, text.codePointAt(i));
    }
    return literal.append('"').toString();
  }

  private static void appendDebug(StringBuilder literal, int c) {
    switch (c) {
      case 0 -> literal.append("\\0");
      case '\t' -> literal.append("\\t");
      case '\r' -> literal.append("\\r");
      case '\n' -> literal.append("\\n");
      case '\'', '"', '\\' -> literal.append('\\').append((char) c);
      default -> {
        if (c < ' ' || c == 0x7f || (c > 0x7f && Unicode.isEscaped(c))) {
          literal.append("\\u{").append(Integer.toHexString(c)).append('}');
        } else {
          literal.appendCodePoint(c);
        }
      }
    }
  }
}
