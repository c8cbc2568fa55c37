package dev.pithos.runtime.support;

import dev.pithos.runtime.Instance;
import dev.pithos.runtime.Trap;
import dev.pithos.runtime.TrapKind;
import dev.pithos.runtime.ValueBuffer;
import dev.pithos.runtime.WasmException;

/** Guests' exceptions. */
public final class Exceptions {
  private static final ValueBuffer NOTHING = new ValueBuffer(0);

  private Exceptions() {}

  /** For throw: an exception without payload. */
  public static WasmException create(Instance instance, int tag) {
    return new WasmException(instance.tag(tag), NOTHING);
  }

  /** For throw. */
  public static WasmException create(ValueBuffer payload, Instance instance, int tag) {
    return new WasmException(instance.tag(tag), payload);
  }

  /** For throw_ref. */
  public static WasmException nonNull(Object reference) {
    if (reference == null) {
      throw new Trap(TrapKind.NULL_EXCEPTION_REFERENCE);
    }
    return (WasmException) reference;
  }

  /** For handlers: whether the instance knows the exception's tag by that index. */
  public static boolean hasTag(WasmException exception, Instance instance, int tag) {
    return exception.tag() == instance.tag(tag);
  }
}
