package dev.pithos.macro;

import java.util.Objects;

/**
 * A token that is no group. A class, since to the JIT compiler an interface's variable may hold
 * anything: it would look into each token that is copied from array to array.
 */
abstract sealed class Leaf implements TokenTree permits Ident, Literal, Punct {
  private final Span span;

  Leaf(Span span) {
    this.span = Objects.requireNonNull(span, "span");
  }

  @Override
  public final Span span() {
    return span;
  }

  @Override
  public abstract Leaf withSpan(Span other);
}
