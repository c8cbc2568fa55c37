package dev.pithos.macro;

import dev.pithos.macro.Literal.Kind;
import dev.pithos.macro.Literal.Parts;

/** Takes one literal's text apart, and so decides whether a text is a literal. */
final class LiteralParts {
  private LiteralParts() {}

  /**
   * The text as a token keeps it.
   *
   * @throws IllegalArgumentException if it is not exactly one literal
   */
  static String checked(String text) {
    return scan(text, negative(text)).text();
  }

  static Parts of(String text) {
    boolean negative = negative(text);
    Scanned scanned = scan(text, negative);
    String sign = negative ? "-" : "";
    String whole = scanned.text.substring(sign.length());
    int suffixStart = scanned.suffixStart - sign.length();
    String suffix = whole.substring(suffixStart);
    String plain = whole.substring(0, suffixStart);
    char first = plain.charAt(0);
    if (first >= '0' && first <= '9') {
      return new Parts(scanned.isFloat ? Kind.FLOAT : Kind.INTEGER, sign + plain, 0, suffix);
    }
    int quote = 0;
    while (plain.charAt(quote) != '"' && plain.charAt(quote) != '\'') {
      quote++;
    }
    int hashes = plain.length() - 1 - plain.lastIndexOf(plain.charAt(quote));
    String body = plain.substring(quote + 1, plain.length() - hashes - 1);
    return new Parts(
        kind(plain.substring(0, quote - hashes), plain.charAt(quote)), body, hashes, suffix);
  }

  private static Kind kind(String prefix, char quote) {
    return switch (prefix) {
      case "" -> quote == '"' ? Kind.STRING : Kind.CHARACTER;
      case "r" -> Kind.RAW_STRING;
      case "b" -> quote == '"' ? Kind.BYTE_STRING : Kind.BYTE;
      case "br" -> Kind.RAW_BYTE_STRING;
      case "c" -> Kind.C_STRING;
      default -> Kind.RAW_C_STRING;
    };
  }

  private record Scanned(String text, int suffixStart, boolean isFloat) {}

  private static boolean negative(String text) {
    return text.length() > 1
        && text.charAt(0) == '-'
        && text.charAt(1) >= '0'
        && text.charAt(1) <= '9';
  }

  private static Scanned scan(String text, boolean negative) {
    try {
      Scanner in = new Scanner(new SourceText("", text));
      LiteralLexer literals = new LiteralLexer(in, Edition.RUST_2021);
      in.at = negative ? 1 : 0;
      boolean found = in.peek(0) == '\'' ? literals.characterLiteral() : literals.literal();
      if (found && in.at == in.text.length()) {
        return new Scanned(in.text, literals.suffixStart(), literals.isFloat());
      }
    } catch (LexException e) {
      throw new IllegalArgumentException(
          Identifiers.quote(text) + " is not a valid literal: " + e.getMessage(), e);
    }
    throw new IllegalArgumentException(Identifiers.quote(text) + " is not a valid literal");
  }
}
