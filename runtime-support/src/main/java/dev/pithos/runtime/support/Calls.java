package dev.pithos.runtime.support;

import dev.pithos.runtime.DefinedType;
import dev.pithos.runtime.Instance;
import dev.pithos.runtime.Trap;
import dev.pithos.runtime.TrapKind;
import dev.pithos.runtime.ValueBuffer;
import dev.pithos.runtime.WasmFunction;

/** Calls that leave the typed world, interruption, and what ends a function. */
public final class Calls {
  private Calls() {}

  /** At loop headers, and where calls are not direct: stops a guest that was asked to. */
  public static void poll(Instance instance) {
    Polls.poll(instance);
  }

  /**
   * The same at function entries, where a plain read does: it is made anew at each call that is not
   * inlined, and the loops around those that are poll themselves.
   */
  public static void enter(Instance instance) {
    if (instance.stopping) {
      stop();
    }
  }

  private static void stop() {
    throw new Trap(TrapKind.INTERRUPTED);
  }

  /** Before a guest is asked to stop: from now on polls look whether theirs is. */
  public static void armPolls() {
    Polls.arm();
  }

  /** For the unreachable instruction. */
  public static Trap unreachable() {
    return new Trap(TrapKind.UNREACHABLE);
  }

  /** For a call through a reference that may be null. */
  public static WasmFunction nonNull(Object function) {
    if (function == null) {
      throw new Trap(TrapKind.NULL_FUNCTION_REFERENCE);
    }
    return (WasmFunction) function;
  }

  /** A function that is not one of the instance's own, or of another type than the call says. */
  public static void checkType(WasmFunction function, DefinedType expected) {
    if (!function.definedType().extendsType(expected)) {
      throw new Trap(
          TrapKind.INDIRECT_CALL_TYPE_MISMATCH,
          "expected " + expected.composite() + ", got " + function.type() + " of " + function);
    }
  }

  /** Calls a function of the outside. */
  public static void invoke(WasmFunction function, ValueBuffer values, Instance caller) {
    function.invoke(caller, values);
  }

  /** The imported function of that index. */
  public static WasmFunction imported(Instance instance, int index) {
    return instance.function(index);
  }

  /** Leaves results after the first where callers in this instance look for them. */
  public static void spread(ValueBuffer from, int positions, Instance instance) {
    ValueBuffer to = instance.results;
    System.arraycopy(from.bits, 1, to.bits, 1, positions - 1);
    System.arraycopy(from.references, 1, to.references, 1, positions - 1);
  }

  /** The same the other way, for a caller that has its own buffer. */
  public static void collect(Instance instance, ValueBuffer to, int positions) {
    ValueBuffer from = instance.results;
    System.arraycopy(from.bits, 1, to.bits, 1, positions - 1);
    System.arraycopy(from.references, 1, to.references, 1, positions - 1);
  }

  // ---- a value on the operand stack to a position of a buffer

  public static void put(int value, ValueBuffer buffer, int position) {
    buffer.bits[position] = value;
  }

  public static void put(long value, ValueBuffer buffer, int position) {
    buffer.bits[position] = value;
  }

  public static void put(float value, ValueBuffer buffer, int position) {
    buffer.bits[position] = Float.floatToRawIntBits(value);
  }

  public static void put(double value, ValueBuffer buffer, int position) {
    buffer.bits[position] = Double.doubleToRawLongBits(value);
  }

  public static void put(Object value, ValueBuffer buffer, int position) {
    buffer.references[position] = value;
  }

  // ---- select

  public static int select(int first, int second, int condition) {
    return condition != 0 ? first : second;
  }

  public static long select(long first, long second, int condition) {
    return condition != 0 ? first : second;
  }

  public static float select(float first, float second, int condition) {
    return condition != 0 ? first : second;
  }

  public static double select(double first, double second, int condition) {
    return condition != 0 ? first : second;
  }

  public static Object select(Object first, Object second, int condition) {
    return condition != 0 ? first : second;
  }
}
