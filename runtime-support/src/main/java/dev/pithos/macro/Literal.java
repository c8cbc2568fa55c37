package dev.pithos.macro;

/**
 * A number, character, string, byte or byte string, with its suffix, by its exact text. A macro may
 * make numbers with a leading {@code -}, which no lexer gives.
 */
public final class Literal extends Leaf {

  /** The kinds of literal, by how they are written. */
  public enum Kind {
    /** {@code 1}, {@code 0xff}. */
    INTEGER,
    /** {@code 1.0}, {@code 1e3}; not {@code 1f32}, which is an integer with a suffix. */
    FLOAT,
    /** {@code 'a'}. */
    CHARACTER,
    /** {@code b'a'}. */
    BYTE,
    /** {@code "a"}. */
    STRING,
    /** {@code r"a"}. */
    RAW_STRING,
    /** {@code b"a"}. */
    BYTE_STRING,
    /** {@code br"a"}. */
    RAW_BYTE_STRING,
    /** {@code c"a"}. */
    C_STRING,
    /** {@code cr"a"}. */
    RAW_C_STRING
  }

  /**
   * A literal taken apart.
   *
   * @param kind how it is written
   * @param body a number's digits with sign and radix prefix, else what stands between the quotes,
   *     escapes as written
   * @param hashes the number of {@code #} on each side of a raw string
   * @param suffix {@code u8} of {@code 1u8}; empty if there is none
   */
  public record Parts(Kind kind, String body, int hashes, String suffix) {}

  private final String text;

  private Literal(String text, Span span) {
    super(span);
    this.text = text;
  }

  /**
   * A literal that the macro call stands for.
   *
   * @throws IllegalArgumentException if the text is not exactly one Rust literal
   */
  public static Literal of(String text) {
    return of(text, Span.callSite());
  }

  /**
   * A literal with a span.
   *
   * @throws IllegalArgumentException if the text is not exactly one Rust literal
   */
  public static Literal of(String text, Span span) {
    return new Literal(LiteralParts.checked(text), span);
  }

  /** The string literal for a text, with Rust's debug escapes. */
  public static Literal string(String text) {
    return new Literal(Escapes.debugString(text), Span.callSite());
  }

  /** A literal whose text is known to be one. */
  static Literal trusted(String text, Span span) {
    return new Literal(text, span);
  }

  /** The literal as written. */
  public String text() {
    return text;
  }

  /** The literal's kind, body and suffix; computed at each call. */
  public Parts parts() {
    return LiteralParts.of(text);
  }

  @Override
  public Literal withSpan(Span other) {
    return new Literal(text, other);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Literal literal && text.equals(literal.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
