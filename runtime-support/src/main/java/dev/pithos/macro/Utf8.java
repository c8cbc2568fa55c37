package dev.pithos.macro;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Strict UTF-8, fast for ASCII: tokens are ASCII nearly always. */
final class Utf8 {
  private Utf8() {}

  /** The text of a range of bytes, or null if it is not UTF-8. */
  static String decode(byte[] bytes, int start, int length) {
    for (int i = start; i < start + length; i++) {
      if (bytes[i] < 0) {
        return decodeAny(bytes, start, length);
      }
    }
    return new String(bytes, start, length, StandardCharsets.ISO_8859_1);
  }

  private static String decodeAny(byte[] bytes, int start, int length) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, start, length))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** The bytes of a well-formed text. */
  static byte[] encode(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
