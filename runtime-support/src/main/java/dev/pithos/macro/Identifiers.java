package dev.pithos.macro;

/** What may be an identifier, by rustc's rules; the lexer and {@link Ident} both ask here. */
final class Identifiers {
  private static final boolean[] START = new boolean[128];
  private static final boolean[] CONTINUE = new boolean[128];

  static {
    for (int c = 0; c < 128; c++) {
      boolean letter = c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      START[c] = letter;
      CONTINUE[c] = letter || (c >= '0' && c <= '9');
    }
  }

  private Identifiers() {}

  static boolean isStart(int codePoint) {
    return codePoint < 128
        ? codePoint >= 0 && START[codePoint]
        : Unicode.startsIdentifier(codePoint);
  }

  static boolean isContinue(int codePoint) {
    return codePoint < 128
        ? codePoint >= 0 && CONTINUE[codePoint]
        : Unicode.continuesIdentifier(codePoint);
  }

  /** The offset after the identifier characters that start at an offset. */
  static int end(String text, int offset) {
    int at = offset;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c < 128 ? !CONTINUE[c] : !Unicode.continuesIdentifier(text.codePointAt(at))) {
        break;
      }
      at += c < 128 ? 1 : Character.charCount(text.codePointAt(at));
    }
    return at;
  }

  /** The text in form NFC, as rustc keeps identifiers. */
  static String normalized(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 128) {
        return Unicode.normalized(text);
      }
    }
    return text;
  }

  /** Whether {@code r#name} is no identifier: these words are path segments or a pattern. */
  static boolean cannotBeRaw(String name) {
    return switch (name) {
      case "_", "crate", "self", "super", "Self" -> true;
      default -> false;
    };
  }

  /**
   * The text of an {@link Ident}, normalised. {@code $crate} passes, since rustc hands macros an
   * identifier of that text.
   *
   * @throws IllegalArgumentException if it is no identifier
   */
  static String checked(String text) {
    boolean raw = text.startsWith("r#");
    int start = raw ? 2 : 0;
    boolean valid =
        text.length() > start
            && isStart(text.codePointAt(start))
            && end(text, start) == text.length();
    if (!valid && !text.equals("$crate")) {
      throw new IllegalArgumentException(quote(text) + " is not a valid identifier");
    }
    if (raw && cannotBeRaw(text.substring(2))) {
      throw new IllegalArgumentException(quote(text.substring(2)) + " cannot be a raw identifier");
    }
    return normalized(text);
  }

  /** The text between back quotes, with characters that cannot be read as escapes. */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder("`");
    for (int i = 0, shown = 0; i < text.length() && shown < 80; shown++) {
      int character = text.codePointAt(i);
      quoted.append(visible(character));
      i += Character.charCount(character);
    }
    return quoted.append(text.length() > 80 ? "...`" : "`").toString();
  }

  static String quote(int codePoint) {
    return "`" + visible(codePoint) + "`";
  }

  /** The character itself when it can be read, else its Rust escape. */
  static String visible(int codePoint) {
    return switch (codePoint) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default ->
          codePoint < ' ' || codePoint == 0x7f || (codePoint > 0x7f && Unicode.isEscaped(codePoint))
              ? "\\u{" + Integer.toHexString(codePoint) + "}"
              : Character.toString(codePoint);
    };
  }
}
