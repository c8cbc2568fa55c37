package dev.pithos.macro;

/**
 * How much memory a guest's allocator has before an expansion starts: what one with so many tokens
 * is thought to need. With less the memory grows meanwhile, which copies it; of more, more has to
 * be put back afterwards. It follows from the tokens and the memory limit alone, so that an
 * expansion remains a function of what it is given.
 */
final class Reserve {
  /** The smallest of the sizes, of which there are two for each power of two. */
  private static final int LEAST = 1 << 17;

  private static final int MOST = 1 << 21;

  /** What real macros allocate at once for each token of their input, and besides. */
  private static final int FOR_TREE = 1280;

  private static final int FOR_ALL = 1 << 16;

  /** The part of the memory limit that may be reserved. */
  private static final int LIMIT_PARTS = 4;

  private Reserve() {}

  /**
   * The bytes for an expansion.
   *
   * @param args null unless the macro is an attribute
   */
  static int of(TokenStream args, TokenStream item, ExpansionOptions options) {
    int needed = FOR_ALL + (args == null ? 0 : needed(args)) + needed(item);
    long most = Math.min(MOST, options.memoryLimit() / LIMIT_PARTS);
    int size = LEAST;
    int next = size + size / 2;
    while (size < needed && next <= most) {
      size = next;
      next = Integer.bitCount(size) == 1 ? size + size / 2 : size / 3 * 4;
    }
    return size;
  }

  /** What a stream's tokens need; of a very long one, more than there is. */
  private static int needed(TokenStream stream) {
    TokenWalk walk = new TokenWalk(stream);
    int needed = 0;
    while (needed < MOST) {
      if (walk.next() != null) {
        needed += FOR_TREE;
      } else if (walk.closed() == null) {
        break;
      }
    }
    return needed;
  }
}
