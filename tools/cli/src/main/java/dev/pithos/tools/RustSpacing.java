package dev.pithos.tools;

import dev.pithos.tools.RustPiece.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Where white space goes between the pieces of one line of Rust: {@code Vec<T>} but {@code a < b},
 * {@code &x} but {@code a & b}. It guesses from the neighbours, without a parser; a wrong guess
 * costs beauty, never meaning.
 */
final class RustSpacing {
  private static final Set<String> KEYWORDS =
      Set.of(
          "as",
          "async",
          "await",
          "break",
          "const",
          "continue",
          "dyn",
          "else",
          "enum",
          "extern",
          "for",
          "if",
          "impl",
          "in",
          "let",
          "loop",
          "match",
          "mod",
          "move",
          "mut",
          "pub",
          "ref",
          "return",
          "static",
          "struct",
          "trait",
          "type",
          "unsafe",
          "use",
          "where",
          "while",
          "yield");

  private static final Set<String> PREFIXES =
      Set.of("&", "&&", "*", "-", "!", "|", "..", "..=", "::");
  private static final Set<String> TIGHT_BEFORE = Set.of(",", ";", ".", "?", ":");
  private static final Set<String> TIGHT_AROUND = Set.of(".", "..", "..=", "::");
  private static final Set<String> TIGHT_AFTER = Set.of(".", "..", "..=", "::", "#", "$");

  private final List<RustPiece> pieces;
  private final boolean[] spaces;
  private final boolean[] separators;

  /** The open braces, innermost first: whether each is a list of a use, without white space. */
  private final Deque<Boolean> useLists = new ArrayDeque<>();

  /** The open generic brackets, innermost first: whether each declares, as in impl and for. */
  private final Deque<Boolean> angles = new ArrayDeque<>();

  private int index;
  private RustPiece left;
  private RustPiece piece;

  /** Whether an operand is due at {@link #index}: an operator there would be a prefix. */
  private boolean operandDue = true;

  /** Whether {@link #left} clings to what follows it: a prefix, an opening bracket. */
  private boolean clings;

  private boolean inClosureHead;

  private RustSpacing(List<RustPiece> pieces) {
    this.pieces = pieces;
    spaces = new boolean[pieces.size()];
    separators = new boolean[pieces.size()];
  }

  static RustSpacing of(List<RustPiece> pieces) {
    RustSpacing spacing = new RustSpacing(pieces);
    for (int i = 0; i < pieces.size(); i++) {
      spacing.visit(i);
    }
    return spacing;
  }

  /** Whether a space stands before the piece at an index, when it does not begin a line. */
  boolean before(int at) {
    return spaces[at];
  }

  /** Whether the comma at an index separates what its group lists, not generics or parameters. */
  boolean isSeparator(int at) {
    return separators[at];
  }

  private void visit(int at) {
    index = at;
    left = at == 0 ? null : pieces.get(at - 1);
    piece = pieces.get(at);
    RustPiece right = at + 1 == pieces.size() ? null : pieces.get(at + 1);
    if (left != null && !left.glued()) {
      spaces[at] = RustPiece.mustSeparate(left, piece, right) || wantsSpace();
    }
    separators[at] = piece.is(",") && angles.isEmpty() && !inClosureHead;
    advance();
  }

  private boolean wantsSpace() {
    if (clings) {
      return false;
    }
    return switch (piece.kind()) {
      case CLOSE -> piece.text().equals("}") && !left.isOpen("{") && !inUseList();
      case OPEN -> spaceBeforeOpen();
      case OPERATOR -> spaceBeforeOperator();
      case WORD, LITERAL, LIFETIME -> true;
    };
  }

  private boolean spaceBeforeOpen() {
    if (piece.text().equals("{")) {
      return true;
    }
    if (operandDue) {
      return !left.is("pub") && !left.is("fn");
    }
    return left.kind() == Kind.LIFETIME || left.isClose("}");
  }

  private boolean spaceBeforeOperator() {
    if (TIGHT_BEFORE.contains(piece.text()) || closesAngle()) {
      return false;
    }
    if (operandDue) {
      return !(piece.is("<") && (left.is("impl") || left.is("for")));
    }
    boolean closureEnd = piece.is("|") && inClosureHead;
    return !isMacroMark() && !closureEnd && !opensAngle() && !TIGHT_AROUND.contains(piece.text());
  }

  private boolean inUseList() {
    return !useLists.isEmpty() && useLists.peek();
  }

  /** Moves on: what the next piece needs to know of this one. */
  private void advance() {
    boolean operandNext = false;
    boolean clingsNext = false;
    switch (piece.kind()) {
      case OPEN -> {
        operandNext = true;
        clingsNext = open();
      }
      case CLOSE -> {
        if (piece.text().equals("}")) {
          useLists.poll();
        }
      }
      case WORD -> operandNext = KEYWORDS.contains(piece.text());
      case OPERATOR -> {
        boolean prefix = operandDue && PREFIXES.contains(piece.text());
        clingsNext = prefix || opensAngle() || TIGHT_AFTER.contains(piece.text());
        operandNext = noteOperator();
      }
      case LITERAL, LIFETIME -> {}
    }
    clings = clingsNext;
    operandDue = operandNext;
  }

  /** Notes an opening delimiter; says whether what follows clings to it. */
  private boolean open() {
    inClosureHead = false;
    if (!piece.text().equals("{")) {
      return true;
    }
    angles.clear();
    useLists.push(left != null && left.is("::"));
    return inUseList();
  }

  private boolean isMacroMark() {
    return piece.is("!") && left != null && left.kind() == Kind.WORD && !operandDue;
  }

  /** Notes an operator; says whether an operand is due after it. */
  private boolean noteOperator() {
    if (opensAngle()) {
      angles.push(left != null && (left.is("impl") || left.is("for")));
      return true;
    }
    if (closesAngle()) {
      boolean declares = angles.pop();
      if (piece.is(">>")) {
        angles.poll();
      }
      return declares;
    }
    if (piece.is("|") && (inClosureHead || operandDue)) {
      inClosureHead = !inClosureHead;
    } else if (piece.is(";")) {
      angles.clear();
    }
    return !piece.is("?") && !isMacroMark();
  }

  /** A generic's bracket follows a type's name, a path, a keyword such as impl, or nothing. */
  private boolean opensAngle() {
    if (!piece.is("<")) {
      return false;
    }
    if (operandDue || left == null) {
      return true;
    }
    boolean function = index > 1 && pieces.get(index - 2).is("fn");
    return left.kind() == Kind.WORD && (function || isTypeName(left.text()));
  }

  /** By Rust's habit: a capital first, after any underscores. */
  private static boolean isTypeName(String word) {
    String name = word.replaceFirst("^_*", "");
    return name.isEmpty() || Character.isUpperCase(name.codePointAt(0));
  }

  private boolean closesAngle() {
    return !angles.isEmpty() && (piece.is(">") || piece.is(">>"));
  }
}
