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

  /** How many bytes are left. */
  int left() {
    return end - at;
  }

  int u8() {
    if (at >= end) {
      throw fault("the bytes end inside a token", end);
    }
    return memory[at++] & 0xff;
  }

  int u32() {
    if (end - at < 4) {
      throw fault("the bytes end inside a token", end);
    }
    int value = MemoryAccess.i32Load(at, memory);
    at += 4;
    return value;
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
