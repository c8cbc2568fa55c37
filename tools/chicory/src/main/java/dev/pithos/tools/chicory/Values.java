package dev.pithos.tools.chicory;

import com.dylibso.chicory.wasm.types.Value;
import dev.pithos.runtime.HeapType;
import dev.pithos.runtime.Instance;
import dev.pithos.runtime.ValueBuffer;
import dev.pithos.runtime.ValueType;
import dev.pithos.runtime.WasmFunction;
import java.util.List;

/**
 * Values between Chicory's {@code long[]} and a {@link ValueBuffer}. Numbers are the same bits in
 * both. A function reference is an index there and an object here; an external one is a number
 * there and here a {@link Long}.
 */
final class Values {
  private Values() {}

  /** Puts Chicory's values into the buffer. */
  static void toBuffer(
      List<ValueType> types, long[] values, ValueBuffer buffer, Instance instance) {
    int position = 0;
    for (ValueType type : types) {
      set(type, values[position], buffer, position, instance);
      if (type == ValueType.V128) {
        buffer.bits[position + 1] = values[position + 1];
      }
      position += type.positions();
    }
  }

  /** Takes values of the types from the buffer as Chicory has them. */
  static void fromBuffer(List<ValueType> types, ValueBuffer buffer, long[] values) {
    int position = 0;
    for (ValueType type : types) {
      values[position] = get(type, buffer, position);
      if (type == ValueType.V128) {
        values[position + 1] = buffer.bits[position + 1];
      }
      position += type.positions();
    }
  }

  /** Puts one of Chicory's values, but the high half of a v128, at a position. */
  static void set(ValueType type, long value, ValueBuffer buffer, int position, Instance instance) {
    switch (type.kind()) {
      case I32, F32 -> buffer.bits[position] = (int) value;
      case I64, F64, V128 -> buffer.bits[position] = value;
      default -> buffer.references[position] = reference(type, value, instance);
    }
  }

  private static Object reference(ValueType type, long value, Instance instance) {
    if (value == Value.REF_NULL_VALUE) {
      return null;
    }
    if (type.heapType() == HeapType.EXTERN) {
      return value;
    }
    if (!type.heapType().isSubtypeOf(HeapType.FUNC)) {
      throw new UnsupportedOperationException(
          "a value of type " + type + " cannot go between Chicory and Pithos");
    }
    return instance.function((int) value);
  }

  /** The value at a position, but the high half of a v128, as Chicory has it. */
  static long get(ValueType type, ValueBuffer buffer, int position) {
    return switch (type.kind()) {
      case I32, F32 -> (int) buffer.bits[position];
      case I64, F64, V128 -> buffer.bits[position];
      default -> number(type, buffer.references[position]);
    };
  }

  private static long number(ValueType type, Object reference) {
    if (reference == null) {
      return Value.REF_NULL_VALUE;
    }
    if (reference instanceof Long number) {
      return number;
    }
    if (reference instanceof WasmFunction function) {
      return Functions.place(function).index();
    }
    throw new UnsupportedOperationException(
        "a value of type " + type + " cannot go between Chicory and Pithos: " + reference);
  }
}
