package dev.pithos.macro;

import dev.pithos.runtime.support.MemoryAccess;

/**
 * Little-endian numbers and texts in a range of a guest's memory. Trusts nothing: every fault says
 * where in the range it is.
 */
final class ByteReader {
  private byte[] memory;
  private int start;
  private int at;
  private int end;

  /** Starts to read a range, which the caller has checked to lie in memory. */
  void reset(byte[] bytes, int address, int length) {
    memory = bytes;
    start = address;
    at = address;
    end = address + length;
  }

  /** Drops the reference to the memory. */
  void release() {
    memory = null;
  }

  byte[] memory() {
    return memory;
  }

  /** The index in memory of the next byte. */
  int at() {
    return at;
  }

  /** Goes on at an index in memory, which is inside the range. */
  void moveTo(int index) {
    at = index;
  }

  /** How many bytes are left. */
  int left() {
    return end - at;
  }

  int u8() {
    return u8At(fields(1));
  }

  int u32() {
    return u32At(fields(4));
  }

  /** Moves over fields of so many bytes in all, one check for them, and gives their index. */
  int fields(int bytes) {
    if (end - at < bytes) {
      throw fault("the bytes end inside a token", end);
    }
    int offset = at;
    at += bytes;
    return offset;
  }

  /** A byte of fields that {@link #fields} has checked. */
  int u8At(int index) {
    return memory[index] & 0xff;
  }

  /** A number of fields that {@link #fields} has checked. */
  int u32At(int index) {
    return MemoryAccess.i32Load(index, memory);
  }

  /** Moves over a text of a length and gives its index in memory. */
  int range(int length) {
    if (length < 0 || length > end - at) {
      throw fault(
          "a text of " + Integer.toUnsignedString(length) + " bytes, " + (end - at) + " are left",
          at - 4);
    }
    int offset = at;
    at += length;
    return offset;
  }

  /** A text with its length before it. */
  String text(String what) {
    int length = u32();
    int offset = range(length);
    String text = Utf8.decode(memory, offset, length);
    if (text == null) {
      throw fault(what + " is not UTF-8", offset);
    }
    return text;
  }

  /** The number of elements of a list, each of which has at least so many bytes. */
  int count(int elementBytes) {
    int offset = at;
    int count = u32();
    if (count < 0 || count > left() / elementBytes) {
      throw fault(
          "a list of " + Integer.toUnsignedString(count) + ", " + left() + " bytes are left",
          offset);
    }
    return count;
  }

  /** A fault at an index in memory. */
  GuestFault fault(String detail, int index) {
    return GuestFault.badOutput("token bytes, offset " + (index - start) + ": " + detail);
  }
}
