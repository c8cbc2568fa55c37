package dev.pithos.benchmarks.engine;

import com.dylibso.chicory.build.time.compiler.Config;
import com.dylibso.chicory.build.time.compiler.Generator;
import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Chicory's build-time compiler: class files and a module without code, made once into a folder,
 * then loaded from there.
 */
public final class ChicoryBuildTimeEngine implements Engine {
  private static final String NAME = "guest.Guest";

  @Override
  public Guest instantiate(byte[] wasm, Map<String, HostCall> imports) {
    try {
      Path folder = Files.createTempDirectory("chicory-build");
      generate(wasm, folder);
      Guest guest = load(folder, imports);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      return guest;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compiles the module into a folder: what a user's build does. */
  public static void generate(byte[] wasm, Path folder) throws IOException {
    Files.createDirectories(folder);
    Path source = folder.resolve("guest.wasm");
    Files.write(source, wasm);
    Generator generator =
        new Generator(
            Config.builder()
                .withWasmFile(source)
                .withName(NAME)
                .withTargetClassFolder(folder)
                .withTargetSourceFolder(folder.resolve("sources"))
                .withTargetWasmFolder(folder)
                .withInterpreterFallback(InterpreterFallback.SILENT)
                .build());
    generator.generateMetaWasm(generator.generateResources());
    Files.delete(source);
  }

  /** An instance of what a folder holds: what a user's program does. */
  public static Guest load(Path folder, Map<String, HostCall> imports) {
    try {
      URLClassLoader loader =
          new URLClassLoader(
              new URL[] {folder.toUri().toURL()}, ChicoryBuildTimeEngine.class.getClassLoader());
      Class<?> machine = loader.loadClass(NAME + "Machine");
      Path meta;
      try (Stream<Path> files = Files.walk(folder)) {
        meta = files.filter(file -> file.toString().endsWith(".meta")).findFirst().orElseThrow();
      }
      WasmModule module = Parser.parse(meta);
      Instance.Builder builder =
          Instance.builder(module).withMachineFactory(instance -> machine(machine, instance));
      return ChicoryEngine.instantiate(module, builder, imports);
    } catch (IOException | ReflectiveOperationException e) {
      throw new IllegalStateException("the build-time compiler's classes do not load: " + e, e);
    }
  }

  private static Machine machine(Class<?> type, Instance instance) {
    try {
      return (Machine) type.getConstructor(Instance.class).newInstance(instance);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      System.err.println("cannot delete " + folder + ": " + e);
    }
  }
}
