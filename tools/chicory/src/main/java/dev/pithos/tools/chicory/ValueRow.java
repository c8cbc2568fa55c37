package dev.pithos.tools.chicory;

import dev.pithos.runtime.Instance;
import dev.pithos.runtime.ValueBuffer;
import dev.pithos.runtime.ValueType;
import java.util.List;

/**
 * The types of a function's parameters or results, ready to take values of them across: a call of a
 * host with small functions must not cost much more than the function. {@link Values} has what a
 * single value is on either side.
 */
final class ValueRow {
  private static final long[] NONE = {};

  private final List<ValueType> types;

  /** How many longs the values are, which is how many positions of a buffer. */
  final int positions;

  /** Whether each value is one number. */
  final boolean numbers;

  /** Which numbers have 32 bits. */
  private final boolean[] narrow;

  ValueRow(List<ValueType> types) {
    this.types = types;
    narrow = new boolean[types.size()];
    int count = 0;
    boolean simple = true;
    for (int i = 0; i < narrow.length; i++) {
      ValueType type = types.get(i);
      narrow[i] = type == ValueType.I32 || type == ValueType.F32;
      simple &= !type.isReference() && type != ValueType.V128;
      count += type.positions();
    }
    positions = count;
    numbers = simple;
  }

  /** Puts Chicory's values into the buffer. */
  void toBuffer(long[] values, ValueBuffer buffer, Instance instance) {
    if (!numbers) {
      Values.toBuffer(types, values, buffer, instance);
      return;
    }
    long[] bits = buffer.bits;
    for (int i = 0; i < narrow.length; i++) {
      long value = values[i];
      bits[i] = narrow[i] ? (int) value : value;
    }
  }

  /** Takes the values from the buffer as Chicory has them. */
  long[] fromBuffer(ValueBuffer buffer) {
    if (positions == 0) {
      return NONE;
    }
    long[] values = new long[positions];
    if (!numbers) {
      Values.fromBuffer(types, buffer, values);
      return values;
    }
    long[] bits = buffer.bits;
    for (int i = 0; i < narrow.length; i++) {
      values[i] = narrow[i] ? (int) bits[i] : bits[i];
    }
    return values;
  }

  @Override
  public String toString() {
    return types.toString();
  }
}
