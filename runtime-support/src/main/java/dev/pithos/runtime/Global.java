package dev.pithos.runtime;

/** A global that modules share or the host sees. Globals that no one else sees are plain fields. */
public final class Global {
  private final GlobalType type;

  /** A number: an i32 sign-extended, floats as raw bits, the low half of a v128. */
  public long bits;

  /** The high half of a v128. */
  public long high;

  /** The value of a global of a reference type. */
  public Object reference;

  Global(GlobalType type) {
    this.type = type;
  }

  /**
   * A global with a boxed initial value.
   *
   * @throws IllegalArgumentException when the object is no value of the type
   */
  public Global(GlobalType type, Object initial) {
    this.type = type;
    assign(initial);
  }

  public GlobalType type() {
    return type;
  }

  /** The value, boxed as {@link ValueBuffer#get} does. */
  public Object get() {
    ValueBuffer buffer = new ValueBuffer(2);
    save(buffer, 0);
    return buffer.get(0, type.value());
  }

  /**
   * Sets a mutable global.
   *
   * @throws IllegalStateException when the global is immutable
   * @throws IllegalArgumentException when the object is no value of the type
   */
  public void set(Object value) {
    if (!type.mutable()) {
      throw new IllegalStateException("the global is immutable");
    }
    assign(value);
  }

  private void assign(Object value) {
    ValueBuffer buffer = new ValueBuffer(2);
    buffer.set(0, type.value(), value);
    load(buffer, 0);
  }

  /** Copies the value to a position of a buffer. */
  void save(ValueBuffer buffer, int position) {
    buffer.references[position] = reference;
    buffer.bits[position] = bits;
    if (type.value() == ValueType.V128) {
      buffer.bits[position + 1] = high;
    }
  }

  /** Takes the value from a position of a buffer. */
  void load(ValueBuffer buffer, int position) {
    reference = buffer.references[position];
    bits = buffer.bits[position];
    if (type.value() == ValueType.V128) {
      high = buffer.bits[position + 1];
    }
  }
}
