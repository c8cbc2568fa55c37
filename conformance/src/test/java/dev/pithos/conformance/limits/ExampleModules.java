package dev.pithos.conformance.limits;

import dev.pithos.conformance.build.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The example modules under {@code tools/examples}. */
final class ExampleModules {
  private ExampleModules() {}

  /** All of them, in the order of their names. */
  static List<Path> all() throws IOException {
    try (Stream<Path> files = Files.list(Project.root().resolve("tools/examples"))) {
      List<Path> modules = files.filter(f -> f.toString().endsWith(".wasm")).sorted().toList();
      if (modules.isEmpty()) {
        throw new IllegalStateException("no modules under tools/examples");
      }
      return modules;
    }
  }
}
