package dev.pithos.runtime;

import java.util.Arrays;

/**
 * A linear memory under 2 GiB: one flat byte array whose length is the memory's size, so that the
 * JVM's own bounds check is the guest's.
 */
public final class Memory {
  /** Bytes that one Java array can hold, rounded down to a whole 64 KiB page. */
  public static final long LARGEST = 0x7fff_0000L;

  /** Arrays kept for later growth, and the largest size of one: they stay with the memory. */
  private static final int SPARES = 8;

  private static final int LARGEST_SPARE = 4 << 20;

  private final MemoryType type;
  private long limit = LARGEST;
  private boolean limitReached;
  private final byte[][] spares = new byte[SPARES][];
  private int nextSpare;

  /** The contents; replaced by a larger array when the memory grows. */
  public byte[] bytes;

  /**
   * A memory of its minimum size, all zero.
   *
   * @throws Trap when the minimum is more than this machine can give
   */
  public Memory(MemoryType type) {
    this.type = type;
    long pages = type.minimum();
    if (Long.compareUnsigned(pages, LARGEST >> type.pageSizeLog2()) > 0) {
      throw new Trap(
          TrapKind.ALLOCATION_TOO_LARGE,
          "a memory of "
              + Long.toUnsignedString(pages)
              + " pages; at most "
              + (LARGEST >> type.pageSizeLog2()));
    }
    try {
      bytes = new byte[(int) (pages << type.pageSizeLog2())];
    } catch (OutOfMemoryError e) {
      throw new Trap(TrapKind.ALLOCATION_TOO_LARGE, "a memory of " + pages + " pages: " + e);
    }
  }

  /** The declared type; its minimum is the size at creation. */
  public MemoryType type() {
    return type;
  }

  /** The size in pages. */
  public int pages() {
    return bytes.length >> type.pageSizeLog2();
  }

  /** The current contents; not the same array after the memory has grown. */
  public byte[] bytes() {
    return bytes;
  }

  /** The most bytes that the host lets the memory grow to; a larger memory keeps its size. */
  public void setLimit(long bytes) {
    limit = Math.min(bytes, LARGEST);
  }

  /** Whether a growth was refused because of {@link #setLimit}. */
  public boolean limitReached() {
    return limitReached;
  }

  /**
   * Grows the memory.
   *
   * @param delta pages, unsigned
   * @return the size in pages before, or -1 when the memory cannot grow so much
   */
  public int grow(long delta) {
    int before = pages();
    if (delta == 0) {
      return before;
    }
    long most = LARGEST >> type.pageSizeLog2();
    if (type.hasMaximum() && Long.compareUnsigned(type.maximum(), most) < 0) {
      most = type.maximum();
    }
    if (Long.compareUnsigned(delta, most) > 0 || before + delta > most) {
      return -1;
    }
    long size = (before + delta) << type.pageSizeLog2();
    if (size > limit) {
      limitReached = true;
      return -1;
    }
    byte[] larger = takeSpare((int) size);
    try {
      bytes = larger == null ? Arrays.copyOf(bytes, (int) size) : moveTo(larger);
    } catch (OutOfMemoryError e) {
      return -1;
    }
    return before;
  }

  private byte[] moveTo(byte[] larger) {
    System.arraycopy(bytes, 0, larger, 0, bytes.length);
    Arrays.fill(larger, bytes.length, larger.length, (byte) 0);
    keepSpare(bytes);
    return larger;
  }

  /**
   * Goes back to an array of before, whose contents the caller restores. The arrays since then are
   * kept for the next growth to their size: guests that start again and again grow alike, and large
   * arrays cost more to allocate than to clear.
   */
  void returnTo(byte[] earlier) {
    if (bytes != earlier) {
      keepSpare(bytes);
      bytes = earlier;
    }
    for (int i = 0; i < SPARES; i++) {
      if (spares[i] == earlier) {
        spares[i] = null;
      }
    }
  }

  private void keepSpare(byte[] array) {
    if (array.length <= LARGEST_SPARE) {
      spares[nextSpare] = array;
      nextSpare = (nextSpare + 1) % SPARES;
    }
  }

  private byte[] takeSpare(int size) {
    for (int i = 0; i < SPARES; i++) {
      byte[] spare = spares[i];
      if (spare != null && spare.length == size && spare != bytes) {
        spares[i] = null;
        return spare;
      }
    }
    return null;
  }

  /**
   * Copies bytes out.
   *
   * @throws Trap when the range is not inside the memory
   */
  public byte[] read(int address, int length) {
    check(address, length);
    return Arrays.copyOfRange(bytes, address, address + length);
  }

  /**
   * Copies bytes in.
   *
   * @throws Trap when the range is not inside the memory
   */
  public void write(int address, byte[] source) {
    check(address, source.length);
    System.arraycopy(source, 0, bytes, address, source.length);
  }

  private void check(int address, int length) {
    if (Integer.toUnsignedLong(address) + Integer.toUnsignedLong(length) > bytes.length) {
      throw new Trap(
          TrapKind.OUT_OF_BOUNDS_MEMORY,
          "address "
              + Integer.toUnsignedLong(address)
              + ", "
              + Integer.toUnsignedLong(length)
              + " bytes, memory of "
              + bytes.length);
    }
  }
}
