package dev.pithos.macro;

/** An identifier, a keyword, or {@code _}. */
public final class Ident extends Leaf {
  private final String text;

  private Ident(String text, Span span) {
    super(span);
    this.text = text;
  }

  /**
   * An identifier that the macro call stands for.
   *
   * @throws IllegalArgumentException if the text is no Rust identifier
   */
  public static Ident of(String text) {
    return of(text, Span.callSite());
  }

  /**
   * An identifier with a span. {@code $crate} counts as one, since rustc hands macros an identifier
   * of that text.
   *
   * @param text the identifier, with {@code r#} in front if it is raw; kept in Unicode's form NFC
   * @throws IllegalArgumentException if the text is no Rust identifier
   */
  public static Ident of(String text, Span span) {
    return new Ident(Identifiers.checked(text), span);
  }

  /** An identifier whose text is known to be one, in form NFC. */
  static Ident trusted(String text, Span span) {
    return new Ident(text, span);
  }

  /** The identifier, with {@code r#} in front if it is raw. */
  public String text() {
    return text;
  }

  /** Whether the identifier is written {@code r#name}. */
  public boolean isRaw() {
    return text.startsWith("r#");
  }

  /** The identifier without {@code r#}. */
  public String name() {
    return isRaw() ? text.substring(2) : text;
  }

  @Override
  public Ident withSpan(Span other) {
    return new Ident(text, other);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ident ident && text.equals(ident.text);
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
