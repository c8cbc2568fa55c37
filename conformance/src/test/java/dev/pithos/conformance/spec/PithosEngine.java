package dev.pithos.conformance.spec;

import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.Features;
import dev.pithos.compiler.InvalidModuleException;
import dev.pithos.compiler.MalformedModuleException;
import dev.pithos.compiler.WasmCompiler;
import dev.pithos.runtime.WasmModule;

/** The compiler of this project, its classes loaded in process. */
final class PithosEngine implements Engine {
  @Override
  public WasmModule compile(byte[] wasm, String group) throws Rejection {
    try {
      return WasmCompiler.compile(wasm, options(group)).load();
    } catch (MalformedModuleException e) {
      throw new Rejection(Fault.MALFORMED, e);
    } catch (InvalidModuleException e) {
      throw new Rejection(Fault.INVALID, e);
    }
  }

  /** The threads proposal's scripts were written when a module had one table and one memory. */
  private static CompilerOptions options(String group) {
    CompilerOptions options = CompilerOptions.defaults();
    return group.equals("proposals/threads")
        ? options.withFeatures(Features.all().withReferenceTypes(false).withMultiMemory(false))
        : options;
  }
}
