package dev.pithos.macro;

/**
 * Prints tokens as Rust text on one line. White space stands between any two tokens unless both are
 * known to stay what they are without it; see {@link TokenStream} for what cannot read back.
 */
final class TokenPrinter {
  private final StringBuilder out = new StringBuilder();
  private TokenTree previous;
  private boolean opened;

  String print(TokenStream stream) {
    TokenWalk walk = new TokenWalk(stream);
    while (true) {
      TokenTree tree = walk.next();
      if (tree != null) {
        print(tree);
      } else if (walk.closed() != null) {
        close(walk.closed());
      } else {
        return finished();
      }
    }
  }

  private String finished() {
    boolean shebang = out.indexOf("#!") == 0 && out.indexOf("#![") != 0;
    return shebang ? " " + out : out.toString();
  }

  private void print(TokenTree tree) {
    boolean hidden = tree instanceof Group group && group.delimiter() == Delimiter.NONE;
    if (hidden) {
      return;
    }
    if (spaceBefore(tree)) {
      out.append(' ');
    }
    opened = tree instanceof Group;
    out.append(tree instanceof Group group ? group.delimiter().open() : tree.toString());
    previous = tree;
  }

  private void close(Group group) {
    if (group.delimiter() == Delimiter.NONE) {
      return;
    }
    boolean empty = opened && previous == group;
    if (group.delimiter() == Delimiter.BRACE && !empty) {
      out.append(' ');
    }
    out.append(group.delimiter().close());
    previous = group;
    opened = false;
  }

  private boolean spaceBefore(TokenTree next) {
    if (previous == null) {
      return false;
    }
    if (opened) {
      return ((Group) previous).delimiter() == Delimiter.BRACE;
    }
    if (previous instanceof Punct punct) {
      return spaceAfter(punct, next);
    }
    if (next instanceof Punct punct) {
      return switch (punct.character()) {
        case ',', ';', ':', '?' -> false;
        case '.' -> previous instanceof Literal;
        case '!' -> punct.spacing() == Spacing.JOINT || !(previous instanceof Ident);
        default -> true;
      };
    }
    return !(next instanceof Group group
        && group.delimiter() != Delimiter.BRACE
        && previous instanceof Ident ident
        && !isLifetime(ident)
        && !isKeyword(ident.text()));
  }

  /** Whether the identifier was printed right after a quote. */
  private boolean isLifetime(Ident ident) {
    int quote = out.length() - ident.text().length() - 1;
    return quote >= 0 && out.charAt(quote) == '\'';
  }

  private boolean spaceAfter(Punct punct, TokenTree next) {
    if (next instanceof Punct other) {
      boolean comment =
          punct.character() == '/' && (other.character() == '/' || other.character() == '*');
      return punct.spacing() == Spacing.ALONE || comment || other.character() == '\'';
    }
    return switch (punct.character()) {
      case '\'' -> !(next instanceof Ident);
      case '#' -> !(next instanceof Group);
      case '!' -> false;
      case '$' -> !(next instanceof Ident);
      case '.' -> !(next instanceof Ident || next instanceof Literal);
      case ':' -> !(next instanceof Ident && endsPathSeparator());
      default -> true;
    };
  }

  private boolean endsPathSeparator() {
    int length = out.length();
    return length > 1 && out.charAt(length - 2) == ':';
  }

  /** Keywords that a parenthesis or bracket follows as an operand, not as arguments. */
  private static boolean isKeyword(String text) {
    return switch (text) {
      case "as",
          "break",
          "const",
          "dyn",
          "else",
          "for",
          "if",
          "impl",
          "in",
          "let",
          "loop",
          "match",
          "move",
          "mut",
          "ref",
          "return",
          "static",
          "unsafe",
          "where",
          "while",
          "yield" ->
          true;
      default -> false;
    };
  }
}
