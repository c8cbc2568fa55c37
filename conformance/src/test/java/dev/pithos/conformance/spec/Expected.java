package dev.pithos.conformance.spec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pithos.runtime.ArrayType;
import dev.pithos.runtime.GcObject;
import dev.pithos.runtime.I31;
import dev.pithos.runtime.StructType;
import dev.pithos.runtime.ValueType;
import dev.pithos.runtime.WasmException;
import dev.pithos.runtime.WasmFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** What a script says about one result. */
sealed interface Expected {
  boolean matches(Value value);

  /** A result as the script writes it. */
  static Expected of(JsonNode node) {
    String type = node.path("type").asText();
    if (type.equals("either")) {
      List<Expected> choices = new ArrayList<>();
      node.path("values").forEach(choice -> choices.add(of(choice)));
      return new Either(List.copyOf(choices));
    }
    JsonNode value = node.path("value");
    ValueType.Kind kind = Value.kind(type);
    if (kind == ValueType.Kind.V128) {
      Lanes lanes = Lanes.of(node.path("lane_type").asText());
      List<Lane> expected = new ArrayList<>();
      value.forEach(lane -> expected.add(Lane.of(lanes, lane.asText())));
      if (expected.size() != lanes.count()) {
        throw new IllegalArgumentException("a v128 of " + expected.size() + " lanes: " + node);
      }
      return new Numeric(kind, lanes, List.copyOf(expected));
    }
    if (kind != ValueType.Kind.REFERENCE) {
      Lanes lanes = Lanes.of(type);
      return new Numeric(kind, lanes, List.of(Lane.of(lanes, value.asText())));
    }
    if (value.isMissingNode()) {
      return type.equals("refnull") || type.matches("null(func|extern|exn)?ref")
          ? new Null()
          : Reference.of(type);
    }
    return value.asText().equals("null")
        ? new Null()
        : new Host(new HostReference(Integer.parseInt(value.asText())));
  }

  /** One of several results: the specification leaves a choice. */
  record Either(List<Expected> choices) implements Expected {
    @Override
    public boolean matches(Value value) {
      return choices.stream().anyMatch(choice -> choice.matches(value));
    }

    @Override
    public String toString() {
      StringJoiner text = new StringJoiner(" or ");
      choices.forEach(choice -> text.add(choice.toString()));
      return text.toString();
    }
  }

  /** A number, or each lane of a vector. */
  record Numeric(ValueType.Kind kind, Lanes lanes, List<Lane> expected) implements Expected {
    @Override
    public boolean matches(Value value) {
      if (value.kind() != kind) {
        return false;
      }
      for (int i = 0; i < expected.size(); i++) {
        if (!expected.get(i).matches(lanes.get(value.low(), value.high(), i))) {
          return false;
        }
      }
      return true;
    }

    @Override
    public String toString() {
      if (kind == ValueType.Kind.V128) {
        return lanes.type() + "x" + lanes.count() + ":" + expected;
      }
      Lane lane = expected.get(0);
      return lane.nan() == Nan.NONE
          ? new Value(kind, lane.bits(), 0, null).toString()
          : lanes.type() + ":" + lane;
    }
  }

  /** Which NaNs a float lane may be. */
  enum Nan {
    NONE,
    CANONICAL,
    ARITHMETIC
  }

  /** A lane's exact bits, or a set of NaNs. */
  record Lane(Lanes lanes, Nan nan, long bits) {
    static Lane of(Lanes lanes, String text) {
      return switch (text) {
        case "nan:canonical" -> new Lane(lanes, Nan.CANONICAL, 0);
        case "nan:arithmetic" -> new Lane(lanes, Nan.ARITHMETIC, 0);
        default -> new Lane(lanes, Nan.NONE, lanes.parse(text));
      };
    }

    boolean matches(long actual) {
      // All exponent bits and the first of the payload: the canonical NaN but for its sign.
      long canonical = lanes.bits() == 32 ? 0x7fc0_0000L : 0x7ff8_0000_0000_0000L;
      return switch (nan) {
        case NONE -> actual == bits;
        case CANONICAL -> (actual & (lanes.mask() >>> 1)) == canonical;
        case ARITHMETIC -> (actual & canonical) == canonical;
      };
    }

    @Override
    public String toString() {
      return switch (nan) {
        case CANONICAL -> "nan:canonical";
        case ARITHMETIC -> "nan:arithmetic";
        default -> "0x" + String.format("%0" + lanes.bits() / 4 + "x", bits);
      };
    }
  }

  /** A null reference of any type. */
  record Null() implements Expected {
    @Override
    public boolean matches(Value value) {
      return value.kind() == ValueType.Kind.REFERENCE && value.reference() == null;
    }

    @Override
    public String toString() {
      return "ref:null";
    }
  }

  /** A host's object. */
  record Host(HostReference reference) implements Expected {
    @Override
    public boolean matches(Value value) {
      return reference.equals(value.reference());
    }

    @Override
    public String toString() {
      return "ref:" + reference;
    }
  }

  /** Any reference of a type but null. */
  record Reference(String type) implements Expected {
    static Reference of(String type) {
      if (!type.matches("(any|eq|i31|struct|array|func|extern|exn)ref")) {
        throw new IllegalArgumentException("unknown type of a result: " + type);
      }
      return new Reference(type);
    }

    @Override
    public boolean matches(Value value) {
      Object reference = value.reference();
      return switch (type) {
        case "eqref" -> reference instanceof I31 || reference instanceof GcObject;
        case "i31ref" -> reference instanceof I31;
        case "structref" ->
            reference instanceof GcObject object && object.type.composite() instanceof StructType;
        case "arrayref" ->
            reference instanceof GcObject object && object.type.composite() instanceof ArrayType;
        case "funcref" -> reference instanceof WasmFunction;
        case "exnref" -> reference instanceof WasmException;
        default -> reference != null;
      };
    }

    @Override
    public String toString() {
      return "a non-null " + type;
    }
  }
}
