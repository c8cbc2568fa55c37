package dev.pithos.macro;

import dev.pithos.runtime.support.MemoryAccess;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A guest's memory, in which tokens lie as the guest crate has them. */
final class TokenMemory {
  static final int CALL_SITE = -1;
  static final int MIXED_SITE = -2;
  static final int THREE_SPANS = 0xffff_fffc;

  private static final int COUNT_AT = 0;
  private static final int SPANS_AT = 4;
  private static final int TOKENS_AT = 12;

  private byte[] bytes = new byte[1 << 12];
  private int top = 64;
  private int numbers = 1;

  /** All of it. */
  byte[] bytes() {
    return Arrays.copyOf(bytes, top);
  }

  /** Words at an address of their own. */
  int words(int... words) {
    int address = allocate(4 * words.length);
    for (int i = 0; i < words.length; i++) {
      MemoryAccess.i32Store(address + 4 * i, words[i], bytes);
    }
    return address;
  }

  void set(int address, int word) {
    MemoryAccess.i32Store(address, word, bytes);
  }

  /** A symbol with the next number. */
  int symbol(String text) {
    return symbol(text, numbers++);
  }

  int symbol(String text, int number) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    int address = words(utf8.length, 0, 1, number);
    int place = allocate(utf8.length);
    System.arraycopy(utf8, 0, bytes, place, utf8.length);
    top = (top + 3) & -4;
    return address;
  }

  static int[] ident(int symbol, int span) {
    return new int[] {1, symbol, span};
  }

  static int[] punct(char character, Spacing spacing, int span) {
    int unused = 0xab_cd_0000;
    return new int[] {2, character | (spacing == Spacing.ALONE ? 1 : 0) << 8 | unused, span};
  }

  static int[] literal(int symbol, int span) {
    return new int[] {3, symbol, span};
  }

  static int[] hostLiteral(int handle, int span) {
    return new int[] {3, 2 * handle + 1, span};
  }

  /** A group of a stream, 0 for an empty one; the delimiters are ( { [ and none. */
  static int[] group(int delimiter, int stream, int span) {
    return new int[] {0, stream | delimiter, span};
  }

  int stream(int[]... tokens) {
    return streamOfGroup(0, tokens);
  }

  /** A stream that has three spans, those at an address. */
  int streamOfGroup(int spans, int[]... tokens) {
    int first = allocate(0);
    for (int[] token : tokens) {
      int unused = words(token);
    }
    return words(tokens.length, spans, 0xdead, first);
  }

  /** Reads a stream that these reports come before. */
  TokenStream read(GuestTokens reader, ByteWriter reports, int stream, ExpansionHost host) {
    for (int word : new int[] {numbers, TOKENS_AT, COUNT_AT, SPANS_AT, stream}) {
      reports.u32(word);
    }
    byte[] said = reports.bytes();
    byte[] memory = Arrays.copyOf(bytes(), top + said.length);
    System.arraycopy(said, 0, memory, top, said.length);
    return reader.read(memory, top, said.length, host);
  }

  /** Reads a stream without reports. */
  TokenStream read(GuestTokens reader, int stream) {
    ByteWriter reports = new ByteWriter();
    for (int list = 0; list < 4; list++) {
      reports.u32(0);
    }
    return read(reader, reports, stream, ExpansionHost.NONE);
  }

  private int allocate(int size) {
    int address = top;
    top += size;
    if (top > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, top));
    }
    return address;
  }
}
