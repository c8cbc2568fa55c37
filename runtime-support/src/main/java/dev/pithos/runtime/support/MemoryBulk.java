package dev.pithos.runtime.support;

import dev.pithos.runtime.Instance;
import dev.pithos.runtime.Memory;
import dev.pithos.runtime.Trap;
import dev.pithos.runtime.TrapKind;
import java.util.Arrays;

/** Sizes and whole ranges of memory. Addresses and lengths come as unsigned numbers in a long. */
public final class MemoryBulk {
  private MemoryBulk() {}

  public static int size(Memory memory) {
    return memory.pages();
  }

  public static int grow(int delta, Memory memory) {
    return memory.grow(delta & 0xffff_ffffL);
  }

  public static long grow(long delta, Memory memory) {
    return memory.grow(delta);
  }

  public static void fill(int address, int value, int length, Memory memory) {
    fill(address & 0xffff_ffffL, value, length & 0xffff_ffffL, memory);
  }

  public static void fill(long address, int value, long length, Memory memory) {
    byte[] bytes = memory.bytes;
    check(address, length, bytes.length);
    Arrays.fill(bytes, (int) address, (int) (address + length), (byte) value);
  }

  public static void copy(int target, int source, int length, Memory to, Memory from) {
    copy(target & 0xffff_ffffL, source & 0xffff_ffffL, length & 0xffff_ffffL, to, from);
  }

  public static void copy(long target, long source, long length, Memory to, Memory from) {
    check(source, length, from.bytes.length);
    check(target, length, to.bytes.length);
    System.arraycopy(from.bytes, (int) source, to.bytes, (int) target, (int) length);
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
    check(from, count, data.length);
    check(target, count, memory.bytes.length);
    System.arraycopy(data, (int) from, memory.bytes, (int) target, (int) count);
  }

  private static void check(long address, long length, int size) {
    if (address < 0 || length < 0 || address > size || length > size - address) {
      throw new Trap(
          TrapKind.OUT_OF_BOUNDS_MEMORY,
          "address "
              + Long.toUnsignedString(address)
              + ", "
              + Long.toUnsignedString(length)
              + " bytes, size "
              + size);
    }
  }
}
