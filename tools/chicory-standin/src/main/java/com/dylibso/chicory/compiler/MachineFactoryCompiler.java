package com.dylibso.chicory.compiler;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.WasmModule;
import dev.pithos.tools.chicory.PithosModule;
import java.util.Set;
import java.util.function.Function;

/**
 * Stands before Chicory's class of this name on the class path: hosts and libraries that have their
 * modules compiled by it get Pithos's machines.
 */
public final class MachineFactoryCompiler {
  private MachineFactoryCompiler() {}

  /** Compiles the instance's module, for this instance alone. */
  public static Machine compile(Instance instance) {
    return PithosModule.machine(instance);
  }

  /** Compiles the module for any number of instances. */
  public static Function<Instance, Machine> compile(WasmModule module) {
    return PithosModule.of(module).machineFactory();
  }

  /** The same with Chicory's settings, none of which mean anything for Pithos's code. */
  public static Builder builder(WasmModule module) {
    return new Builder(module);
  }

  /**
   * Settings that are about how Chicory splits its classes and about what it leaves to its
   * interpreter: taken, and without effect.
   */
  public static final class Builder {
    private final WasmModule module;

    private Builder(WasmModule module) {
      this.module = module;
    }

    public Builder withClassName(String name) {
      return this;
    }

    public Builder withMaxFunctionsPerClass(int functions) {
      return this;
    }

    public Builder withInterpreterFallback(InterpreterFallback fallback) {
      return this;
    }

    public Builder withInterpretedFunctions(Set<Integer> functions) {
      return this;
    }

    public Builder withCache(Cache cache) {
      return this;
    }

    public Function<Instance, Machine> compile() {
      return MachineFactoryCompiler.compile(module);
    }
  }
}
