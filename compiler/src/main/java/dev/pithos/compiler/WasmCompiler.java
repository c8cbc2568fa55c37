package dev.pithos.compiler;

import dev.pithos.compiler.decode.ModuleDecoder;
import dev.pithos.compiler.emit.ModuleEmitter;
import dev.pithos.compiler.lower.LoweredFunction;
import dev.pithos.compiler.lower.Lowering;
import dev.pithos.compiler.module.Module;
import dev.pithos.compiler.plan.ModulePlan;
import dev.pithos.compiler.plan.Parallel;
import dev.pithos.compiler.plan.SplitLimits;
import dev.pithos.compiler.validate.ModuleValidator;
import dev.pithos.macro.MacroAbi;
import dev.pithos.macro.MacroSlot;
import dev.pithos.runtime.ModuleDescriptor;
import java.util.List;
import java.util.SortedMap;

/** From the bytes of a module to class files. */
public final class WasmCompiler {
  private WasmCompiler() {}

  /**
   * Compiles a module.
   *
   * @throws MalformedModuleException when the bytes are no module
   * @throws InvalidModuleException when the module does not validate
   * @throws UnsupportedModuleException when it goes beyond a limit
   * @throws dev.pithos.macro.MacroException when it is a macro library with damaged metadata
   */
  public static CompiledModule compile(byte[] wasm, CompilerOptions options) {
    return compile(wasm, options, limits());
  }

  /** The same with methods of another size, for tests. */
  static CompiledModule compile(byte[] wasm, CompilerOptions options, SplitLimits limits) {
    Module module = ModuleDecoder.decode(wasm);
    ModuleValidator validator = new ModuleValidator(module, options.features());
    validator.module();
    List<LoweredFunction> functions = lower(module, validator);
    Constants constants = new Constants(module);
    ModuleDescriptor descriptor = Descriptors.describe(module, constants);
    List<MacroSlot> slots = slots(descriptor);
    ModulePlan plan =
        new ModulePlan(
            module,
            descriptor,
            options.internalName(),
            functions,
            constants.functions(),
            Referenced.in(module, functions),
            limits,
            !slots.isEmpty());
    ModuleEmitter emitter = new ModuleEmitter(plan, options);
    SortedMap<String, byte[]> classes = emitter.emit(slots);
    return new CompiledModule(module, descriptor, slots, options, classes, emitter.statistics());
  }

  /** How large methods may become; tests set less, so that small functions are cut too. */
  private static SplitLimits limits() {
    Integer forced = Integer.getInteger("pithos.test.largestMethod");
    return forced == null ? SplitLimits.DEFAULT : new SplitLimits(forced, Math.max(1, forced / 4));
  }

  /** The module's macros, as its ABI finds them; none for a module that speaks no macro ABI. */
  private static List<MacroSlot> slots(ModuleDescriptor descriptor) {
    return MacroAbi.detect(descriptor).map(abi -> abi.slots(descriptor)).orElse(List.of());
  }

  private static List<LoweredFunction> lower(Module module, ModuleValidator validator) {
    return Parallel.map(
        module.bodies.size(),
        number -> {
          Lowering lowering = new Lowering();
          validator.body(number, lowering);
          return lowering.finish(module, number);
        });
  }
}
