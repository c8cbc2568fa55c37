package dev.pithos.macro;

import java.util.Objects;
import java.util.Optional;

/**
 * Where a token comes from and how its names resolve. Opaque to macros, which only copy spans from
 * token to token.
 *
 * <p>A host attaches what it likes: {@link #of(Object)} carries any value of the host's own through
 * an expansion and back (a handle, a record of several numbers), {@link #in} a range of a source
 * text, and {@link #of(Object, Location)} both. Equal spans have equal values and ranges.
 */
public final class Span {
  private static final Span CALL_SITE = new Span(Kind.CALL_SITE, null, null);
  private static final Span MIXED_SITE = new Span(Kind.MIXED_SITE, null, null);
  private static final Span DEF_SITE = new Span(Kind.DEF_SITE, null, null);

  /** Which of Rust's spans this is. */
  public enum Kind {
    /** The place of the macro call: names resolve there. */
    CALL_SITE,
    /** As a {@code macro_rules!} macro: local variables and labels resolve at the definition. */
    MIXED_SITE,
    /** The place of the macro's definition. */
    DEF_SITE,
    /** A place that the host knows. */
    HOST
  }

  /**
   * A range of a source text.
   *
   * @param source the text
   * @param start offset of the first character, in UTF-16 units of {@link SourceText#text}
   * @param end offset after the last character
   */
  public record Location(SourceText source, int start, int end) {

    /** Checks that the range lies inside the text. */
    public Location {
      Objects.checkFromToIndex(start, end, source.text().length());
    }

    /** The text that the range covers. */
    public String text() {
      return source.text().substring(start, end);
    }

    @Override
    public String toString() {
      return source.name() + ":" + source.line(start) + ":" + source.column(start);
    }
  }

  private final Kind kind;
  private final Object data;
  private final Location location;

  private Span(Kind kind, Object data, Location location) {
    this.kind = kind;
    this.data = data;
    this.location = location;
  }

  /** The macro call itself. */
  public static Span callSite() {
    return CALL_SITE;
  }

  /** The macro call, with {@code macro_rules!} hygiene. */
  public static Span mixedSite() {
    return MIXED_SITE;
  }

  /** The macro's definition. */
  public static Span defSite() {
    return DEF_SITE;
  }

  /** A span that carries a value of the host's. */
  public static Span of(Object data) {
    return of(data, null);
  }

  /** A span that carries a value of the host's (or null) and a location (or null). */
  public static Span of(Object data, Location location) {
    return new Span(Kind.HOST, data, location);
  }

  /** A range of a source text, in UTF-16 units. */
  public static Span in(SourceText source, int start, int end) {
    return new Span(Kind.HOST, null, new Location(source, start, end));
  }

  /** Which of Rust's spans this is. */
  public Kind kind() {
    return kind;
  }

  /** The host's value, or null. */
  public Object data() {
    return data;
  }

  /** The source range, where the host gave one. */
  public Optional<Location> location() {
    return Optional.ofNullable(location);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Span span
        && kind == span.kind
        && Objects.equals(data, span.data)
        && Objects.equals(location, span.location);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, data, location);
  }

  @Override
  public String toString() {
    if (kind != Kind.HOST) {
      return kind.name().toLowerCase(java.util.Locale.ROOT);
    }
    return location == null ? String.valueOf(data) : location.toString();
  }
}
