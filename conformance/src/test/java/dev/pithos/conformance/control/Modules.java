package dev.pithos.conformance.control;

import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.WasmCompiler;
import dev.pithos.runtime.Imports;
import dev.pithos.runtime.Instance;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The modules beside these tests; {@code conformance/assemble.sh} builds them. */
final class Modules {
  private Modules() {}

  static Instance instantiate(String name, Imports imports) {
    try (InputStream in = Modules.class.getResourceAsStream("/control/" + name + ".wasm")) {
      return WasmCompiler.compile(in.readAllBytes(), CompilerOptions.defaults())
          .load()
          .instantiate(imports);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The function's first result. */
  static Object call(Instance instance, String function, Object... arguments) {
    return instance.function(function).call(arguments)[0];
  }
}
