package dev.pithos.macro;

/** The one-line form of tokens in test resources: i:ident p:punct l:literal and delimiters. */
final class TokenText {
  private TokenText() {}

  static String of(TokenStream stream) {
    StringBuilder out = new StringBuilder();
    TokenWalk walk = new TokenWalk(stream);
    while (true) {
      TokenTree tree = walk.next();
      if (tree == null && walk.closed() == null) {
        return out.toString().strip();
      } else if (tree == null) {
        out.append(close(walk.closed().delimiter())).append(' ');
      } else if (tree instanceof Group group) {
        out.append(open(group.delimiter())).append(' ');
      } else {
        out.append(leaf(tree)).append(' ');
      }
    }
  }

  private static String leaf(TokenTree tree) {
    if (tree instanceof Ident ident) {
      return "i:" + escape(ident.text());
    }
    if (tree instanceof Punct punct) {
      return "p:" + punct.character() + (punct.spacing() == Spacing.JOINT ? "&" : "");
    }
    return "l:" + escape(((Literal) tree).text());
  }

  private static String open(Delimiter delimiter) {
    return delimiter == Delimiter.NONE ? "<" : delimiter.open();
  }

  private static String close(Delimiter delimiter) {
    return delimiter == Delimiter.NONE ? ">" : delimiter.close();
  }

  static String escape(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '\\' -> out.append("\\\\");
                case ' ' -> out.append("\\s");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                  if (c < ' ' || c > '~') {
                    out.append("\\u{").append(Integer.toHexString(c)).append('}');
                  } else {
                    out.append((char) c);
                  }
                }
              }
            });
    return out.toString();
  }

  static String unescape(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      switch (text.charAt(++i)) {
        case 's' -> out.append(' ');
        case 'n' -> out.append('\n');
        case 'r' -> out.append('\r');
        case 't' -> out.append('\t');
        case 'u' -> {
          int end = text.indexOf('}', i);
          out.appendCodePoint(Integer.parseInt(text.substring(i + 2, end), 16));
          i = end;
        }
        default -> out.append('\\');
      }
    }
    return out.toString();
  }
}
