package dev.pithos.macro;

/**
 * Moves a {@link Scanner} over literals: numbers, characters, strings and their suffixes. What a
 * string's escapes must look like is {@link Escapes}'s.
 */
final class LiteralLexer {
  private static final int MAXIMUM_HASHES = 255;

  private final Scanner in;
  private final Edition edition;
  private int suffixStart;
  private boolean isFloat;

  LiteralLexer(Scanner in, Edition edition) {
    this.in = in;
    this.edition = edition;
  }

  /**
   * Moves over the number, string, byte or byte string at the position with its suffix; false, and
   * no move, if there is none. Characters are {@link #characterLiteral}'s, since they may be
   * lifetimes.
   */
  boolean literal() {
    int c = in.peek(0);
    if (c >= '0' && c <= '9') {
      number();
      suffix();
      return true;
    }
    boolean found =
        switch (c) {
          case '"' -> string(0, Escapes.Mode.STRING);
          case 'r' -> rawString(1, Escapes.Mode.STRING);
          case 'b' -> byteLiteral();
          case 'c' ->
              edition.atLeast(Edition.RUST_2021)
                  && (string(1, Escapes.Mode.C_STRING)
                      || (in.peek(1) == 'r' && rawString(2, Escapes.Mode.C_STRING)));
          default -> false;
        };
    if (found) {
      suffix();
    }
    return found;
  }

  /** Moves over the character literal at the position; false, and no move, at a lifetime. */
  boolean characterLiteral() {
    int first = in.codePoint(1);
    if (first == Scanner.END) {
      throw in.error("unterminated character literal", in.at);
    }
    int after = in.at + 1 + Character.charCount(first);
    boolean closes = after < in.text.length() && in.text.charAt(after) == '\'';
    if (!closes && (Identifiers.isStart(first) || (first >= '0' && first <= '9'))) {
      int start = in.at++;
      if (edition.atLeast(Edition.RUST_2021)
          && first == 'r'
          && in.peek(1) == '#'
          && Identifiers.isStart(in.codePoint(2))) {
        in.at += 2;
      }
      in.skipIdentifier();
      if (in.peek(0) == '\'') {
        throw in.error("character literal may only contain one codepoint", start);
      }
      in.at = start;
      return false;
    }
    quoted(0, Escapes.Mode.CHARACTER, "character literal");
    suffix();
    return true;
  }

  /** Where the suffix of the last literal starts; its end if it has none. */
  int suffixStart() {
    return suffixStart;
  }

  /** Whether the last number was a float; its suffix does not matter. */
  boolean isFloat() {
    return isFloat;
  }

  private boolean byteLiteral() {
    if (in.peek(1) == '\'') {
      quoted(1, Escapes.Mode.BYTE, "byte constant");
      return true;
    }
    return string(1, Escapes.Mode.BYTE_STRING)
        || (in.peek(1) == 'r' && rawString(2, Escapes.Mode.BYTE_STRING));
  }

  private void number() {
    int start = in.at;
    int radix = radix();
    if (radix != 10) {
      in.at += 2;
      boolean digits = radix == 16 ? hexadecimalDigits() : decimalDigits();
      if (!digits) {
        throw in.error("no valid digits found for number", start);
      }
    } else {
      decimalDigits();
    }
    int end = in.at;
    boolean fraction =
        in.peek(0) == '.' && in.peek(1) != '.' && !Identifiers.isStart(in.codePoint(1));
    if (fraction) {
      in.at++;
      if (isDigit(in.peek(0))) {
        decimalDigits();
        exponent();
      }
    }
    isFloat = fraction || exponent();
    if (radix != 10) {
      checkRadix(radix, start, end);
    }
  }

  private int radix() {
    if (in.peek(0) != '0') {
      return 10;
    }
    return switch (in.peek(1)) {
      case 'b' -> 2;
      case 'o' -> 8;
      case 'x' -> 16;
      default -> 10;
    };
  }

  private void checkRadix(int radix, int start, int end) {
    if (isFloat) {
      String name = radix == 2 ? "binary" : radix == 8 ? "octal" : "hexadecimal";
      throw in.error(name + " float literal is not supported", start);
    }
    for (int i = start + 2; i < end; i++) {
      char c = in.text.charAt(i);
      if (c != '_' && Character.digit(c, radix) < 0) {
        throw in.error("invalid digit for a base " + radix + " literal", i);
      }
    }
  }

