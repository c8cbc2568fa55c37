package dev.pithos.macro;

import java.util.Objects;
import java.util.Optional;

/**
 * Where a token comes from and how its names resolve. Macros copy spans from token to token, and
 * make new ones of them; what they can ask is answered from the locations that the host gave.
 *
 * <p>A host attaches what it likes: {@link #of(Object)} carries any value of the host's own through
 * an expansion and back (a handle, a record of several numbers), {@link #in} a range of a source
 * text, and {@link #of(Object, Location)} both. Equal spans have equal values, ranges and hygiene.
 */
public final class Span {
  private static final Span CALL_SITE = new Span(Kind.CALL_SITE, null, null, null);
  private static final Span MIXED_SITE = new Span(Kind.MIXED_SITE, null, null, null);
  private static final Span DEF_SITE = new Span(Kind.DEF_SITE, null, null, null);

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
  private final Span hygiene;

  private Span(Kind kind, Object data, Location location, Span hygiene) {
    this.kind = kind;
    this.data = data;
    this.location = location;
    this.hygiene = hygiene;
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
    return new Span(Kind.HOST, data, location, null);
  }

  /** A range of a source text, in UTF-16 units. */
  public static Span in(SourceText source, int start, int end) {
    return new Span(Kind.HOST, null, new Location(source, start, end), null);
  }

  /**
   * What a macro made of others: the place of one, there perhaps another range, and the hygiene of
   * another.
   *
   * @param location the range, or null for the place's own
   */
  static Span made(Span place, Location location, Span hygiene) {
    if (location == null && (place.equals(hygiene) || (place.isSite() && hygiene.isSite()))) {
      return hygiene;
    }
    Location range = location == null ? place.location : location;
    return new Span(Kind.HOST, place.data, range, place.equals(hygiene) ? null : hygiene);
  }

  private boolean isSite() {
    return kind == Kind.CALL_SITE || kind == Kind.MIXED_SITE;
  }

  /**
   * The span whose names resolve as this one's do: itself, unless a macro gave a place the hygiene
   * of another span ({@code resolved_at}, {@code located_at}). Such a span is of kind {@link
   * Kind#HOST} and has the data and the location of its place.
   */
  public Span hygiene() {
    return hygiene == null ? this : hygiene;
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
        && Objects.equals(location, span.location)
        && Objects.equals(hygiene, span.hygiene);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, data, location, hygiene);
  }

  @Override
  public String toString() {
    if (kind != Kind.HOST) {
      return kind.name().toLowerCase(java.util.Locale.ROOT);
    }
    return location == null ? String.valueOf(data) : location.toString();
  }
}
