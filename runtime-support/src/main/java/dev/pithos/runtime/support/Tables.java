package dev.pithos.runtime.support;

import dev.pithos.runtime.Instance;
import dev.pithos.runtime.Table;
import dev.pithos.runtime.Trap;
import dev.pithos.runtime.TrapKind;
import dev.pithos.runtime.WasmFunction;
import java.util.Arrays;

/** Tables. Indices of 64-bit tables come as a long; {@link #index} brings them to an int. */
public final class Tables {
  private Tables() {}

  /** An i64 index as an int: -1, which no table reaches, where it is beyond 2^31-1. */
  public static int index(long index) {
    return index >>> 31 != 0 ? -1 : (int) index;
  }

  public static Object get(int index, Table table) {
    return table.get(index);
  }

  public static void set(int index, Object value, Table table) {
    table.set(index, value);
  }

  /** For call_indirect: the function at an index. */
  public static WasmFunction function(int index, Table table) {
    Object[] elements = table.elements;
    if (Integer.compareUnsigned(index, elements.length) >= 0) {
      throw new Trap(
          TrapKind.UNDEFINED_ELEMENT,
          "index " + Integer.toUnsignedString(index) + ", table of size " + elements.length);
    }
    WasmFunction function = (WasmFunction) elements[index];
    if (function == null) {
      throw new Trap(TrapKind.UNINITIALIZED_ELEMENT, "" + index);
    }
    return function;
  }

  public static int size(Table table) {
    return table.size();
  }

  public static int grow(Object initial, int delta, Table table) {
    return table.grow(delta & 0xffff_ffffL, initial);
  }

  public static long grow(Object initial, long delta, Table table) {
    return table.grow(delta, initial);
  }

  public static void fill(int index, Object value, int length, Table table) {
    fill(index & 0xffff_ffffL, value, length & 0xffff_ffffL, table);
  }

  public static void fill(long index, Object value, long length, Table table) {
    Object[] elements = table.elements;
    check(index, length, elements.length);
    Arrays.fill(elements, (int) index, (int) (index + length), value);
  }

  public static void copy(long target, long source, long length, Table to, Table from) {
    check(source, length, from.elements.length);
    check(target, length, to.elements.length);
    System.arraycopy(from.elements, (int) source, to.elements, (int) target, (int) length);
  }

  public static void init(
      long target, int source, int length, int segment, Table table, Instance instance) {
    Object[] elements = instance.elements(segment);
    long from = source & 0xffff_ffffL;
    long count = length & 0xffff_ffffL;
    check(from, count, elements.length);
    check(target, count, table.elements.length);
    System.arraycopy(elements, (int) from, table.elements, (int) target, (int) count);
  }

  private static void check(long index, long length, int size) {
    if (index < 0 || length < 0 || index > size || length > size - index) {
      throw new Trap(
          TrapKind.OUT_OF_BOUNDS_TABLE,
          "index "
              + Long.toUnsignedString(index)
              + ", "
              + Long.toUnsignedString(length)
              + " elements, size "
              + size);
    }
  }
}
