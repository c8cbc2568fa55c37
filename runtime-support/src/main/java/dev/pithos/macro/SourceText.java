package dev.pithos.macro;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * A named source text that spans point into. Knows lines, columns and UTF-8 byte offsets; knows
 * nothing of tokens. Equal to itself alone: two files with one text are two files.
 */
public final class SourceText {
  private final String name;
  private final String text;
  private int[] lineStarts;

  /** A text with the name that messages show, usually a file name. */
  public SourceText(String name, String text) {
    this.name = Objects.requireNonNull(name, "name");
    this.text = Objects.requireNonNull(text, "text");
  }

  /** The name that messages show. */
  public String name() {
    return name;
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
    return text.substring(0, offset).getBytes(StandardCharsets.UTF_8).length;
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
