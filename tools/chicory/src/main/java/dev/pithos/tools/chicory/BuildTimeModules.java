package dev.pithos.tools.chicory;

import com.dylibso.chicory.wasm.Parser;
import dev.pithos.runtime.WasmModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Modules whose classes were compiled when the host was built: once for each class. */
final class BuildTimeModules {
  private static final ClassValue<PithosModule> MODULES =
      new ClassValue<>() {
        @Override
        protected PithosModule computeValue(Class<?> compiled) {
          return load(compiled);
        }
      };

  private BuildTimeModules() {}

  static PithosModule get(Class<?> compiled) {
    return MODULES.get(compiled);
  }

  private static PithosModule load(Class<?> compiled) {
    String resource = compiled.getSimpleName() + ".meta";
    try (InputStream meta = compiled.getResourceAsStream(resource)) {
      if (meta == null) {
        throw new IllegalStateException(
            compiled.getName()
                + ": the resource "
                + resource
                + " is missing beside the class; compile the module for this host again");
      }
      return new PithosModule(
          Parser.builder().withValidation(false).build().parse(() -> meta), module(compiled));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static WasmModule module(Class<?> compiled) {
    try {
      return (WasmModule)
          MethodHandles.publicLookup()
              .findStatic(compiled, "module", MethodType.methodType(WasmModule.class))
              .invoke();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(compiled.getName() + " is no module that Pithos compiled", e);
    }
  }
}
