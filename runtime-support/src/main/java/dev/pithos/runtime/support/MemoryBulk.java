package dev.pithos.runtime.support;

import dev.pithos.runtime.Instance;
import dev.pithos.runtime.Memory;

/** Sizes and whole ranges of memory. Addresses and lengths come as unsigned numbers in a long. */
public final class MemoryBulk {
  private MemoryBulk() {}

  public static long size(Memory memory) {
    return memory.pages();
  }

  public static int grow(int delta, Memory memory) {
    return (int) memory.grow(delta & 0xffff_ffffL);
  }

  public static long grow(long delta, Memory memory) {
    return memory.grow(delta);
  }

  public static void fill(int address, int value, int length, Memory memory) {
    fill(address & 0xffff_ffffL, value, length & 0xffff_ffffL, memory);
  }

  public static void fill(long address, int value, long length, Memory memory) {
    memory.check(address, length);
    memory.fill(address, (byte) value, length);
  }

  public static void copy(int target, int source, int length, Memory to, Memory from) {
    if (to == from && to.bytes != null && copiedWithin(target, source, length, to)) {
      return;
    }
    copy(target & 0xffff_ffffL, source & 0xffff_ffffL, length & 0xffff_ffffL, to, from);
  }

  public static void copy(long target, long source, long length, Memory to, Memory from) {
    from.check(source, length);
    to.check(target, length);
    to.copy(target, from, source, length);
  }

  /**
   * Copies bytes of a flat memory, for a function that copies, if there are any, no byte is in both
   * ranges, and both are in the memory; answers whether it has.
   */
  public static boolean copied(int target, int source, int length, Memory memory) {
    int distance = target - source;
    return length > 0
        && (distance >= length || -distance >= length)
        && copiedWithin(target, source, length, memory);
  }

  /** Copies bytes of a flat memory, if both ranges are in it; answers whether they are. */
  private static boolean copiedWithin(int target, int source, int length, Memory memory) {
    byte[] bytes = memory.bytes;
    int last = bytes.length - length;
    if ((target | source | length) < 0 || target > last || source > last) {
      return false;
    }
    memory.written(target);
    move(bytes, source, target, length);
    return true;
  }

  /**
   * Copies within an array, in bounds. Most ranges are of a few bytes, for which a call of the
   * JVM's copying stub takes longer: those are loaded whole before they are stored, by halves that
   * may overlap.
   */
  private static void move(byte[] bytes, int source, int target, int length) {
    if (length > 2 * Long.BYTES) {
      System.arraycopy(bytes, source, bytes, target, length);
    } else if (length >= Long.BYTES) {
      int half = length - Long.BYTES;
      long first = (long) MemoryAccess.LONG.get(bytes, source);
      long second = (long) MemoryAccess.LONG.get(bytes, source + half);
      MemoryAccess.LONG.set(bytes, target, first);
      MemoryAccess.LONG.set(bytes, target + half, second);
    } else if (length >= Integer.BYTES) {
      int half = length - Integer.BYTES;
      int first = (int) MemoryAccess.INT.get(bytes, source);
      int second = (int) MemoryAccess.INT.get(bytes, source + half);
      MemoryAccess.INT.set(bytes, target, first);
      MemoryAccess.INT.set(bytes, target + half, second);
    } else if (length > 0) {
      int middle = length >> 1;
      byte first = bytes[source];
      byte second = bytes[source + middle];
      byte third = bytes[source + length - 1];
      bytes[target] = first;
      bytes[target + middle] = second;
      bytes[target + length - 1] = third;
    }
  }

  public static void init(
      int target, int source, int length, int segment, Memory memory, Instance instance) {
    init(target & 0xffff_ffffL, source, length, segment, memory, instance);
  }

  public static void init(
      long target, int source, int length, int segment, Memory memory, Instance instance) {
    byte[] data = instance.data(segment);
    long from = source & 0xffff_ffffL;
    long count = length & 0xffff_ffffL;
    if (from > data.length || count > data.length - from) {
      throw Memory.outOfBounds(from, count, data.length);
    }
    memory.check(target, count);
    memory.put(target, data, (int) from, (int) count);
  }
}
