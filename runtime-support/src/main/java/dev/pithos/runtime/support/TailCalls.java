package dev.pithos.runtime.support;

import dev.pithos.runtime.Instance;
import dev.pithos.runtime.ValueBuffer;
import dev.pithos.runtime.WasmFunction;

/** Tail calls that a function leaves to its caller, so that the stack does not grow. */
public final class TailCalls {
  private TailCalls() {}

  /** Where the arguments go, with room for so many positions. */
  public static ValueBuffer arguments(Instance instance, int positions) {
    ValueBuffer arguments = instance.tailArguments;
    if (arguments.bits.length < positions) {
      arguments.ensure(positions);
    }
    return arguments;
  }

  /** Arguments that are in a buffer of their own. */
  public static void keep(ValueBuffer values, int positions, Instance instance) {
    instance.tailArguments.copy(values, positions);
  }

  /** Calls a function of another instance or of the host, with the arguments left for it. */
  public static ValueBuffer outside(WasmFunction function, Instance caller) {
    ValueBuffer values = new ValueBuffer(0);
    values.copy(caller.tailArguments, function.type().parameterPositions());
    function.invokeTail(caller, values);
    return values;
  }

  /** For a function that the compiler did not expect there: a mistake of the compiler's. */
  public static IllegalStateException unknown(WasmFunction function) {
    return new IllegalStateException("no tail call can lead to " + function);
  }
}
