package dev.pithos.runtime;

import java.util.Arrays;

/** A table of references. */
public final class Table {
  /** More elements than this are refused, as out of memory would be. */
  public static final int LARGEST = 10_000_000;

  private final TableType type;

  /** The elements; replaced when the table grows. Its length is the table's size. */
  public Object[] elements;

  /** A table with every element set to the initial reference. */
  public Table(TableType type, Object initial) {
    if (Long.compareUnsigned(type.minimum(), LARGEST) > 0) {
      throw new Trap(
          TrapKind.ALLOCATION_TOO_LARGE,
          "a table of " + Long.toUnsignedString(type.minimum()) + " elements; at most " + LARGEST);
    }
    this.type = type;
    elements = new Object[(int) type.minimum()];
    if (initial != null) {
      Arrays.fill(elements, initial);
    }
  }

  /** The declared type; its minimum is the size at creation. */
  public TableType type() {
    return type;
  }

  public int size() {
    return elements.length;
  }

  /** The element; a trap when the unsigned index is out of bounds. */
  public Object get(int index) {
    if (Integer.compareUnsigned(index, elements.length) >= 0) {
      throw outOfBounds(index);
    }
    return elements[index];
  }

  /** Sets the element; a trap when the unsigned index is out of bounds. */
  public void set(int index, Object value) {
    if (Integer.compareUnsigned(index, elements.length) >= 0) {
      throw outOfBounds(index);
    }
    elements[index] = value;
  }

  /**
   * Grows the table.
   *
   * @return the size before, or -1 when the table cannot grow so much
   */
  public int grow(long delta, Object initial) {
    int size = elements.length;
    long maximum =
        type.hasMaximum() && Long.compareUnsigned(type.maximum(), LARGEST) < 0
            ? type.maximum()
            : LARGEST;
    if (Long.compareUnsigned(delta, LARGEST) > 0 || size + delta > maximum) {
      return -1;
    }
    if (delta != 0) {
      elements = Arrays.copyOf(elements, size + (int) delta);
      if (initial != null) {
        Arrays.fill(elements, size, elements.length, initial);
      }
    }
    return size;
  }

  Trap outOfBounds(int index) {
    return new Trap(
        TrapKind.OUT_OF_BOUNDS_TABLE,
        "index " + Integer.toUnsignedString(index) + ", table of size " + elements.length);
  }
}
