package dev.pithos.tools.chicory.libraries;

import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.HostApi;
import dev.pithos.compiler.WasmCompiler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What stands in the place of classes that Chicory's or Endive's build has put into a library. */
final class CompiledModules {
  private CompiledModules() {}

  /** For wabt's class Wat2WasmModule, made of the module in wabt's jar; the jar in the folder. */
  static Path wat(Path folder) throws IOException {
    try (InputStream wasm = CompiledModules.class.getResourceAsStream("/wat2wasm")) {
      return compile(
          wasm.readAllBytes(),
          "com.dylibso.chicory.wabt",
          "Wat2WasmModule",
          HostApi.CHICORY,
          folder.resolve("wat2wasm.jar"));
    }
  }

  /** For quickjs4j's class JavyPluginModule, made of the module in its repository. */
  static Path quickJs(Path module, Path folder) throws IOException {
    return compile(
        Files.readAllBytes(module),
        "io.roastedroot.quickjs4j.core",
        "JavyPluginModule",
        HostApi.ENDIVE,
        folder.resolve("javy.jar"));
  }

  private static Path compile(
      byte[] wasm, String packageName, String className, HostApi host, Path jar)
      throws IOException {
    WasmCompiler.compile(
            wasm,
            CompilerOptions.defaults()
                .withPackageName(packageName)
                .withClassName(className)
                .withHostApi(host))
        .writeJar(jar);
    return jar;
  }
}
