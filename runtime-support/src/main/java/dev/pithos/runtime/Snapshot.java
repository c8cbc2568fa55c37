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
   * A memory's contents: its blocks that are not all zero, and the array they were in. Most of a
   * memory is zero, and clearing is cheaper than copying.
   */
  static final class MemoryImage {
    private static final int BLOCK = 4096;
    private static final byte[] ZEROS = new byte[BLOCK];

    private final Memory memory;
    private final byte[] array;

    /** Of a memory that is not flat: its size and chunks. */
    private final long size;

    private final byte[][] chunks;

    /** Where runs of blocks begin, and the bytes of each run. */
    private final List<Integer> starts = new ArrayList<>();

    private final List<byte[]> runs = new ArrayList<>();

    MemoryImage(Memory memory) {
      this.memory = memory;
      this.array = memory.bytes;
      this.size = memory.size();
      this.chunks = array == null ? memory.chunks.contents() : null;
      if (array != null) {
        findRuns();
      }
    }

    private void findRuns() {
      for (int start = nextBlock(0, false); start < array.length; ) {
        int end = nextBlock(start, true);
        starts.add(start);
        runs.add(Arrays.copyOfRange(array, start, end));
        start = nextBlock(end, false);
      }
    }

    /** The first block from a place on that is all zero, or is not; else the end. */
    private int nextBlock(int from, boolean zero) {
      for (int at = from; at < array.length; at += BLOCK) {
        int end = Math.min(at + BLOCK, array.length);
        if (Arrays.equals(array, at, end, ZEROS, 0, end - at) == zero) {
          return at;
        }
      }
      return array.length;
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
      int cleared = (int) Math.min(from, array.length);
      for (int i = 0; i < runs.size(); i++) {
        int start = starts.get(i);
        byte[] run = runs.get(i);
        if (start + run.length <= cleared) {
          continue;
        }
        Memory.clear(array, Math.min(cleared, start), start);
        System.arraycopy(run, 0, array, start, run.length);
        cleared = start + run.length;
      }
      Memory.clear(array, cleared, array.length);
      memory.returnTo(array);
    }
  }
}
