package dev.pithos.tools.server.analyzer;

import java.util.List;

/**
 * A token tree as the protocol sends it: arrays of u32, whose entries have as many numbers as the
 * version says.
 *
 * @param subtree groups, the outermost first
 * @param literal literals
 * @param punct punctuation: span, character, spacing
 * @param ident identifiers
 * @param tokenTree the children of all groups: index and sort of each
 * @param text the texts that leaves refer to
 */
@SuppressWarnings("ArrayRecordComponent") // made once a request, written by nobody afterwards
record FlatTree(
    int[] subtree, int[] literal, int[] punct, int[] ident, int[] tokenTree, List<String> text) {

  static final int SUBTREE = 0;
  static final int LITERAL = 1;
  static final int PUNCT = 2;
  static final int IDENT = 3;

  /** The numbers that an entry has in a version of the protocol. */
  record Shape(int version) {
    static final int CLOSE_SPANS = 2;
    static final int EXTENDED_LEAVES = 5;

    boolean closeSpans() {
      return version >= CLOSE_SPANS;
    }

    boolean extendedLeaves() {
      return version >= EXTENDED_LEAVES;
    }

    int subtree() {
      return closeSpans() ? 5 : 4;
    }

    int literal() {
      return extendedLeaves() ? 4 : 2;
    }

    int ident() {
      return extendedLeaves() ? 3 : 2;
    }

    static int punct() {
      return 3;
    }
  }
}
