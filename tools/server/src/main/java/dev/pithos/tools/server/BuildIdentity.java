package dev.pithos.tools.server;

import dev.pithos.compiler.WasmCompiler;
import dev.pithos.macro.MacroLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells builds of Pithos apart: what one build compiled, another must not run. The version does not
 * do, since a build of changed sources has the same one.
 */
final class BuildIdentity {
  private BuildIdentity() {}

  /** A hash of the compiler's and of runtime-support's class files. */
  static String get() {
    MessageDigest digest = Sha256.digest();
    for (Class<?> type : List.of(WasmCompiler.class, MacroLibrary.class)) {
      try {
        addTo(digest, Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (URISyntaxException e) {
        throw new IllegalStateException(e);
      }
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
  }

  private static void addTo(MessageDigest digest, Path jarOrFolder) throws IOException {
    if (Files.isRegularFile(jarOrFolder)) {
      digest.update(Files.readAllBytes(jarOrFolder));
      return;
    }
    try (Stream<Path> files = Files.walk(jarOrFolder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        digest.update(Files.readAllBytes(file));
      }
    }
  }
}
