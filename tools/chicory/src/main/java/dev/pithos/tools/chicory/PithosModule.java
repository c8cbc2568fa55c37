package dev.pithos.tools.chicory;

import com.dylibso.chicory.runtime.CompiledModule;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.TableFactory;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.UnlinkableException;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.WasmCompiler;
import java.io.ByteArrayInputStream;
import java.util.function.Function;

/**
 * A module for Chicory's {@code Instance} whose code is Pithos's: Chicory links it and runs its
 * start function, Pithos executes. What instances do when they are called is not here.
 *
 * <pre>
 *   PithosModule module = PithosModule.compile(bytes);
 *   Instance instance = module.instance().withImportValues(imports).build();
 * </pre>
 *
 * <p>One object serves any number of instances and threads.
 */
public final class PithosModule implements CompiledModule {
  private final WasmModule parsed;
  private final dev.pithos.runtime.WasmModule compiled;

  PithosModule(WasmModule parsed, dev.pithos.runtime.WasmModule compiled) {
    this.parsed = parsed;
    this.compiled = compiled;
  }

  /**
   * Compiles a module in memory.
   *
   * @param wasm the bytes; Chicory's parsed module does not keep them
   * @throws dev.pithos.compiler.ModuleException when the bytes are no valid module, or go beyond a
   *     limit
   * @throws com.dylibso.chicory.wasm.ChicoryException when Chicory cannot parse them
   */
  public static PithosModule compile(byte[] wasm) {
    // Chicory validates as it parses, and knows less of SIMD than Pithos, which has validated.
    return new PithosModule(
        Parser.builder().withValidation(false).build().parse(() -> new ByteArrayInputStream(wasm)),
        WasmCompiler.compile(wasm, CompilerOptions.defaults()).load());
  }

  /**
   * Compiles a module that a host has parsed itself.
   *
   * @throws UnsupportedOperationException when the module declares structure or array types, whose
   *     bytes {@link #compile} has to be given
   */
  public static PithosModule of(WasmModule parsed) {
    byte[] wasm = ModuleEncoder.encode(parsed);
    return new PithosModule(parsed, WasmCompiler.compile(wasm, CompilerOptions.defaults()).load());
  }

  /**
   * A machine for hosts that only take one: {@code withMachineFactory(PithosModule::machine)}. It
   * compiles the instance's module each time; {@link #of} does it once for many instances.
   *
   * @throws UnlinkableException when the instance's memories are none of Pithos's
   */
  public static Machine machine(Instance instance) {
    return of(instance.module()).newMachine(instance);
  }

  /**
   * The module of a class that was compiled for hosts of Chicory, with {@code pithos compile --host
   * chicory} or by the Maven plugin. Such a class has methods {@code load} and {@code create},
   * which are in hosts' code what this is elsewhere.
   *
   * @throws IllegalStateException when the class was not compiled so
   */
  public static PithosModule of(Class<?> compiled) {
    return BuildTimeModules.get(compiled);
  }

  /** An instance builder with this module's machine, memories and tables. */
  public Instance.Builder instance() {
    return Instance.builder(parsed)
        .withMemoryFactory(memoryFactory())
        .withTableFactory(tableFactory())
        .withMachineFactory(machineFactory());
  }

  @Override
  public WasmModule wasmModule() {
    return parsed;
  }

  /** What {@code withMachineFactory} takes; {@link #memoryFactory} has to go with it. */
  @Override
  public Function<Instance, Machine> machineFactory() {
    return this::newMachine;
  }

  /** The machine of an instance of this module. */
  public Machine newMachine(Instance instance) {
    return new PithosMachine(compiled, instance);
  }

  /** What {@code withMemoryFactory} takes: memories that host and guest both see. */
  public Function<MemoryLimits, Memory> memoryFactory() {
    return PithosMemory::new;
  }

  /** What {@code withTableFactory} takes, for hosts that look into a guest's tables. */
  public TableFactory tableFactory() {
    return PithosTable::new;
  }
}
