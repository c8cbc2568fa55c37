package dev.pithos.runtime.support;

import dev.pithos.runtime.Instance;

/**
 * The stores of {@link MemoryAccess} for modules whose instances go back to a snapshot often: they
 * keep the lowest address that was written, so that what lies below, most of the guest's stack,
 * need not be cleared. A comparison that is nearly always the same costs nothing measurable on real
 * macros; keeping both ends of what was written cost 5 to 12%.
 */
public final class MarkedStores {
  private MarkedStores() {}

  /**
   * After a store to the address or above it; an address out of bounds has trapped.
   *
   * <p>In steps of 4 KiB, so that the next stores need not come here. No call: C2 would not inline
   * one that is rare, and after it knows nothing of the heap.
   */
  public static void mark(int address, Instance instance) {
    if (address < instance.lowestStore) {
      instance.lowestStore = address & -4096;
    }
  }

  /** After writes whose address is not known here. */
  public static void anywhere(Instance instance) {
    instance.lowestStore = 0;
  }

  public static void i32Store(
      int address, int value, int offset, byte[] memory, Instance instance) {
    byte[] bytes = memory;
    int index = address < 0 ? MemoryAccess.beyond(address, offset, memory) : address + offset;
    MemoryAccess.INT.set(bytes, index, value);
    mark(index, instance);
  }

  public static void i64Store(
      int address, long value, int offset, byte[] memory, Instance instance) {
    byte[] bytes = memory;
    int index = address < 0 ? MemoryAccess.beyond(address, offset, memory) : address + offset;
    MemoryAccess.LONG.set(bytes, index, value);
    mark(index, instance);
  }

  public static void f32Store(
      int address, float value, int offset, byte[] memory, Instance instance) {
    byte[] bytes = memory;
    int index = address < 0 ? MemoryAccess.beyond(address, offset, memory) : address + offset;
    MemoryAccess.FLOAT.set(bytes, index, value);
    mark(index, instance);
  }

  public static void f64Store(
      int address, double value, int offset, byte[] memory, Instance instance) {
    byte[] bytes = memory;
    int index = address < 0 ? MemoryAccess.beyond(address, offset, memory) : address + offset;
    MemoryAccess.DOUBLE.set(bytes, index, value);
    mark(index, instance);
  }

  public static void i32Store8(
      int address, int value, int offset, byte[] memory, Instance instance) {
    byte[] bytes = memory;
    int index = address < 0 ? MemoryAccess.beyond(address, offset, memory) : address + offset;
    bytes[index] = (byte) value;
    mark(index, instance);
  }

  public static void i32Store16(
      int address, int value, int offset, byte[] memory, Instance instance) {
    byte[] bytes = memory;
    int index = address < 0 ? MemoryAccess.beyond(address, offset, memory) : address + offset;
    MemoryAccess.SHORT.set(bytes, index, (short) value);
    mark(index, instance);
  }

  public static void i64Store8(
      int address, long value, int offset, byte[] memory, Instance instance) {
    byte[] bytes = memory;
    int index = address < 0 ? MemoryAccess.beyond(address, offset, memory) : address + offset;
    bytes[index] = (byte) value;
    mark(index, instance);
  }

  public static void i64Store16(
      int address, long value, int offset, byte[] memory, Instance instance) {
    byte[] bytes = memory;
    int index = address < 0 ? MemoryAccess.beyond(address, offset, memory) : address + offset;
    MemoryAccess.SHORT.set(bytes, index, (short) value);
    mark(index, instance);
  }

  public static void i64Store32(
      int address, long value, int offset, byte[] memory, Instance instance) {
    byte[] bytes = memory;
    int index = address < 0 ? MemoryAccess.beyond(address, offset, memory) : address + offset;
    MemoryAccess.INT.set(bytes, index, (int) value);
    mark(index, instance);
  }
}
