package dev.pithos.macro;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * A named source text that spans point into. Knows lines, columns and UTF-8 byte offsets; knows
 * nothing of tokens. Equal to itself alone: two files with one text are two files.
 */
public final class SourceText {
  private final String name;
  private final String text;
  private final Path path;
  private final boolean ascii;
  private int[] lineStarts;

  /** A text with the name that messages show, usually a file name. */
  public SourceText(String name, String text) {
    this(name, text, null);
  }

  /** The text of a file, named by its path. */
  public SourceText(Path path, String text) {
    this(path.toString(), text, path);
  }

  private SourceText(String name, String text, Path path) {
    this.name = Objects.requireNonNull(name, "name");
    this.text = Objects.requireNonNull(text, "text");
    this.path = path;
    this.ascii = isAscii(text);
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 128) {
        return false;
      }
    }
    return true;
  }

  /** The name that messages show. */
  public String name() {
    return name;
  }

  /** The file that the text is from, if it is from one. */
  public Optional<Path> path() {
    return Optional.ofNullable(path);
  }

  /** The whole text, exactly as given. */
  public String text() {
    return text;
  }

  /** The line, from 1, of a UTF-16 offset. */
  public int line(int offset) {
    int found = Arrays.binarySearch(lines(), offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** The column, from 1, in characters (Unicode scalar values), of a UTF-16 offset. */
  public int column(int offset) {
    return text.codePointCount(lines()[line(offset) - 1], offset) + 1;
  }

  /** The UTF-8 byte offset of a UTF-16 offset. */
  public int byteOffset(int offset) {
    if (ascii) {
      return offset;
    }
    int bytes = 0;
    for (int i = 0; i < offset; i++) {
      bytes += utf8Length(text, i);
    }
    return bytes;
  }

  /** The UTF-16 offset of a UTF-8 byte offset, or -1 if no character starts there. */
  int offsetOfByte(int byteOffset) {
    if (ascii) {
      return byteOffset >= 0 && byteOffset <= text.length() ? byteOffset : -1;
    }
    int bytes = 0;
    int offset = 0;
    while (bytes < byteOffset && offset < text.length()) {
      bytes += utf8Length(text, offset++);
    }
    if (offset < text.length() && Character.isLowSurrogate(text.charAt(offset))) {
      offset++;
    }
    return bytes == byteOffset ? offset : -1;
  }

  /** How many bytes of UTF-8 the unit at an index adds; a pair's four count for its first. */
  static int utf8Length(String text, int index) {
    char unit = text.charAt(index);
    if (unit < 0x80) {
      return 1;
    }
    if (unit < 0x800) {
      return 2;
    }
    return Character.isLowSurrogate(unit) ? 0 : Character.isHighSurrogate(unit) ? 4 : 3;
  }

  private int[] lines() {
    int[] starts = lineStarts;
    if (starts == null) {
      starts = new int[16];
      int count = 1;
      for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = at + 1;
      }
      starts = Arrays.copyOf(starts, count);
      lineStarts = starts;
    }
    return starts;
  }

  @Override
  public String toString() {
    return name;
  }
}
