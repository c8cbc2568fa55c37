package dev.pithos.runtime;

import java.util.ArrayList;
import java.util.List;

/**
 * An exception with a tag and a payload: what a guest throws, and what an exnref refers to. A host
 * function that throws one throws it into the guest, which can catch it; everything else that a
 * host function throws passes through the guest.
 */
public final class WasmException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Tag tag;
  private final transient ValueBuffer payload;

  /**
   * An exception without a Java stack trace: guests throw for control flow.
   *
   * @param payload values of the tag's types; not to be written any more
   */
  public WasmException(Tag tag, ValueBuffer payload) {
    super(null, null, false, false);
    this.tag = tag;
    this.payload = payload;
  }

  /**
   * The same from boxed values: Integer, Long, Float, Double, V128, or a reference, in order.
   *
   * @throws IllegalArgumentException when the values are not of the tag's types
   */
  public WasmException(Tag tag, Object... values) {
    this(tag, box(tag.type().function(), values));
  }

  private static ValueBuffer box(FunctionType type, Object[] values) {
    List<ValueType> types = type.parameters();
    if (values.length != types.size()) {
      throw new IllegalArgumentException(
          "expected " + types.size() + " values " + types + ", got " + values.length);
    }
    ValueBuffer payload = new ValueBuffer(type.parameterPositions());
    int position = 0;
    for (int i = 0; i < values.length; i++) {
      payload.set(position, types.get(i), values[i]);
      position += types.get(i).positions();
    }
    return payload;
  }

  public Tag tag() {
    return tag;
  }

  /** The payload's values at their positions; not to be written. */
  public ValueBuffer payload() {
    return payload;
  }

  /** The payload's values, boxed. */
  public List<Object> values() {
    List<Object> values = new ArrayList<>();
    int position = 0;
    for (ValueType type : tag.type().function().parameters()) {
      values.add(payload.get(position, type));
      position += type.positions();
    }
    return values;
  }

  /** Says what was thrown; made when it is asked for, since most exceptions are caught. */
  @Override
  public String getMessage() {
    return "uncaught exception of " + tag.type().function().parameters() + ": " + values();
  }
}
