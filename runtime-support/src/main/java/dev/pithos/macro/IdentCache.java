package dev.pithos.macro;

import dev.pithos.runtime.support.MemoryAccess;
import java.util.Arrays;

/**
 * Identifiers by their bytes: a macro writes the same few hundred names over and over. Two bounded
 * tables: short names start anew when there are too many, a longer one displaces another; what they
 * give depends on the bytes alone.
 */
final class IdentCache {
  private static final int SIZE = 1024;
  private static final int SLOT_SHIFT = Long.SIZE - Integer.numberOfTrailingZeros(SIZE);
  private static final long FACTOR = 0x9e37_79b9_7f4a_7c15L;
  private static final int LONGEST = 40;

  /** A short name is in one of so many places, however many a guest makes up for one of them. */
  static final int PLACES = 16;

  /** Short names are compared as their first and their last eight bytes. */
  private static final int SHORT = 2 * Long.BYTES;

  /** Longs of an entry: those bytes, and the length, which is 0 where there is no name. */
  private static final int ENTRY = 4;

  /** What a short name is compared with, close together in the processor's cache. */
  private final long[] entries = new long[ENTRY * SIZE];

  private final Ident[] shortIdents = new Ident[SIZE];
  private int shortCount;

  private final byte[][] keys = new byte[SIZE][];
  private final Ident[] idents = new Ident[SIZE];

  /**
   * The identifier of a range of bytes, at the call site.
   *
   * @throws IllegalArgumentException if it is none
   */
  Ident ident(byte[] bytes, int start, int length) {
    Ident ident = known(bytes, start, length);
    if (ident != null) {
      return ident;
    }
    if (isShort(bytes, start, length)) {
      return addShort(bytes, start, length);
    }
    return length <= LONGEST ? longIdent(bytes, start, length) : make(bytes, start, length);
  }

  /** An identifier of the call site, if its name is short and here already; null otherwise. */
  Ident known(byte[] bytes, int start, int length) {
    if (!isShort(bytes, start, length)) {
      return null;
    }
    int slot = place(first(bytes, start, length), last(bytes, start, length), length);
    return slot < 0 ? null : shortIdents[slot];
  }

  /** Where a short name is, or the empty place where it belongs; -1 if others have all of them. */
  private int place(long first, long last, int length) {
    int home = slot(first, last);
    for (int i = 0; i < PLACES; i++) {
      int slot = home + i & SIZE - 1;
      int at = ENTRY * slot;
      long present = entries[at + 2];
      boolean same = entries[at] == first && entries[at + 1] == last && present == length;
      if (same || present == 0) {
        return slot;
      }
    }
    return -1;
  }

  private static boolean isShort(byte[] bytes, int start, int length) {
    return length > 0 && length <= SHORT && start <= bytes.length - Long.BYTES;
  }

  /** The first eight bytes, or zeros where there are fewer. */
  private static long first(byte[] bytes, int start, int length) {
    long first = MemoryAccess.i64Load(start, bytes);
    return length < Long.BYTES ? first & (1L << (Byte.SIZE * length)) - 1 : first;
  }

  /** The last eight bytes; 0 where there are fewer. */
  private static long last(byte[] bytes, int start, int length) {
    return length < Long.BYTES ? 0 : MemoryAccess.i64Load(start + length - Long.BYTES, bytes);
  }

  /** The first of a short name's places. */
  static int slot(long first, long last) {
    long mixed = (first ^ last * 31) * FACTOR;
    mixed = (mixed ^ mixed >>> 32) * FACTOR; // once more: names that differ in a number are many
    return (int) (mixed >>> SLOT_SHIFT); // only the highest bits depend on every character
  }

  private Ident addShort(byte[] bytes, int start, int length) {
    if (shortCount == SIZE / 2) {
      Arrays.fill(entries, 0);
      Arrays.fill(shortIdents, null);
      shortCount = 0;
    }
    Ident ident = make(bytes, start, length);
    long first = first(bytes, start, length);
    long last = last(bytes, start, length);
    int place = place(first, last, length);
    int slot = place < 0 ? slot(first, last) : place; // in another's place if need be
    int at = ENTRY * slot;
    entries[at] = first;
    entries[at + 1] = last;
    entries[at + 2] = length;
    shortIdents[slot] = ident;
    shortCount++;
    return ident;
  }

  private Ident longIdent(byte[] bytes, int start, int length) {
    int hash = length;
    for (int i = start; i < start + length; i++) {
      hash = hash * 31 + bytes[i];
    }
    int slot = (hash ^ hash >>> 15) & SIZE - 1;
    if (!matches(keys[slot], bytes, start, length)) {
      idents[slot] = make(bytes, start, length);
      keys[slot] = Arrays.copyOfRange(bytes, start, start + length);
    }
    return idents[slot];
  }

  private static boolean matches(byte[] key, byte[] bytes, int start, int length) {
    return key != null && Arrays.equals(key, 0, key.length, bytes, start, start + length);
  }

  private static Ident make(byte[] bytes, int start, int length) {
    String text = Utf8.decode(bytes, start, length);
    if (text == null) {
      throw new IllegalArgumentException("an identifier's text is not UTF-8");
    }
    return Ident.of(text);
  }
}
