package dev.pithos.macro;

/** A text is not made of Rust tokens. The message ends with the line and column. */
public final class LexException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int offset;
  private final int line;
  private final int column;

  LexException(String message, SourceText source, int offset) {
    super(message + " at " + place(source, offset));
    this.offset = offset;
    this.line = source.line(offset);
    this.column = source.column(offset);
  }

  /** How messages name a place: {@code name:line:column}, or in words when it has no name. */
  static String place(SourceText source, int offset) {
    int line = source.line(offset);
    int column = source.column(offset);
    return source.name().isEmpty()
        ? "line " + line + ", column " + column
        : source.name() + ":" + line + ":" + column;
  }

  /** The offset of the error in the text, in UTF-16 units. */
  public int offset() {
    return offset;
  }

  /** The line, from 1. */
  public int line() {
    return line;
  }

  /** The column, from 1, in characters. */
  public int column() {
    return column;
  }
}
