package dev.pithos.tools.chicory.libraries;

import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.HostApi;
import dev.pithos.compiler.WasmCompiler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** What stands in the place of wabt's class Wat2WasmModule, made of the module in wabt's jar. */
final class WatModule {
  private WatModule() {}

  /** Writes a jar into the folder. */
  static Path compile(Path folder) throws IOException {
    try (InputStream wasm = WatModule.class.getResourceAsStream("/wat2wasm")) {
      Path jar = folder.resolve("wat2wasm.jar");
      WasmCompiler.compile(
              wasm.readAllBytes(),
              CompilerOptions.defaults()
                  .withPackageName("com.dylibso.chicory.wabt")
                  .withClassName("Wat2WasmModule")
                  .withHostApi(HostApi.CHICORY))
          .writeJar(jar);
      return jar;
    }
  }
}
