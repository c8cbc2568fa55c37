package dev.pithos.tools;

import dev.pithos.macro.TokenStream;
import dev.pithos.tools.RustPiece.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Prints tokens as Rust that a person can read: a statement a line, blocks indented. The text has
 * the tokens of the stream, operator for operator; it is not rustfmt's layout.
 */
final class RustPrinter {
  private static final int FLAT_BLOCK = 60;

  /** Deeper blocks are indented like this one: macros can nest a million deep. */
  private static final int DEEPEST = 40;

  private static final String INDENT = "    ";

  private final List<RustPiece> pieces;
  private final RustSpacing spacing;
  private final StringBuilder text = new StringBuilder();

  /** The open groups, innermost first: whether each is a block of lines. */
  private final Deque<Boolean> blocks = new ArrayDeque<>();

  /** Whether the last piece closed a block of lines. */
  private boolean endsBlock;

  private int indent;
  private boolean lineDue;

  private RustPrinter(List<RustPiece> pieces) {
    this.pieces = pieces;
    spacing = RustSpacing.of(pieces);
  }

  /** The text, ended by a line feed unless it is empty. */
  static String print(TokenStream stream) {
    RustPrinter printer = new RustPrinter(RustPiece.of(stream));
    for (int i = 0; i < printer.pieces.size(); i++) {
      printer.piece(i);
    }
    return printer.text.isEmpty() ? "" : printer.text.append('\n').toString();
  }

  private void piece(int index) {
    RustPiece piece = pieces.get(index);
    endsBlock = piece.kind() == Kind.CLOSE && blocks.pop();
    if (endsBlock) {
      indent--;
      lineDue = true;
    }
    if (lineDue && index > 0) {
      text.append('\n').append(INDENT.repeat(Math.min(indent, DEEPEST)));
    } else if (index > 0 && spacing.before(index)) {
      text.append(' ');
    }
    text.append(piece.text());
    lineDue = false;
    if (piece.kind() == Kind.OPEN) {
      open(index);
    } else if (inLines()) {
      lineDue = endsLine(index);
    }
  }

  private void open(int index) {
    boolean block = pieces.get(index).text().equals("{") && !isFlat(index);
    blocks.push(block);
    if (block) {
      indent++;
      lineDue = true;
    }
  }

  /** Whether the innermost open group, or the whole text, is a block of lines. */
  private boolean inLines() {
    return blocks.isEmpty() || blocks.peek();
  }

  /** A short group without statements or groups of lines stays on one line. */
  private boolean isFlat(int open) {
    int depth = 0;
    int width = 0;
    for (int i = open; i < pieces.size() && width <= FLAT_BLOCK; i++) {
      RustPiece piece = pieces.get(i);
      if (piece.kind() == Kind.CLOSE && --depth == 0) {
        return true;
      }
      if (piece.is(";") || (i > open && piece.isOpen("{"))) {
        return false;
      }
      if (piece.kind() == Kind.OPEN) {
        depth++;
      }
      width += piece.text().length() + 1;
    }
    return false;
  }

  private boolean endsLine(int index) {
    RustPiece piece = pieces.get(index);
    if (piece.glued() || index + 1 == pieces.size()) {
      return false;
    }
    if (piece.is(";")) {
      return true;
    }
    RustPiece next = pieces.get(index + 1);
    if (piece.is(",")) {
      return spacing.isSeparator(index) && !next.isOpen("{");
    }
    if (piece.isClose("}")) {
      return beginsLine(next);
    }
    return piece.isClose("]") && closesAttribute(index);
  }

  /** Whether a piece after a block is a new statement, not the rest of the block's own. */
  private boolean beginsLine(RustPiece next) {
    return switch (next.kind()) {
      case WORD -> !next.is("else") && !next.is("as") && (endsBlock || !next.is("if"));
      case LIFETIME -> true;
      case OPERATOR -> next.is("#") || next.is("::");
      case LITERAL, OPEN, CLOSE -> false;
    };
  }

  private boolean closesAttribute(int close) {
    int depth = 0;
    for (int i = close; i >= 0; i--) {
      Kind kind = pieces.get(i).kind();
      depth += kind == Kind.CLOSE ? 1 : kind == Kind.OPEN ? -1 : 0;
      if (depth == 0) {
        boolean inner = i > 1 && pieces.get(i - 1).is("!") && pieces.get(i - 2).is("#");
        return inner || (i > 0 && pieces.get(i - 1).is("#"));
      }
    }
    return false;
  }
}
