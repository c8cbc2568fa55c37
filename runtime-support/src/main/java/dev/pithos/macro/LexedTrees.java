package dev.pithos.macro;

import java.util.Arrays;

/** The trees of one delimited text while it is lexed, and how the text goes on after each. */
final class LexedTrees {
  private TokenTree[] trees = new TokenTree[8];
  private byte[] adjacency = new byte[8];
  private int size;
  private int end;
  private boolean openingFollowed;

  /** No trees yet; the text starts at an offset. */
  LexedTrees(int start) {
    end = start;
  }

  /** A token starts at an offset, whose trees are added next. */
  void starts(int offset) {
    if (offset == end) {
      if (size == 0) {
        openingFollowed = true;
      } else {
        mark(TokenStream.FOLLOWED);
      }
    }
  }

  /** The token's text ends at an offset. */
  void ends(int offset) {
    end = offset;
  }

  /** Adds the first tree of what was a doc comment. */
  void addComment(TokenTree tree, boolean line) {
    add(tree);
    mark(line ? TokenStream.LINE_COMMENT : TokenStream.BLOCK_COMMENT);
  }

  void add(TokenTree tree) {
    if (size == trees.length) {
      trees = Arrays.copyOf(trees, size * 2);
      adjacency = Arrays.copyOf(adjacency, size * 2);
    }
    trees[size++] = tree;
  }

  /** Adds a group whose tokens these are. */
  void add(Group group, LexedTrees inner) {
    add(group);
    if (inner.openingFollowed) {
      mark(TokenStream.OPENING_FOLLOWED);
    }
  }

  /** Says something of the last tree. */
  private void mark(int bit) {
    adjacency[size - 1] = (byte) (adjacency[size - 1] | bit);
  }

  TokenStream stream() {
    return TokenStream.wrap(Arrays.copyOf(trees, size), Arrays.copyOf(adjacency, size));
  }
}
