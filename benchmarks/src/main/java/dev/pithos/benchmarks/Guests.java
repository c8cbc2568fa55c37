package dev.pithos.benchmarks;

import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.WasmCompiler;
import dev.pithos.runtime.Imports;
import dev.pithos.runtime.Instance;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Instances of the modules among the resources, which {@code conformance/assemble.sh} builds. */
public final class Guests {
  private Guests() {}

  /**
   * An instance of a module without imports.
   *
   * @param resource from the root of the resources, such as {@code control/tails.wasm}
   */
  public static Instance instantiate(String resource) {
    try (InputStream in = Guests.class.getResourceAsStream("/" + resource)) {
      if (in == null) {
        throw new FileNotFoundException("no resource " + resource);
      }
      return WasmCompiler.compile(in.readAllBytes(), CompilerOptions.defaults())
          .load()
          .instantiate(Imports.none());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
