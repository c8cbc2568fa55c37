package dev.pithos.macro;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/**
 * A sequence of token trees: what a macro takes and what it gives back. Immutable, safe to share
 * between threads, and at ease with any depth of nesting (nothing here recurses).
 *
 * <p>{@code equals} ignores spans, {@link #equalsWithSpans} does not. {@link #toString} prints Rust
 * text that {@link #parse} reads back as an equal stream, for every stream that a parse gave. A
 * macro may build what no text stands for; its text then reads back as follows: a {@link
 * Delimiter#NONE} group's tokens lose their group, a negative literal becomes {@code -} and a
 * literal, a joint {@link Punct} before a token that is no punctuation becomes {@link
 * Spacing#ALONE} (save for the {@code '} of a lifetime), and {@code /} is kept apart from a
 * following {@code /} or {@code *}, since both would start a comment.
 */
public final class TokenStream implements Iterable<TokenTree> {
  /** {@link #adjacency}: in the text, the next token followed at once. */
  static final int FOLLOWED = 2;

  /** {@link #adjacency}: this {@code #} and what belongs to it were a doc comment, {@code //}. */
  static final int LINE_COMMENT = 4;

  /** {@link #adjacency}: this {@code #} and what belongs to it were a doc comment in stars. */
  static final int BLOCK_COMMENT = 8;

  /** {@link #adjacency}: in the text, a group's first token followed its delimiter at once. */
  static final int OPENING_FOLLOWED = 1;

  private static final TokenStream EMPTY = new TokenStream(new TokenTree[0], null);

  private final TokenTree[] trees;
  private final byte[] adjacency;

  private TokenStream(TokenTree[] trees, byte[] adjacency) {
    this.trees = trees;
    this.adjacency = adjacency;
  }

  /** The stream without tokens. */
  public static TokenStream empty() {
    return EMPTY;
  }

  /** A stream of the given trees. */
  public static TokenStream of(TokenTree... trees) {
    TokenTree[] copy = trees.clone();
    for (TokenTree tree : copy) {
      Objects.requireNonNull(tree, "tree");
    }
    return wrap(copy);
  }

  /** A stream of the given trees. */
  public static TokenStream of(List<? extends TokenTree> trees) {
    return of(trees.toArray(new TokenTree[0]));
  }

  /**
   * Lexes Rust text of edition 2021; every token's span is the call site.
   *
   * @throws LexException if the text is not made of Rust tokens
   */
  public static TokenStream parse(String text) {
    return Lexer.lex(text, Edition.RUST_2021);
  }

  /**
   * Lexes Rust text; every token's span is the call site.
   *
   * @throws LexException if the text is not made of Rust tokens
   */
  public static TokenStream parse(String text, Edition edition) {
    return Lexer.lex(text, edition);
  }

  /**
   * Lexes a source text; every token's span is its place in that text.
   *
   * @throws LexException if the text is not made of Rust tokens
   */
  public static TokenStream parse(SourceText source, Edition edition) {
    return Lexer.lex(source, edition);
  }

  /** A stream that owns the array: the caller must not touch it again. */
  static TokenStream wrap(TokenTree[] trees) {
    return wrap(trees, null);
  }

  /** The same for trees of a text, with the {@link #adjacency} of each, or null. */
  static TokenStream wrap(TokenTree[] trees, byte[] adjacency) {
    return trees.length == 0 ? EMPTY : new TokenStream(trees, adjacency);
  }

  /**
   * What the text looked like that the stream was lexed from, at the tree at a position: a sum of
   * {@link #FOLLOWED}, {@link #OPENING_FOLLOWED}, {@link #LINE_COMMENT}, {@link #BLOCK_COMMENT}.
   * Macros that print tokens see it; it belongs to the stream and not to the tree, since a tree
   * that is taken out has other neighbours.
   */
  int adjacency(int position) {
    return adjacency == null ? 0 : adjacency[position];
  }

  /** The number of trees; a group counts as one. */
  public int size() {
    return trees.length;
  }

  /** Whether there is no tree. */
  public boolean isEmpty() {
    return trees.length == 0;
  }

  /** The tree at a position from 0. */
  public TokenTree get(int position) {
    return trees[position];
  }

  /** The trees as an immutable list. */
  public List<TokenTree> trees() {
    return List.of(trees);
  }

  /** This stream's trees followed by another's. */
  public TokenStream concat(TokenStream other) {
    if (isEmpty() || other.isEmpty()) {
      return isEmpty() ? other : this;
    }
    TokenTree[] all = Arrays.copyOf(trees, trees.length + other.trees.length);
    System.arraycopy(other.trees, 0, all, trees.length, other.trees.length);
    return new TokenStream(all, null);
  }

  @Override
  public Iterator<TokenTree> iterator() {
    return new Iterator<>() {
      private int at;

      @Override
      public boolean hasNext() {
        return at < trees.length;
      }

      @Override
      public TokenTree next() {
        if (at >= trees.length) {
          throw new java.util.NoSuchElementException();
        }
        return trees[at++];
      }
    };
  }

  /** Whether both streams have equal tokens and every token's spans are equal too. */
  public boolean equalsWithSpans(TokenStream other) {
    return TokenComparison.equal(this, other, true);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof TokenStream stream && TokenComparison.equal(this, stream, false));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(trees);
  }

  /** Rust text on one line. */
  @Override
  public String toString() {
    return new TokenPrinter().print(this);
  }
}
