package dev.pithos.macro;

/** Compares two streams token by token, without recursion. */
final class TokenComparison {
  private TokenComparison() {}

  static boolean equal(TokenStream left, TokenStream right, boolean spans) {
    if (left.size() != right.size()) {
      return false;
    }
    TokenWalk lefts = new TokenWalk(left);
    TokenWalk rights = new TokenWalk(right);
    while (true) {
      TokenTree one = lefts.next();
      TokenTree other = rights.next();
      if (one == null || other == null) {
        boolean leftEnds = one == null && lefts.closed() == null;
        boolean rightEnds = other == null && rights.closed() == null;
        if (one != null || other != null || leftEnds || rightEnds) {
          return leftEnds && rightEnds;
        }
      } else if (!same(one, other) || (spans && !sameSpans(one, other))) {
        return false;
      }
    }
  }

  /** Equal tokens; of groups, the delimiter and length alone, since the walk enters both. */
  private static boolean same(TokenTree one, TokenTree other) {
    if (one instanceof Group left) {
      return other instanceof Group right
          && left.delimiter() == right.delimiter()
          && left.stream().size() == right.stream().size();
    }
    return one.equals(other);
  }

  private static boolean sameSpans(TokenTree one, TokenTree other) {
    if (one instanceof Group left && other instanceof Group right) {
      return left.span().equals(right.span())
          && left.spanOpen().equals(right.spanOpen())
          && left.spanClose().equals(right.spanClose());
    }
    return one.span().equals(other.span());
  }
}
