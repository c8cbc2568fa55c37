package dev.pithos.runtime;

import java.util.Arrays;

/**
 * A linear memory. Of most, the bytes are one flat array whose length is the memory's size, so that
 * the JVM's own bounds check is the guest's; those of shared and large ones are a {@link
 * ChunkedMemory}. {@link MemoryShape} tells which.
 */
public final class Memory {
  /** Bytes that a flat memory can have: those of one Java array, down to a whole 64 KiB page. */
  public static final long LARGEST = 0x7fff_0000L;

  /** Arrays kept for later growth, and the largest size of one: they stay with the memory. */
  private static final int SPARES = 8;

  /** Whole blocks of a {@link Snapshot.MemoryImage}. */
  static final byte[] ZEROS = new byte[4 * Snapshot.MemoryImage.BLOCK];

  private static final int LARGEST_SPARE = 4 << 20;

  /** Bytes that a range is copied or filled at a time where it is not one array. */
  private static final int PIECE = 4096;

  private final MemoryType type;
  private final long largest;
  private long limit;
  private boolean limitReached;
  private final byte[][] spares = new byte[SPARES][];
  private int nextSpare;

  /** For each spare, the address below which it is as the snapshot has it. */
  private final long[] spareFrom = new long[SPARES];

  /** The instance whose stores are marked, since it is in the state of a snapshot; or null. */
  private Instance marking;

  /** At most the lowest address that the methods here wrote since {@link #unmark}. */
  private long lowestWrite;

  /** Whether instances that imported it may write it too. */
  private boolean shared;

  /** A flat memory's contents, replaced by a larger array when it grows; null for others. */
  public byte[] bytes;

  /** The contents of a memory that is not flat; null for one that is. */
  public final ChunkedMemory chunks;

  /**
   * A memory of its minimum size, all zero.
   *
   * @throws Trap when the minimum is more than this machine can give
   */
  public Memory(MemoryType type) {
    this.type = type;
    boolean flat = MemoryShape.of(type) == MemoryShape.FLAT;
    largest = flat ? LARGEST : ChunkedMemory.LARGEST;
    limit = largest;
    long pages = type.minimum();
    long most = largest >> type.pageSizeLog2();
    if (Long.compareUnsigned(pages, most) > 0) {
      throw new Trap(
          TrapKind.ALLOCATION_TOO_LARGE,
          "a memory of " + Long.toUnsignedString(pages) + " pages; at most " + most);
    }
    long size = pages << type.pageSizeLog2();
    try {
      bytes = flat ? new byte[(int) size] : null;
      chunks = flat ? null : new ChunkedMemory(size, type.shared());
    } catch (OutOfMemoryError e) {
      throw new Trap(TrapKind.ALLOCATION_TOO_LARGE, "a memory of " + pages + " pages: " + e);
    }
  }

  /** The declared type; its minimum is the size at creation. */
  public MemoryType type() {
    return type;
  }

  /** The size in pages. */
  public long pages() {
    return size() >> type.pageSizeLog2();
  }

  /** The size in bytes. */
  public long size() {
    return chunks == null ? bytes.length : chunks.size();
  }

  /**
   * A flat memory's current contents, which the caller may change; not the same array after the
   * memory has grown.
   *
   * @throws UnsupportedOperationException when the memory is shared or large, and so no one array
   */
  public byte[] bytes() {
    if (bytes == null) {
      throw new UnsupportedOperationException(
          "a shared or large memory is not one array: use read and write; it is " + type);
    }
    lowestWrite = 0;
    return bytes;
  }

  /** Another instance gets the memory. */
  void share() {
    shared = true;
  }

  /**
   * The memory is as a snapshot of the instance has it, and what is written from here on counts.
   *
   * @param otherwise whether that is another snapshot than the last time
   */
  void unmark(Instance instance, boolean otherwise) {
    lowestWrite = Long.MAX_VALUE;
    marking = instance;
    if (otherwise) {
      Arrays.fill(spares, null);
    }
  }

  /** Below this address the memory is as the snapshot has it. */
  long writtenFrom() {
    return marking == null || shared ? 0 : Math.min(Math.max(marking.lowestStore, 0), lowestWrite);
  }

  /** Bytes are written from the address on, other than by generated code. */
  public void written(long address) {
    lowestWrite = Math.min(lowestWrite, address);
  }

