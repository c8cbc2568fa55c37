package dev.pithos.macro;

/**
 * One token, or a delimited group of them. Immutable.
 *
 * <p>{@code equals} compares text, spacing and delimiters and ignores spans, since two texts that
 * read the same are the same macro input; {@link TokenStream#equalsWithSpans} compares spans too.
 */
public sealed interface TokenTree permits Group, Leaf {

  /** Where the token comes from; for a group, from its opening to its closing delimiter. */
  Span span();

  /** The same token with another span. */
  TokenTree withSpan(Span span);
}
