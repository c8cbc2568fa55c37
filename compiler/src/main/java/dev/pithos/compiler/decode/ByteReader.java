package dev.pithos.compiler.decode;

import dev.pithos.compiler.MalformedModuleException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** A cursor over a range of the module's bytes: integers, names, lengths, and their errors. */
public final class ByteReader {
  private final byte[] bytes;
  private int position;
  private int end;
  private String where = "";

  public ByteReader(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
  }

  /** Names the section or function that errors are in. */
  public void setWhere(String where) {
    this.where = where;
  }

  public String where() {
    return where;
  }

  /** The offset of the next byte. */
  public int position() {
    return position;
  }

  public int end() {
    return end;
  }

  /** Continues at another range of the same bytes. */
  public void moveTo(int start, int newEnd) {
    position = start;
    end = newEnd;
  }

  public boolean atEnd() {
    return position >= end;
  }

  public MalformedModuleException malformed(String problem, int offset) {
    return new MalformedModuleException(problem, where, offset);
  }

  /** One byte, unsigned. */
  public int u8() {
    if (position >= end) {
      throw malformed("unexpected end", position);
    }
    return bytes[position++] & 0xff;
  }

  /** The next byte, unsigned, without taking it. */
  public int peek() {
    if (position >= end) {
      throw malformed("unexpected end", position);
    }
    return bytes[position] & 0xff;
  }

  /** An unsigned LEB128 of 32 bits. */
  public int u32() {
    if (position < end && bytes[position] >= 0) {
      return bytes[position++];
    }
    return (int) unsigned(32);
  }

  /** An unsigned LEB128 of 32 bits that counts items of at least one byte each, or an index. */
  public int count() {
    int start = position;
    int count = u32();
    if (count < 0 || count > end - position) {
      throw malformed("unexpected end: a length of " + Integer.toUnsignedString(count), start);
    }
    return count;
  }

  /** An index: an unsigned LEB128 of 32 bits; numbers from 2^31 on become the largest int. */
  public int index() {
    int index = u32();
    return index < 0 ? Integer.MAX_VALUE : index;
  }

  /** An unsigned LEB128 of 64 bits. */
  public long u64() {
    return unsigned(64);
  }

  /** A signed LEB128 of 32 bits. */
  public int s32() {
    if (position < end && bytes[position] >= 0) {
      return bytes[position++] << 25 >> 25;
    }
    return (int) signed(32);
  }

  /** A signed LEB128 of 33 bits. */
  public long s33() {
    return signed(33);
  }

  /** A signed LEB128 of 64 bits. */
  public long s64() {
    return signed(64);
  }

  private long unsigned(int width) {
    int start = position;
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      int octet = u8();
      value |= (long) (octet & 0x7f) << shift;
      int left = width - shift;
      if (octet < 0x80) {
        if (left < 7 && octet >> left != 0) {
          throw malformed("integer too large", start);
        }
        return value;
      }
      if (left <= 7) {
        throw malformed("integer representation too long", start);
      }
    }
  }

  private long signed(int width) {
    int start = position;
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      int octet = u8();
      value |= (long) (octet & 0x7f) << shift;
      int left = width - shift;
      if (octet < 0x80) {
        if (left < 7) {
          // The bits beyond the width must all repeat the sign bit.
          int extra = octet << 25 >> 25 >> (left - 1);
          if (extra != 0 && extra != -1) {
            throw malformed("integer too large", start);
          }
        }
        int unused = 64 - Math.min(64, shift + 7);
        return value << unused >> unused;
      }
      if (left <= 7) {
        throw malformed("integer representation too long", start);
      }
    }
  }

  /** Four bytes, little-endian. */
  public int fixed32() {
    int value = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      value |= u8() << shift;
    }
    return value;
  }

  /** Eight bytes, little-endian. */
  public long fixed64() {
    return (fixed32() & 0xffff_ffffL) | (long) fixed32() << 32;
  }

  /** A length and so many bytes of UTF-8. */
  public String name() {
    int start = position;
    int length = u32();
    if (length < 0 || length > end - position) {
      throw malformed("unexpected end: a name of " + Integer.toUnsignedString(length), start);
    }
    try {
      String name =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes, position, length))
              .toString();
      position += length;
      return name;
    } catch (CharacterCodingException e) {
      throw malformed("malformed UTF-8 encoding", position);
    }
  }

  /** Goes over so many bytes. */
  public void skip(int length) {
    if (length < 0 || length > end - position) {
      throw malformed("unexpected end: " + Integer.toUnsignedString(length) + " bytes", position);
    }
    position += length;
  }
}
