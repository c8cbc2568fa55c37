package dev.pithos.runtime;

/** A function as a value: what a funcref refers to, an export gives and an import takes. */
public abstract sealed class WasmFunction {
  /** The instance that defines the function; null for a host function. */
  public final Instance instance;

  /** The function's index in its instance; -1 for a host function. */
  public final int index;

  private final DefinedType type;

  private WasmFunction(Instance instance, int index, DefinedType type) {
    this.instance = instance;
    this.index = index;
    this.type = type;
  }

  /** A host function of the given type. */
  public static WasmFunction host(FunctionType type, HostFunction function) {
    return new Host(type.defined(), function);
  }

  static WasmFunction guest(Instance instance, int index, DefinedType type) {
    return new Guest(instance, index, type);
  }

  public final FunctionType type() {
    return type.function();
  }

  public final DefinedType definedType() {
    return type;
  }

  /**
   * Calls the function.
   *
   * @param values the arguments from position 0, replaced by the results; at least as large as both
   * @throws Trap when the guest traps
   * @throws WasmException when the guest throws and does not catch
   */
  public final void invoke(ValueBuffer values) {
    invoke(null, values);
  }

  /** The same, on behalf of a calling instance. */
  public abstract void invoke(Instance caller, ValueBuffer values);

  /**
   * Calls the function, and instead of growing the stack whatever it and its callees leave to call
   * in tail position, in whichever instance.
   *
   * @param values the arguments; grows as needed, and has the results in the end
   */
  public final void invokeTail(Instance caller, ValueBuffer values) {
    WasmFunction next = this;
    while (next != null) {
      values.ensure(Math.max(next.type().parameterPositions(), next.type().resultPositions()));
      if (next.instance == null) {
        next.invoke(caller, values);
        return;
      }
      next = next.instance.resume(next, values);
    }
  }

  /**
   * Calls the function with boxed values.
   *
   * @param arguments Integer, Long, Float, Double, V128, or a reference, in order
   * @return the results, boxed alike
   * @throws IllegalArgumentException when the arguments do not fit the type
   */
  public final Object[] call(Object... arguments) {
    FunctionType signature = type();
    if (arguments.length != signature.parameters().size()) {
      throw new IllegalArgumentException(
          "expected "
              + signature.parameters().size()
              + " arguments "
              + signature.parameters()
              + ", got "
              + arguments.length);
    }
    ValueBuffer values = ValueBuffer.forCall(signature);
    int position = 0;
    for (int i = 0; i < arguments.length; i++) {
      ValueType parameter = signature.parameters().get(i);
      values.set(position, parameter, arguments[i]);
      position += parameter.positions();
    }
    invoke(values);
    Object[] results = new Object[signature.results().size()];
    position = 0;
    for (int i = 0; i < results.length; i++) {
      ValueType result = signature.results().get(i);
      results[i] = values.get(position, result);
      position += result.positions();
    }
    return results;
  }

  private static final class Guest extends WasmFunction {
    Guest(Instance instance, int index, DefinedType type) {
      super(instance, index, type);
    }

    @Override
    public void invoke(Instance caller, ValueBuffer values) {
      instance.invokeGuarded(index, values);
    }

    @Override
    public String toString() {
      return "function " + instance.descriptor().functionName(index);
    }
  }

  private static final class Host extends WasmFunction {
    private final HostFunction function;

    Host(DefinedType type, HostFunction function) {
      super(null, -1, type);
      this.function = function;
    }

    @Override
    public void invoke(Instance caller, ValueBuffer values) {
      try {
        function.call(caller, values);
      } catch (IndexOutOfBoundsException | NullPointerException e) {
        // In a guest these exceptions mean a trap: the host's own mistakes must not look like one.
        throw new IllegalStateException("a host function failed: " + e, e);
      }
    }

    @Override
    public String toString() {
      return "host function " + type();
    }
  }
}
