package dev.pithos.macro;

import java.util.Arrays;

/**
 * A position in a text that is being lexed, and how to say that something is wrong there. As rustc
 * does, it drops one leading byte order mark and reads CRLF as LF.
 */
final class Scanner {
  /** What {@link #peek} gives after the end. */
  static final int END = -1;

  private final SourceText source;
  private final int[] removed;

  /** The text without its byte order mark and with every CRLF as LF. */
  final String text;

  /** The next character to read. */
  int at;

  Scanner(SourceText source) {
    this.source = source;
    String given = source.text();
    int mark = given.startsWith("\ufeff") ? 1 : 0;
    int crlf = given.indexOf("\r\n");
    if (mark == 0 && crlf < 0) {
      text = given;
      removed = null;
    } else {
      int[] offsets = new int[16];
      int count = 0;
      StringBuilder kept = new StringBuilder(given.length());
      for (int i = 0; i < given.length(); i++) {
        char c = given.charAt(i);
        boolean drop =
            (i == 0 && mark == 1)
                || (c == '\r' && i + 1 < given.length() && given.charAt(i + 1) == '\n');
        if (drop) {
          if (count == offsets.length) {
            offsets = Arrays.copyOf(offsets, count * 2);
          }
          offsets[count] = i - count;
          count++;
        } else {
          kept.append(c);
        }
      }
      text = kept.toString();
      removed = Arrays.copyOf(offsets, count);
    }
    checkSurrogates();
  }

  /** The character at a distance from the position, or {@link #END}. */
  int peek(int distance) {
    int index = at + distance;
    return index < text.length() ? text.charAt(index) : END;
  }

  /** The code point at a distance (in UTF-16 units) from the position, or {@link #END}. */
  int codePoint(int distance) {
    int index = at + distance;
    if (index >= text.length()) {
      return END;
    }
    char c = text.charAt(index);
    return c < Character.MIN_SURROGATE ? c : text.codePointAt(index);
  }

  /** Moves after all identifier characters at the position. */
  void skipIdentifier() {
    at = Identifiers.end(text, at);
  }

  /** The offset in the text as given of an offset in {@link #text}. */
  int given(int offset) {
    if (removed == null) {
      return offset;
    }
    int low = 0;
    int high = removed.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (removed[middle] <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return offset + low;
  }

  Span span(int start, int end) {
    return Span.in(source, given(start), end == start ? given(end) : given(end - 1) + 1);
  }

  LexException error(String message, int offset) {
    return new LexException(message, source, given(offset));
  }

  /** How a message names another place. */
  String place(int offset) {
    return LexException.place(source, given(offset));
  }

  private void checkSurrogates() {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (Character.charCount(text.codePointAt(i)) == 1) {
          throw error("half a surrogate pair, U+" + Integer.toHexString(c) + ",", i);
        }
        i++;
      }
    }
  }
}
