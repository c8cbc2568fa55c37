package dev.pithos.runtime;

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

  /** A memory's contents up to the last byte that is not zero, and the array they were in. */
  static final class MemoryImage {
    private final Memory memory;
    private final byte[] array;
    private final byte[] image;

    MemoryImage(Memory memory) {
      this.memory = memory;
      this.array = memory.bytes;
      int length = array.length;
      while (length > 0 && array[length - 1] == 0) {
        length--;
      }
      image = java.util.Arrays.copyOf(array, length);
    }

    /** Puts the array of then back, with its contents of then: nothing is allocated. */
    void restore() {
      System.arraycopy(image, 0, array, 0, image.length);
      java.util.Arrays.fill(array, image.length, array.length, (byte) 0);
      memory.bytes = array;
    }
  }
}