  /** The most bytes that the host lets the memory grow to; a larger memory keeps its size. */
  public void setLimit(long bytes) {
    limit = Math.min(bytes, largest);
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
  public long grow(long delta) {
    return chunks == null ? growBy(delta) : growShared(delta);
  }

  /** Threads that grow a memory at the same time do it one after the other. */
  private synchronized long growShared(long delta) {
    return growBy(delta);
  }

  private long growBy(long delta) {
    long before = pages();
    if (delta == 0) {
      return before;
    }
    long most = largest >> type.pageSizeLog2();
    if (type.hasMaximum() && Long.compareUnsigned(type.maximum(), most) < 0) {
      most = type.maximum();
    } else if (!type.is64()) {
      most = Math.min(most, Math.min((1L << 32) >> type.pageSizeLog2(), 0xffff_ffffL));
    }
    if (Long.compareUnsigned(delta, most) > 0 || before + delta > most) {
      return -1;
    }
    long size = (before + delta) << type.pageSizeLog2();
    if (size > limit) {
      limitReached = true;
      return -1;
    }
    try {
      growTo(size);
    } catch (OutOfMemoryError e) {
      return -1;
    }
    return before;
  }

  private void growTo(long size) {
    if (chunks != null) {
      chunks.growTo(size);
      return;
    }
    int spare = spareOf((int) size);
    bytes = spare < 0 ? Arrays.copyOf(bytes, (int) size) : moveTo(spare);
  }

  /**
   * Fills a range with bytes over and over. Copies them, which is fast before the JIT compilers
   * have seen it, where a loop is not.
   *
   * @param start where in the bytes to begin
   */
  static void repeat(byte[] bytes, int start, byte[] array, int from, int to) {
    int offset = start;
    for (int at = from; at < to; ) {
      int length = Math.min(bytes.length - offset, to - at);
      System.arraycopy(bytes, offset, array, at, length);
      at += length;
      offset = 0;
    }
  }

  /** Copies what may differ from the spare's contents, and makes the spare ours. */
  private byte[] moveTo(int spare) {
    byte[] larger = spares[spare];
    spares[spare] = null;
    int from = (int) Math.min(Math.min(writtenFrom(), spareFrom[spare]), bytes.length);
    System.arraycopy(bytes, from, larger, from, bytes.length - from);
    repeat(ZEROS, 0, larger, bytes.length, larger.length);
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
      spareFrom[nextSpare] = writtenFrom();
      nextSpare = (nextSpare + 1) % SPARES;
    }
  }

  /** The number of a spare of the size; -1 when there is none. */
  private int spareOf(int size) {
    for (int i = 0; i < SPARES; i++) {
      byte[] spare = spares[i];
      if (spare != null && spare.length == size && spare != bytes) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Copies bytes out.
   *
   * @param address unsigned
   * @throws Trap when the range is not inside the memory
   */
  public byte[] read(int address, int length) {
    return read(Integer.toUnsignedLong(address), length);
  }

  /** The same of a 64-bit address. */
  public byte[] read(long address, int length) {
    check(address, Integer.toUnsignedLong(length));
    byte[] result = new byte[length];
    get(address, result, 0, length);
    return result;
  }

  /**
   * Copies bytes in.
   *
   * @param address unsigned
   * @throws Trap when the range is not inside the memory
   */
  public void write(int address, byte[] source) {
    write(Integer.toUnsignedLong(address), source);
  }

  /** The same at a 64-bit address. */
  public void write(long address, byte[] source) {
    check(address, source.length);
    put(address, source, 0, source.length);
  }

  // ---- ranges, for helpers of generated code

  /**
   * That a range is inside the memory.
   *
   * @throws Trap when it is not
   */
  public void check(long address, long length) {
    long size = size();
    if (address < 0 || length < 0 || address > size || length > size - address) {
      throw outOfBounds(address, length, size);
    }
  }

  /** The trap for a range that is not inside a memory; addresses are unsigned. */
  public static Trap outOfBounds(long address, long length, long size) {
    return new Trap(
        TrapKind.OUT_OF_BOUNDS_MEMORY,
        "address "
            + Long.toUnsignedString(address)
            + ", "
            + Long.toUnsignedString(length)
            + " bytes, memory of "
            + size);
  }

  private void get(long address, byte[] target, int start, int length) {
    if (chunks == null) {
      System.arraycopy(bytes, (int) address, target, start, length);
    } else {
      chunks.get(address, target, start, length);
    }
  }

  /** Copies bytes in; the caller has checked the range. */
  public void put(long address, byte[] source, int start, int length) {
    written(address);
    if (chunks == null) {
      System.arraycopy(source, start, bytes, (int) address, length);
    } else {
      chunks.put(address, source, start, length);
    }
  }

  /** Fills a range; the caller has checked it. */
  public void fill(long address, byte value, long length) {
    written(address);
    if (chunks == null) {
      Arrays.fill(bytes, (int) address, (int) (address + length), value);
      return;
    }
    byte[] piece = new byte[(int) Math.min(length, PIECE)];
    Arrays.fill(piece, value);
    for (long done = 0; done < length; done += PIECE) {
      chunks.put(address + done, piece, 0, (int) Math.min(PIECE, length - done));
    }
  }

  /** Copies from another memory or this one; the caller has checked both ranges. */
  public void copy(long target, Memory from, long source, long length) {
    written(target);
    if (chunks == null && from.chunks == null) {
      System.arraycopy(from.bytes, (int) source, bytes, (int) target, (int) length);
    } else if (from == this) {
      chunks.move(target, source, length);
    } else {
      byte[] piece = new byte[(int) Math.min(length, PIECE)];
      for (long done = 0; done < length; done += PIECE) {
        int count = (int) Math.min(PIECE, length - done);
        from.get(source + done, piece, 0, count);
        put(target + done, piece, 0, count);
      }
    }
  }
}
