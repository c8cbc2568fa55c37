package dev.pithos.macro;

import java.util.Objects;

/**
 * A token stream between delimiters.
 *
 * @param delimiter what surrounds the tokens
 * @param stream the tokens inside
 * @param span the whole group
 * @param spanOpen the opening delimiter
 * @param spanClose the closing delimiter
 */
public record Group(
    Delimiter delimiter, TokenStream stream, Span span, Span spanOpen, Span spanClose)
    implements TokenTree {

  /** Checks that nothing is null. */
  public Group {
    Objects.requireNonNull(delimiter, "delimiter");
    Objects.requireNonNull(stream, "stream");
    Objects.requireNonNull(span, "span");
    Objects.requireNonNull(spanOpen, "spanOpen");
    Objects.requireNonNull(spanClose, "spanClose");
  }

  /** A group that the macro call stands for. */
  public static Group of(Delimiter delimiter, TokenStream stream) {
    return of(delimiter, stream, Span.callSite());
  }

  /** A group with one span for itself and both delimiters. */
  public static Group of(Delimiter delimiter, TokenStream stream, Span span) {
    return new Group(delimiter, stream, span, span, span);
  }

  @Override
  public Group withSpan(Span other) {
    return of(delimiter, stream, other);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Group group
        && delimiter == group.delimiter
        && stream.equals(group.stream);
  }

  /** Shallow on purpose: groups nest as deeply as a macro likes, and a hash need not. */
  @Override
  public int hashCode() {
    return delimiter.hashCode() * 31 + stream.size();
  }

  @Override
  public String toString() {
    return TokenStream.of(this).toString();
  }
}
