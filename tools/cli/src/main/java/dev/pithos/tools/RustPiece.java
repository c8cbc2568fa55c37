package dev.pithos.tools;

import dev.pithos.macro.Delimiter;
import dev.pithos.macro.Group;
import dev.pithos.macro.Ident;
import dev.pithos.macro.Literal;
import dev.pithos.macro.Punct;
import dev.pithos.macro.Spacing;
import dev.pithos.macro.TokenStream;
import dev.pithos.macro.TokenTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * A token as a reader of Rust sees it: {@code ->} is one operator, {@code 'a} one lifetime, and
 * groups are an opening and a closing piece in one flat list. Invisible groups leave no piece.
 *
 * @param kind what it is
 * @param text its text
 * @param glued whether the next piece follows without white space, as the tokens demand
 */
record RustPiece(Kind kind, String text, boolean glued) {
  enum Kind {
    WORD,
    LITERAL,
    LIFETIME,
    OPERATOR,
    OPEN,
    CLOSE
  }

  private static final Set<String> OPERATORS =
      Set.of(
          "==", "!=", "<=", ">=", "&&", "||", "<<", ">>", "+=", "-=", "*=", "/=", "%=", "^=", "&=",
          "|=", "->", "=>", "<-", "::", "..", "...", "..=", "<<=", ">>=");

  /** Two characters that would become one operator, or a comment, if nothing stood between. */
  private static final Set<String> PAIRS =
      Set.of(
          "==", "!=", "<=", ">=", "&&", "||", "<<", ">>", "+=", "-=", "*=", "/=", "%=", "^=", "&=",
          "|=", "->", "=>", "<-", "::", "..", ".=", "//", "/*");

  /** The pieces of a stream, outermost first, without recursion: macros nest as they like. */
  static List<RustPiece> of(TokenStream stream) {
    List<RustPiece> pieces = new ArrayList<>();
    Deque<Iterator<TokenTree>> open = new ArrayDeque<>();
    Deque<Delimiter> delimiters = new ArrayDeque<>();
    open.push(stream.iterator());
    StringBuilder joint = new StringBuilder();
    while (!open.isEmpty()) {
      if (!open.peek().hasNext()) {
        addOperators(pieces, joint, false);
        open.pop();
        if (!delimiters.isEmpty()) {
          addDelimiter(pieces, Kind.CLOSE, delimiters.pop().close());
        }
        continue;
      }
      TokenTree tree = open.peek().next();
      if (tree instanceof Punct punct) {
        joint.append(punct.character());
        if (punct.spacing() == Spacing.ALONE) {
          addOperators(pieces, joint, false);
        }
      } else if (tree instanceof Ident ident && joint.length() > 0) {
        addLifetimeOrWord(pieces, joint, ident.text());
      } else if (tree instanceof Ident ident) {
        pieces.add(new RustPiece(Kind.WORD, ident.text(), false));
      } else if (tree instanceof Literal literal) {
        addOperators(pieces, joint, true);
        pieces.add(new RustPiece(Kind.LITERAL, literal.toString(), false));
      } else if (tree instanceof Group group) {
        addOperators(pieces, joint, true);
        addDelimiter(pieces, Kind.OPEN, group.delimiter().open());
        open.push(group.stream().iterator());
        delimiters.push(group.delimiter());
      }
    }
    return pieces;
  }

  private static void addDelimiter(List<RustPiece> pieces, Kind kind, String text) {
    if (!text.isEmpty()) {
      pieces.add(new RustPiece(kind, text, false));
    }
  }

  private static void addLifetimeOrWord(List<RustPiece> pieces, StringBuilder joint, String word) {
    if (joint.charAt(joint.length() - 1) == '\'') {
      joint.setLength(joint.length() - 1);
      addOperators(pieces, joint, true);
      pieces.add(new RustPiece(Kind.LIFETIME, "'" + word, false));
    } else {
      addOperators(pieces, joint, true);
      pieces.add(new RustPiece(Kind.WORD, word, false));
    }
  }

  /** Cuts joint punctuation into operators, longest first, each glued to the next. */
  private static void addOperators(List<RustPiece> pieces, StringBuilder joint, boolean lastGlued) {
    int at = 0;
    while (at < joint.length()) {
      int length = Math.min(3, joint.length() - at);
      while (length > 1 && !OPERATORS.contains(joint.substring(at, at + length))) {
        length--;
      }
      boolean last = at + length == joint.length();
      pieces.add(
          new RustPiece(Kind.OPERATOR, joint.substring(at, at + length), !last || lastGlued));
      at += length;
    }
    joint.setLength(0);
  }

  boolean is(String other) {
    return kind != Kind.LITERAL && text.equals(other);
  }

  boolean isOpen(String delimiter) {
    return kind == Kind.OPEN && text.equals(delimiter);
  }

  boolean isClose(String delimiter) {
    return kind == Kind.CLOSE && text.equals(delimiter);
  }

  /** Whether white space must stand between two pieces, or they would read as something else. */
  static boolean mustSeparate(RustPiece left, RustPiece right, RustPiece after) {
    if (isTextual(left) && isTextual(right)) {
      return true;
    }
    if (left.kind == Kind.LITERAL && right.text.startsWith(".")) {
      return endsInDot(left) || (right.is(".") && (after == null || after.kind != Kind.WORD));
    }
    if (left.kind == Kind.WORD && right.is("#")) {
      return true;
    }
    if (left.is("#") && right.is("!")) {
      return after == null || !after.isOpen("["); // else a file could begin with #!, a shebang
    }
    boolean open = left.kind == Kind.OPERATOR && right.kind != Kind.OPEN;
    return open
        && PAIRS.contains("" + left.text.charAt(left.text.length() - 1) + right.text.charAt(0));
  }

  private static boolean isTextual(RustPiece piece) {
    return piece.kind == Kind.WORD || piece.kind == Kind.LITERAL || piece.kind == Kind.LIFETIME;
  }

  private static boolean endsInDot(RustPiece literal) {
    return literal.text.endsWith(".");
  }
}
