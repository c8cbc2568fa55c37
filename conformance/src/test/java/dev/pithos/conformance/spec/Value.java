package dev.pithos.conformance.spec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pithos.runtime.ValueBuffer;
import dev.pithos.runtime.ValueType;

/**
 * A value that a script passes or a guest returns, by its bits, so that no NaN changes on the way.
 *
 * @param low a number, or the low half of a v128; an i32 or f32 zero-extended
 * @param high the high half of a v128
 * @param reference a reference; null for a null reference and for numbers
 */
record Value(ValueType.Kind kind, long low, long high, Object reference) {
  /** An argument as the script writes it. */
  static Value argument(JsonNode node) {
    String type = node.path("type").asText();
    JsonNode value = node.path("value");
    return switch (type) {
      case "i32", "f32", "i64", "f64" -> {
        Lanes lanes = Lanes.of(type);
        yield new Value(kind(type), lanes.parse(value.asText()), 0, null);
      }
      case "v128" -> {
        Lanes lanes = Lanes.of(node.path("lane_type").asText());
        long[] halves = new long[2];
        for (int i = 0; i < lanes.count(); i++) {
          lanes.put(halves, i, lanes.parse(value.path(i).asText()));
        }
        yield new Value(ValueType.Kind.V128, halves[0], halves[1], null);
      }
      default -> {
        Object reference =
            value.asText().equals("null")
                ? null
                : new HostReference(Integer.parseInt(value.asText()));
        yield new Value(ValueType.Kind.REFERENCE, 0, 0, reference);
      }
    };
  }

  static ValueType.Kind kind(String type) {
    return switch (type) {
      case "i32" -> ValueType.Kind.I32;
      case "i64" -> ValueType.Kind.I64;
      case "f32" -> ValueType.Kind.F32;
      case "f64" -> ValueType.Kind.F64;
      case "v128" -> ValueType.Kind.V128;
      default -> ValueType.Kind.REFERENCE;
    };
  }

  /** The value of that type at a buffer's position. */
  static Value read(ValueBuffer buffer, int position, ValueType type) {
    return switch (type.kind()) {
      case I32, F32 ->
          new Value(type.kind(), Integer.toUnsignedLong(buffer.i32(position)), 0, null);
      case V128 ->
          new Value(type.kind(), buffer.v128(position).low(), buffer.v128(position).high(), null);
      case REFERENCE -> new Value(type.kind(), 0, 0, buffer.reference(position));
      default -> new Value(type.kind(), buffer.i64(position), 0, null);
    };
  }

  /** The boxed value of a global. */
  static Value box(Object value, ValueType type) {
    ValueBuffer buffer = new ValueBuffer(2);
    buffer.set(0, type, value);
    return read(buffer, 0, type);
  }

  /** Puts the value at a buffer's position. */
  void write(ValueBuffer buffer, int position) {
    switch (kind) {
      case I32, F32 -> buffer.setI32(position, (int) low);
      case V128 -> buffer.setV128(position, new dev.pithos.runtime.V128(low, high));
      case REFERENCE -> buffer.setReference(position, reference);
      default -> buffer.setI64(position, low);
    }
  }

  @Override
  public String toString() {
    return switch (kind) {
      case I32 -> "i32:" + (int) low;
      case I64 -> "i64:" + low;
      case F32 -> String.format("f32:%s (0x%08x)", Float.intBitsToFloat((int) low), (int) low);
      case F64 -> String.format("f64:%s (0x%016x)", Double.longBitsToDouble(low), low);
      case V128 -> String.format("v128:0x%016x_%016x", high, low);
      default -> "ref:" + reference;
    };
  }
}
