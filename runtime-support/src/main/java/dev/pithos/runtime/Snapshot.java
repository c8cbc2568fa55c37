package dev.pithos.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The state of an instance's own memories, tables, globals and segments at one moment. */
public final class Snapshot {
  final Instance owner;
  final MemoryImage[] memories;
  final Object[][] tables;
  final ValueBuffer globals;
  final byte[][] data;
  final Object[][] elements;

  Snapshot(
      Instance owner,
      MemoryImage[] memories,
      Object[][] tables,
      ValueBuffer globals,
      byte[][] data,
      Object[][] elements) {
    this.owner = owner;
    this.memories = memories;
    this.tables = tables;
    this.globals = globals;
    this.data = data;
    this.elements = elements;
  }

  /**
   * A memory's contents, and the array they were in. Most of a memory is zero, and what a guest
   * freed may have been a long array of one element: where blocks are alike, the same few bytes are
   * put back everywhere, which is faster than to read as many as are written.
   */
  static final class MemoryImage {
    /** A multiple of most lengths of elements up to 64 bytes, those in fives and threes too. */
    static final int BLOCK = 3840;

    private final Memory memory;
    private final byte[] array;

    /** Of a memory that is not flat: its size and chunks. */
    private final long size;

    private final byte[][] chunks;

    /** From its beginning to its end. */
    private final List<Stretch> stretches = new ArrayList<>();

    /** A part of the memory, which bytes repeat to fill. */
    private static final class Stretch {
      final int start;
      final int end;
      final byte[] bytes;

      Stretch(int start, int end, byte[] bytes) {
        this.start = start;
        this.end = end;
        this.bytes = bytes;
      }
    }

    MemoryImage(Memory memory) {
      this.memory = memory;
      this.array = memory.bytes;
      this.size = memory.size();
      this.chunks = array == null ? memory.chunks.contents() : null;
      if (array != null) {
        for (int start = 0; start < array.length; start = stretches.get(stretches.size() - 1).end) {
          stretches.add(stretch(start));
        }
      }
    }

    /** Blocks that are alike, or else those up to where two are. */
    private Stretch stretch(int start) {
      int end = endOfBlock(start);
      while (isLikeNext(end - BLOCK, end)) {
        end = endOfBlock(end);
      }
      if (end - start > BLOCK) {
        int length = Math.min(end - start, Memory.ZEROS.length);
        boolean zeros = Arrays.equals(array, start, start + length, Memory.ZEROS, 0, length);
        return new Stretch(
            start, end, zeros ? Memory.ZEROS : Arrays.copyOfRange(array, start, start + length));
      }
      while (end < array.length && !isLikeNext(end, endOfBlock(end))) {
        end = endOfBlock(end);
      }
      return new Stretch(start, end, Arrays.copyOfRange(array, start, end));
    }

    private int endOfBlock(int start) {
      return Math.min(start + BLOCK, array.length);
    }

    /** Whether the block after one has the same bytes. */
    private boolean isLikeNext(int start, int next) {
      return next < array.length
          && Arrays.equals(
              array, start, start + endOfBlock(next) - next, array, next, endOfBlock(next));
    }

    /**
     * Puts the array of then back, with its contents of then, so that nothing is allocated.
     *
     * @param from below this address the contents are still those of then
     */
    void restore(long from) {
      if (array == null) {
        memory.chunks.restore(size, chunks);
        return;
      }
      int first = (int) Math.min(from, array.length) / BLOCK * BLOCK;
      for (Stretch stretch : stretches) {
        int start = Math.max(stretch.start, first);
        if (start < stretch.end) {
          // Those that repeat do so after whole blocks; the others need their own.
          int offset = (start - stretch.start) % stretch.bytes.length;
          Memory.repeat(stretch.bytes, offset, array, start, stretch.end);
        }
      }
      memory.returnTo(array);
    }
  }
}
