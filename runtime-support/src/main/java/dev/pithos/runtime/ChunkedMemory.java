package dev.pithos.runtime;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The bytes of a shared or large memory: direct buffers of 1 MiB, each there from its first use on.
 * A chunk stays where it is when the memory grows, so that threads go on using it, and it is
 * aligned, so that the hardware's atomic instructions work on it. Addresses are unsigned.
 */
public final class ChunkedMemory {
  private static final int CHUNK_LOG2 = 20;

  /** Bytes of a chunk; an address's low bits are its place in one. */
  public static final int CHUNK = 1 << CHUNK_LOG2;

  /** The most bytes: the list of chunks stays small against what it lists. */
  static final long LARGEST = 1L << 40;

  /** The places where guests wait for one another. */
  public final Waiters waiters = new Waiters();

  private final boolean shared;
  private final Object lock = new Object();
  private volatile long size;

  /** By number; null until touched. The limit of the last one is the memory's end. */
  private ByteBuffer[] chunks;

  ChunkedMemory(long size, boolean shared) {
    this.shared = shared;
    this.size = size;
    chunks = new ByteBuffer[count(size)];
  }

  private static int count(long size) {
    return Math.toIntExact((size + CHUNK - 1) >> CHUNK_LOG2);
  }

  /** Whether threads share the memory. */
  public boolean shared() {
    return shared;
  }

  /** The size in bytes. */
  public long size() {
    return size;
  }

  /**
   * The chunk that has the byte. How far an access may go is the buffer's limit.
   *
   * @throws Trap when the address is beyond the memory
   */
  public ByteBuffer chunk(long address) {
    ByteBuffer[] current = chunks;
    long number = address >>> CHUNK_LOG2;
    if (number < current.length) {
      ByteBuffer chunk = current[(int) number];
      if (chunk != null) {
        return chunk;
      }
    }
    return touch(address);
  }

  private ByteBuffer touch(long address) {
    synchronized (lock) {
      check(address, 1);
      int number = (int) (address >> CHUNK_LOG2);
      ByteBuffer chunk = chunks[number];
      if (chunk == null) {
        try {
          chunk = ByteBuffer.allocateDirect(CHUNK);
        } catch (OutOfMemoryError e) {
          throw new Trap(
              TrapKind.ALLOCATION_TOO_LARGE,
              "a memory of "
                  + size
                  + " bytes, at address "
                  + address
                  + ": "
                  + e.getMessage()
                  + " (-XX:MaxDirectMemorySize)");
        }
        chunk.limit(limit(number, size));
        // A thread that sees the chunk in the array must see its address and limit, too.
        VarHandle.releaseFence();
        chunks[number] = chunk;
      }
      return chunk;
    }
  }

  /** The limit of a chunk in a memory of so many bytes. */
  private static int limit(int number, long bytes) {
    return (int) Math.min(CHUNK, bytes - ((long) number << CHUNK_LOG2));
  }

  /**
   * That a range is inside the memory.
   *
   * @throws Trap when it is not
   */
  public void check(long address, long length) {
    long end = size;
    if (address < 0 || length < 0 || address > end || length > end - address) {
      throw Memory.outOfBounds(address, length, end);
    }
  }

  /** Grows the memory to so many bytes; who sees the new size sees all else, too. */
  void growTo(long bytes) {
    synchronized (lock) {
      int last = chunks.length - 1;
      if (last >= 0 && chunks[last] != null) {
        chunks[last].limit(limit(last, bytes));
      }
      if (count(bytes) > chunks.length) {
        chunks = Arrays.copyOf(chunks, count(bytes));
      }
      size = bytes;
    }
  }

  // ---- ranges, which the caller has checked

  private static int place(long address) {
    return (int) address & (CHUNK - 1);
  }

  /** Copies bytes out. */
  void get(long address, byte[] target, int start, int length) {
    for (int done = 0; done < length; ) {
      int at = place(address + done);
      int count = Math.min(length - done, CHUNK - at);
      chunk(address + done).get(at, target, start + done, count);
      done += count;
    }
  }

  /** Copies bytes in. */
  void put(long address, byte[] source, int start, int length) {
    for (int done = 0; done < length; ) {
      int at = place(address + done);
      int count = Math.min(length - done, CHUNK - at);
      chunk(address + done).put(at, source, start + done, count);
      done += count;
    }
  }

  /** Copies within the memory, as if all was read before anything is written. */
  void move(long target, long source, long length) {
    if (Long.compareUnsigned(target, source) <= 0) {
      for (long done = 0; done < length; ) {
        int to = place(target + done);
        int from = place(source + done);
        int count = (int) Math.min(length - done, CHUNK - Math.max(to, from));
        chunk(target + done).put(to, chunk(source + done), from, count);
        done += count;
      }
      return;
    }
    for (long left = length; left > 0; ) {
      int to = place(target + left - 1) + 1;
      int from = place(source + left - 1) + 1;
      int count = (int) Math.min(left, Math.min(to, from));
      left -= count;
      chunk(target + left).put(to - count, chunk(source + left), from - count, count);
    }
  }

  // ---- the state at one moment, while no thread uses the memory

  /** The contents of chunks that were touched. */
  byte[][] contents() {
    synchronized (lock) {
      byte[][] contents = new byte[chunks.length][];
      for (int i = 0; i < contents.length; i++) {
        if (chunks[i] != null) {
          contents[i] = new byte[limit(i, size)];
          chunks[i].get(0, contents[i]);
        }
      }
      return contents;
    }
  }

  /** Goes back to a size and contents of before; other chunks are as never touched. */
  void restore(long bytes, byte[][] contents) {
    synchronized (lock) {
      size = bytes;
      chunks = new ByteBuffer[contents.length];
    }
    for (int i = 0; i < contents.length; i++) {
      if (contents[i] != null) {
        put((long) i << CHUNK_LOG2, contents[i], 0, contents[i].length);
      }
    }
  }
}
