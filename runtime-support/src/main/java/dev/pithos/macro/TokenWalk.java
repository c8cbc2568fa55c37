package dev.pithos.macro;

import java.util.Arrays;

/**
 * Visits a stream's tokens depth first, with a stack of its own instead of the thread's: a macro
 * may nest groups a million deep.
 */
final class TokenWalk {
  private TokenStream[] streams = new TokenStream[16];
  private int[] positions = new int[16];
  private int depth;
  private Group[] groups = new Group[16];
  private Group closed;
  private int adjacency;

  TokenWalk(TokenStream stream) {
    streams[0] = stream;
  }

  /**
   * The next tree, a group before its contents; null where a group ends (see {@link #closed}) and
   * where the whole stream ends ({@code closed} is null then).
   */
  TokenTree next() {
    TokenStream stream = streams[depth];
    if (positions[depth] == stream.size()) {
      closed = depth == 0 ? null : groups[depth--];
      return null;
    }
    int position = positions[depth]++;
    TokenTree tree = stream.get(position);
    adjacency = stream.adjacency(position);
    if (tree instanceof Group group) {
      enter(group);
    }
    return tree;
  }

  /** The {@link TokenStream#adjacency} of the tree that the last {@link #next} gave. */
  int adjacency() {
    return adjacency;
  }

  /** The group that the last {@link #next} left, or null at the end of the whole stream. */
  Group closed() {
    return closed;
  }

  private void enter(Group group) {
    if (++depth == streams.length) {
      streams = Arrays.copyOf(streams, depth * 2);
      positions = Arrays.copyOf(positions, depth * 2);
      groups = Arrays.copyOf(groups, depth * 2);
    }
    streams[depth] = group.stream();
    positions[depth] = 0;
    groups[depth] = group;
  }
}
