package dev.pithos.tools.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The project's own macro modules. */
public final class Examples {
  private Examples() {}

  /** The project's root. */
  public static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve(".mvn"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  /** A module of {@code tools/examples}. */
  public static Path module(String name) {
    return root().resolve("tools/examples").resolve(name + ".wasm");
  }

  static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(module(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
