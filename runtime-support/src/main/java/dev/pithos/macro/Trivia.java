package dev.pithos.macro;

/**
 * What stands between tokens: white space, comments, a first line that starts with {@code #!}. Doc
 * comments are found here too; what they become is the {@link Lexer}'s.
 */
final class Trivia {
  private Trivia() {}

  /** Moves over white space and comments, up to a token, a doc comment or the end. */
  static void skip(Scanner in) {
    while (true) {
      int c = in.peek(0);
      if (isWhitespace(c)) {
        in.at++;
      } else if (c != '/' || isDocComment(in)) {
        return;
      } else if (in.peek(1) == '/') {
        in.at = lineEnd(in, in.at);
      } else if (in.peek(1) == '*') {
        in.at = blockEnd(in, "block comment");
      } else {
        return;
      }
    }
  }

  /** Where a {@code #!} line ends, or 0: {@code #!} before a {@code [} starts an attribute. */
  static int shebangEnd(Scanner in) {
    if (!in.text.startsWith("#!")) {
      return 0;
    }
    in.at = 2;
    int next;
    try {
      skip(in);
      next = in.peek(0);
    } catch (LexException unterminatedComment) {
      next = Scanner.END;
    }
    in.at = 0;
    return next == '[' ? 0 : lineEnd(in, 0);
  }

  /** Moves over the doc comment at the position and gives its text, without the marks. */
  static String docComment(Scanner in) {
    int start = in.at;
    boolean line = in.peek(1) == '/';
    String kind = line ? "doc-comment" : "block doc-comment";
    int end = line ? lineEnd(in, start) : blockEnd(in, kind);
    String text = in.text.substring(start + 3, line ? end : end - 2);
    int carriageReturn = text.indexOf('\r');
    if (carriageReturn >= 0) {
      throw in.error("bare CR not allowed in " + kind, start + 3 + carriageReturn);
    }
    in.at = end;
    return text;
  }

  private static boolean isDocComment(Scanner in) {
    int second = in.peek(1);
    int third = in.peek(2);
    if (second == '/') {
      return third == '!' || (third == '/' && in.peek(3) != '/');
    }
    return second == '*'
        && (third == '!' || (third == '*' && in.peek(3) != '*' && in.peek(3) != '/'));
  }

  private static int lineEnd(Scanner in, int start) {
    int end = in.text.indexOf('\n', start);
    return end < 0 ? in.text.length() : end;
  }

  private static int blockEnd(Scanner in, String kind) {
    String text = in.text;
    int depth = 0;
    for (int i = in.at; i + 1 < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '/' && text.charAt(i + 1) == '*') {
        depth++;
        i++;
      } else if (c == '*' && text.charAt(i + 1) == '/') {
        i++;
        if (--depth == 0) {
          return i + 1;
        }
      }
    }
    throw in.error("unterminated " + kind, in.at);
  }

  /** Unicode's Pattern_White_Space, which is fixed for all versions. */
  private static boolean isWhitespace(int c) {
    return switch (c) {
      case '\t', '\n', 0x0b, '\f', '\r', ' ', 0x85, 0x200e, 0x200f, 0x2028, 0x2029 -> true;
      default -> false;
    };
  }
}
