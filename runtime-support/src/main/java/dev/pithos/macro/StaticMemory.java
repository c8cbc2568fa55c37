package dev.pithos.macro;

import dev.pithos.runtime.Initializer;
import dev.pithos.runtime.ModuleDescriptor;
import dev.pithos.runtime.ModuleDescriptor.DataSegment;
import java.util.ArrayList;
import java.util.List;

/** What a module's memory holds before any code runs: its active data segments. */
final class StaticMemory {
  private static final int LONGEST_TEXT = 1 << 16;

  private final List<DataSegment> segments = new ArrayList<>();

  StaticMemory(ModuleDescriptor module, int memory) {
    for (DataSegment segment : module.data()) {
      if (segment.mode() == ModuleDescriptor.SegmentMode.ACTIVE
          && segment.memory() == memory
          && segment.offset().kind() == Initializer.Kind.NUMBER) {
        segments.add(segment);
      }
    }
  }

  /**
   * A little-endian number.
   *
   * @throws IllegalArgumentException if no data segment covers it
   */
  int u32(int address) {
    byte[] bytes = bytes(address, 4);
    return (bytes[0] & 0xff) | (bytes[1] & 0xff) << 8 | (bytes[2] & 0xff) << 16 | bytes[3] << 24;
  }

  /**
   * The text whose address and length stand at an address.
   *
   * @throws IllegalArgumentException if no data segment covers it, or it is not UTF-8
   */
  String text(int address) {
    int length = u32(address + 4);
    if (length == 0) {
      return "";
    }
    if (length < 0 || length > LONGEST_TEXT) {
      throw new IllegalArgumentException(
          "a name of " + Integer.toUnsignedString(length) + " bytes, at most " + LONGEST_TEXT);
    }
    String text = Utf8.decode(bytes(u32(address), length), 0, length);
    if (text == null) {
      throw new IllegalArgumentException("a name is not UTF-8");
    }
    return text;
  }

  private byte[] bytes(int address, int length) {
    long start = Integer.toUnsignedLong(address);
    for (DataSegment segment : segments) {
      long from = segment.offset().bits() & 0xffff_ffffL;
      if (start >= from && start + length <= from + segment.bytes().length) {
        int offset = (int) (start - from);
        return java.util.Arrays.copyOfRange(segment.bytes(), offset, offset + length);
      }
    }
    throw new IllegalArgumentException(
        "no data segment holds the " + length + " bytes at address " + start);
  }
}