  private boolean exponent() {
    if (in.peek(0) != 'e' && in.peek(0) != 'E') {
      return false;
    }
    int start = in.at++;
    if (in.peek(0) == '+' || in.peek(0) == '-') {
      in.at++;
    }
    if (!decimalDigits()) {
      throw in.error("expected at least one digit in exponent", start);
    }
    return true;
  }

  private boolean decimalDigits() {
    boolean any = false;
    while (isDigit(in.peek(0)) || in.peek(0) == '_') {
      any |= in.peek(0) != '_';
      in.at++;
    }
    return any;
  }

  private boolean hexadecimalDigits() {
    boolean any = false;
    while (Escapes.isHexadecimal(in.peek(0)) || in.peek(0) == '_') {
      any |= in.peek(0) != '_';
      in.at++;
    }
    return any;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** A character or byte between single quotes, after a prefix of some length. */
  private void quoted(int prefix, Escapes.Mode mode, String kind) {
    int start = in.at;
    int open = start + prefix + 1;
    int first = in.codePoint(prefix + 1);
    if (first == '\'' && in.peek(prefix + 2) != '\'') {
      throw in.error("empty character literal", start);
    }
    int end = first == Scanner.END ? -1 : quotedEnd(open, first);
    if (end < 0) {
      throw in.error("unterminated " + kind, start);
    }
    Escapes.checkCharacter(in, open, end, mode);
    in.at = end + 1;
  }

  /** The offset of the closing quote, or -1; a line's end or a comment's start ends the search. */
  private int quotedEnd(int open, int first) {
    String text = in.text;
    int second = open + Character.charCount(first);
    if (first != '\\' && second < text.length() && text.charAt(second) == '\'') {
      return second;
    }
    for (int i = open; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean ends = c == '\n' && (i + 1 >= text.length() || text.charAt(i + 1) != '\'');
      if (c == '\'') {
        return i;
      } else if (c == '/' || ends) {
        return -1;
      } else if (c == '\\') {
        i++;
      }
    }
    return -1;
  }

  private boolean string(int prefix, Escapes.Mode mode) {
    if (in.peek(prefix) != '"') {
      return false;
    }
    int open = in.at + prefix + 1;
    int end = open;
    while (end < in.text.length() && in.text.charAt(end) != '"') {
      end += in.text.charAt(end) == '\\' ? 2 : 1;
    }
    if (end >= in.text.length()) {
      throw in.error("unterminated double quote " + mode.noun(), in.at);
    }
    Escapes.check(in, open, end, mode);
    in.at = end + 1;
    return true;
  }

  private boolean rawString(int prefix, Escapes.Mode mode) {
    int hashes = 0;
    while (in.peek(prefix + hashes) == '#') {
      hashes++;
    }
    int next = in.codePoint(prefix + hashes);
    boolean plainRaw = mode == Escapes.Mode.STRING;
    if (hashes == 0 && next != '"') {
      return false;
    }
    if (plainRaw && hashes == 1 && Identifiers.isStart(next)) {
      return false;
    }
    if (next != '"') {
      String found = next == Scanner.END ? "the end of the text" : Identifiers.quote(next);
      throw in.error("only `#` is allowed in raw string delimitation, found " + found, in.at);
    }
    if (hashes > MAXIMUM_HASHES) {
      throw in.error(
          "too many `#` symbols: raw strings may be delimited by up to 255, found " + hashes,
          in.at);
    }
    int open = in.at + prefix + hashes + 1;
    String closing = "\"" + "#".repeat(hashes);
    int end = in.text.indexOf(closing, open);
    if (end < 0) {
      throw in.error("unterminated raw " + mode.noun(), in.at);
    }
    Escapes.checkRaw(in, open, end, mode);
    in.at = end + closing.length();
    return true;
  }

  private void suffix() {
    int start = in.at;
    suffixStart = start;
    if (Identifiers.isStart(in.codePoint(0))) {
      in.skipIdentifier();
      if (in.at == start + 1 && in.text.charAt(start) == '_') {
        throw in.error("underscore literal suffix is not allowed", start);
      }
    }
  }
}
