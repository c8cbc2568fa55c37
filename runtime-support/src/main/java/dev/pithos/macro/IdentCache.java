package dev.pithos.macro;

/**
 * Identifiers by their bytes: a macro writes the same few names over and over. A bounded table
 * where a new name displaces an old one; what it gives depends on the bytes alone.
 */
final class IdentCache {
  private static final int SIZE = 1024;
  private static final int LONGEST = 40;

  private final byte[][] keys = new byte[SIZE][];
  private final Ident[] idents = new Ident[SIZE];

  /**
   * The identifier of a range of bytes.
   *
   * @throws IllegalArgumentException if it is none
   */
  Ident ident(byte[] bytes, int start, int length, Span span) {
    if (length > LONGEST) {
      return make(bytes, start, length, span);
    }
    int hash = length;
    for (int i = start; i < start + length; i++) {
      hash = hash * 31 + bytes[i];
    }
    int slot = (hash ^ hash >>> 15) & SIZE - 1;
    if (!matches(keys[slot], bytes, start, length)) {
      idents[slot] = make(bytes, start, length, Span.callSite());
      keys[slot] = java.util.Arrays.copyOfRange(bytes, start, start + length);
    }
    Ident ident = idents[slot];
    return span.kind() == Span.Kind.CALL_SITE ? ident : ident.withSpan(span);
  }

  private static boolean matches(byte[] key, byte[] bytes, int start, int length) {
    return key != null && java.util.Arrays.equals(key, 0, key.length, bytes, start, start + length);
  }

  private static Ident make(byte[] bytes, int start, int length, Span span) {
    String text = Utf8.decode(bytes, start, length);
    if (text == null) {
      throw new IllegalArgumentException("an identifier's text is not UTF-8");
    }
    return Ident.of(text, span);
  }
}
