package dev.pithos.tools.chicory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionType;
import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.HostApi;
import dev.pithos.compiler.WasmCompiler;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes from a jar that was written for this kind of host. */
class BuildTimeModuleTest {
  @TempDir private Path folder;

  private URLClassLoader jar(HostApi host) throws Exception {
    Path jar = folder.resolve(host + ".jar");
    try (InputStream wasm = getClass().getResourceAsStream("/endless.wasm")) {
      WasmCompiler.compile(
              wasm.readAllBytes(),
              CompilerOptions.defaults()
                  .withPackageName("com.example")
                  .withClassName("Endless")
                  .withHostApi(host))
          .writeJar(jar);
    }
    return new URLClassLoader(new URL[] {jar.toUri().toURL()}, getClass().getClassLoader());
  }

  @Test
  void loadsWithoutCodeAndRuns() throws Exception {
    try (URLClassLoader loader = jar(HostApi.CHICORY)) {
      Class<?> compiled = loader.loadClass("com.example.Endless");
      Method load = compiled.getMethod("load");
      Method create = compiled.getMethod("create", Instance.class);
      WasmModule module = (WasmModule) load.invoke(null);
      assertSame(module, load.invoke(null));
      assertEquals(2, module.codeSection().getFunctionBody(0).instructions().size());
      HostFunction tick =
          new HostFunction(
              "host",
              "tick",
              FunctionType.of(List.of(), List.of()),
              (caller, values) -> new long[0]);
      Instance instance =
          Instance.builder(module)
              .withImportValues(ImportValues.builder().addFunction(tick).build())
              .withMachineFactory(
                  made -> {
                    try {
                      return (Machine) create.invoke(null, made);
                    } catch (ReflectiveOperationException e) {
                      throw new IllegalStateException(e);
                    }
                  })
              .build();
      assertEquals(42, instance.export("answer").apply()[0]);
    }
  }

  @Test
  void aClassForOtherHostsIsRefused() throws Exception {
    try (URLClassLoader loader = jar(HostApi.PITHOS)) {
      Class<?> compiled = loader.loadClass("com.example.Endless");
      String message =
          assertThrows(IllegalStateException.class, () -> PithosModule.of(compiled)).getMessage();
      assertTrue(message.contains("Endless.meta"), message);
    }
  }
}
