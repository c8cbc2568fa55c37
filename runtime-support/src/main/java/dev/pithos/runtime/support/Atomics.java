package dev.pithos.runtime.support;

import dev.pithos.runtime.Instance;
import dev.pithos.runtime.Memory;
import dev.pithos.runtime.Trap;
import dev.pithos.runtime.TrapKind;

/**
 * Atomic instructions on a flat memory, which belongs to one thread: plain loads and stores that
 * trap as atomic ones do. Numbers are zero-extended to longs; {@code width} is the log2 of the
 * bytes accessed. {@link ChunkedAtomics} has the same methods for shared memories.
 */
public final class Atomics {
  private Atomics() {}

  /** That the address is a multiple of the width. */
  static void checkAligned(long address, int width) {
    if ((address & ((1L << width) - 1)) != 0) {
      throw new Trap(
          TrapKind.UNALIGNED_ATOMIC,
          "address " + Long.toUnsignedString(address) + ", " + (1 << width) + " bytes");
    }
  }

  private static int index(long address, int width, byte[] memory) {
    checkAligned(address, width);
    if (Long.compareUnsigned(address, memory.length - (1L << width)) > 0
        || memory.length < 1 << width) {
      throw Memory.outOfBounds(address, 1L << width, memory.length);
    }
    return (int) address;
  }

  public static long load(long address, int width, byte[] memory) {
    int index = index(address, width, memory);
    return switch (width) {
      case 0 -> MemoryAccess.i64Load8U(index, memory);
      case 1 -> MemoryAccess.i64Load16U(index, memory);
      case 2 -> MemoryAccess.i64Load32U(index, memory);
      default -> MemoryAccess.i64Load(index, memory);
    };
  }

  public static void store(long address, long value, int width, byte[] memory) {
    int index = index(address, width, memory);
    switch (width) {
      case 0 -> MemoryAccess.i64Store8(index, value, memory);
      case 1 -> MemoryAccess.i64Store16(index, value, memory);
      case 2 -> MemoryAccess.i64Store32(index, value, memory);
      default -> MemoryAccess.i64Store(index, value, memory);
    }
  }

  public static long add(long address, long value, int width, byte[] memory) {
    long before = load(address, width, memory);
    store(address, before + value, width, memory);
    return before;
  }

  public static long sub(long address, long value, int width, byte[] memory) {
    long before = load(address, width, memory);
    store(address, before - value, width, memory);
    return before;
  }

  public static long and(long address, long value, int width, byte[] memory) {
    long before = load(address, width, memory);
    store(address, before & value, width, memory);
    return before;
  }

  public static long or(long address, long value, int width, byte[] memory) {
    long before = load(address, width, memory);
    store(address, before | value, width, memory);
    return before;
  }

  public static long xor(long address, long value, int width, byte[] memory) {
    long before = load(address, width, memory);
    store(address, before ^ value, width, memory);
    return before;
  }

  public static long xchg(long address, long value, int width, byte[] memory) {
    long before = load(address, width, memory);
    store(address, value, width, memory);
    return before;
  }

  public static long cmpxchg(
      long address, long expected, long replacement, int width, byte[] memory) {
    long before = load(address, width, memory);
    if (before == expected) {
      store(address, replacement, width, memory);
    }
    return before;
  }

  /** Nobody can be waiting. */
  public static int notify(long address, int count, byte[] memory) {
    index(address, 2, memory);
    return 0;
  }

  /** Nobody could end the waiting. */
  public static int await(
      long address, long expected, long nanos, int width, byte[] memory, Instance instance) {
    index(address, width, memory);
    throw new Trap(TrapKind.EXPECTED_SHARED_MEMORY);
  }
}
