package dev.pithos.runtime.support;

import dev.pithos.runtime.Instance;

/**
 * The stores of {@link MemoryAccess} for modules whose instances go back to a snapshot often: they
 * keep the range of addresses that were written, so that what lies outside, most of the guest's
 * stack and of its heap, need not be cleared. One comparison that is nearly always the same looks
 * at both ends; on real macros it costs nothing measurable.
 */
public final class MarkedStores {
  /** A store may go so far above the address that was marked for it, in bytes. */
  public static final int REACH = 1 << 13;

  /** The range grows in steps, so that the next stores are inside. */
  private static final int STEP = 4096;

  private MarkedStores() {}

  /** After a store to the address or near above it; an address out of bounds has trapped. */
  public static void mark(int address, Instance instance) {
    if (Numeric.below(instance.storeSpan, address - instance.lowestStore)) {
      widen(address, instance);
    }
  }

  private static void widen(int address, Instance instance) {
    int lowest = Math.max(address, 0) & -STEP;
    int highest = Math.max(address, 0) | STEP - 1;
    if (instance.lowestStore != Integer.MAX_VALUE) {
      lowest = Math.min(lowest, instance.lowestStore);
      highest = Math.max(highest, instance.lowestStore + instance.storeSpan);
    }
    instance.lowestStore = lowest;
    instance.storeSpan = highest - lowest;
  }

  /** After writes whose address is not known here. */
  public static void anywhere(Instance instance) {
    instance.lowestStore = 0;
    instance.storeSpan = Integer.MAX_VALUE;
  }

  public static void i32Store(
      int address, int value, int offset, byte[] memory, Instance instance) {
    int effective = MemoryAccess.effective(address, offset, memory);
    byte[] bytes = memory;
    MemoryAccess.i32Store(effective, value, bytes);
    mark(effective, instance);
  }

  public static void i64Store(
      int address, long value, int offset, byte[] memory, Instance instance) {
    int effective = MemoryAccess.effective(address, offset, memory);
    byte[] bytes = memory;
    MemoryAccess.i64Store(effective, value, bytes);
    mark(effective, instance);
  }

  public static void f32Store(
      int address, float value, int offset, byte[] memory, Instance instance) {
    int effective = MemoryAccess.effective(address, offset, memory);
    byte[] bytes = memory;
    MemoryAccess.f32Store(effective, value, bytes);
    mark(effective, instance);
  }

  public static void f64Store(
      int address, double value, int offset, byte[] memory, Instance instance) {
    int effective = MemoryAccess.effective(address, offset, memory);
    byte[] bytes = memory;
    MemoryAccess.f64Store(effective, value, bytes);
    mark(effective, instance);
  }

  public static void i32Store8(
      int address, int value, int offset, byte[] memory, Instance instance) {
    int effective = MemoryAccess.effective(address, offset, memory);
    MemoryAccess.i32Store8(effective, value, memory);
    mark(effective, instance);
  }

  public static void i32Store16(
      int address, int value, int offset, byte[] memory, Instance instance) {
    int effective = MemoryAccess.effective(address, offset, memory);
    byte[] bytes = memory;
    MemoryAccess.i32Store16(effective, value, bytes);
    mark(effective, instance);
  }

  public static void i64Store8(
      int address, long value, int offset, byte[] memory, Instance instance) {
    int effective = MemoryAccess.effective(address, offset, memory);
    MemoryAccess.i64Store8(effective, value, memory);
    mark(effective, instance);
  }

  public static void i64Store16(
      int address, long value, int offset, byte[] memory, Instance instance) {
    int effective = MemoryAccess.effective(address, offset, memory);
    byte[] bytes = memory;
    MemoryAccess.i64Store16(effective, value, bytes);
    mark(effective, instance);
  }

  public static void i64Store32(
      int address, long value, int offset, byte[] memory, Instance instance) {
    int effective = MemoryAccess.effective(address, offset, memory);
    byte[] bytes = memory;
    MemoryAccess.i64Store32(effective, value, bytes);
    mark(effective, instance);
  }
}
