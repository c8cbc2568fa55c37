package dev.pithos.tools.server.analyzer;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads lines of bytes. A line that is too long is read to its end and told, not kept. */
final class LineReader {
  /** The longest line in bytes: what a client sends for a whole source file is a hundredth. */
  static final int LONGEST = 64 << 20;

  private static final int KEPT = 1 << 20;

  private final InputStream in;
  private final byte[] chunk = new byte[1 << 16];
  private int at;
  private int end;
  private byte[] line = new byte[1 << 12];
  private int length;
  private boolean tooLong;

  LineReader(InputStream in) {
    this.in = in;
  }

  /** Reads the next line; false at the end of the input. */
  boolean next() throws IOException {
    length = 0;
    tooLong = false;
    if (line.length > KEPT) {
      line = new byte[1 << 12];
    }
    while (true) {
      if (at == end) {
        at = 0;
        end = in.read(chunk);
        if (end < 0) {
          end = 0;
          return length > 0;
        }
      }
      int newline = at;
      while (newline < end && chunk[newline] != '\n') {
        newline++;
      }
      append(newline - at);
      if (newline < end) {
        at = newline + 1;
        return true;
      }
      at = end;
    }
  }

  private void append(int count) {
    if (tooLong || count > LONGEST - length) {
      tooLong = true;
      return;
    }
    if (line.length - length < count) {
      line = Arrays.copyOf(line, Math.max(line.length * 2, length + count));
    }
    System.arraycopy(chunk, at, line, length, count);
    length += count;
  }

  /** The line's bytes, the first {@link #length} of this array, until the next is read. */
  byte[] line() {
    return line;
  }

  int length() {
    return length;
  }

  /** Whether the line was longer than {@link #LONGEST}; then its bytes are only its beginning. */
  boolean isTooLong() {
    return tooLong;
  }
}
