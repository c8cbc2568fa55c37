package dev.pithos.tools.chicory.libraries;

import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.extism.sdk.chicory.Manifest;
import org.extism.sdk.chicory.ManifestWasm;
import org.extism.sdk.chicory.Plugin;

/** Extism's SDK runs a plugin, which fetches its input from the SDK's kernel. */
public final class Extism implements Callable<String> {
  private static final byte[] TEXT =
      "A pithos is a large sealed jar. ".repeat(1000).getBytes(StandardCharsets.UTF_8);

  private final Plugin plugin;

  public Extism() throws IOException {
    try (InputStream wasm = Extism.class.getResourceAsStream("/vowels.wasm")) {
      plugin =
          Plugin.ofManifest(
                  Manifest.ofWasms(ManifestWasm.fromBytes(wasm.readAllBytes()).build())
                      .withOptions(
                          new Manifest.Options()
                              .withAoT()
                              .withMachineFactory(MachineFactoryCompiler::compile))
                      .build())
              .build();
    }
  }

  @Override
  public String call() {
    return new String(plugin.call("count", TEXT), StandardCharsets.UTF_8);
  }
}
