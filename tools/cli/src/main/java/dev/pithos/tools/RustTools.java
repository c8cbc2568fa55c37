package dev.pithos.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The user's Rust, reached through {@code tools/rust/guest-cargo.sh}: that script finds the tools
 * and builds the guest's standard library. What to build, and what a failure means, is not known
 * here.
 */
final class RustTools {
  /** The property by which the {@code pithos} script names the folder that it lies in. */
  private static final String HOME = "pithos.home";

  /** The script's exit status when a tool is not installed. */
  private static final int MISSING = 2;

  private final Path home;

  private RustTools(Path home) {
    this.home = home;
  }

  /**
   * The tools of the running {@code pithos}.
   *
   * @throws InputException when it does not run from a clone of the project
   */
  static RustTools find() {
    String property = System.getProperty(HOME);
    Path home = property == null ? null : Path.of(property);
    if (home == null || !Files.isRegularFile(script(home))) {
      throw new InputException(
          "building macro crates needs tools/rust of a clone of Pithos: run the clone's ./pithos,"
              + " or set -D"
              + HOME
              + " to the clone");
    }
    return new RustTools(home);
  }

  private static Path script(Path home) {
    return home.resolve("tools/rust/guest-cargo.sh");
  }

  /** Where manifests for builds are kept between builds. */
  Path workFolder() {
    return home.resolve(".build/rust/macros");
  }

  /** What a run of the script ended with. */
  record Run(int status, String out, String log) {
    boolean failed() {
      return status != 0;
    }
  }

  /**
   * {@code cargo metadata} as JSON.
   *
   * @throws InputException when cargo refuses the manifest: what it says
   */
  JsonNode metadata(Path manifest, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("run", "metadata", "--format-version", "1", "--manifest-path"));
    command.add(manifest.toString());
    command.addAll(List.of(arguments));
    Run run = run(manifest.getParent(), command);
    if (run.failed()) {
      throw new InputException(CargoFailure.errors(run.log()));
    }
    return new ObjectMapper().readTree(run.out());
  }

  /**
   * Runs the script.
   *
   * @param folder where cargo runs
   * @throws InputException when a tool is missing: which, and how to install it
   */
  Run run(Path folder, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("bash", script(home).toString()));
    command.addAll(arguments);
    Path log = Files.createTempFile("pithos-cargo", ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectError(log.toFile())
              .start();
      process.getOutputStream().close();
      Run run = finish(process, log);
      if (run.status() == MISSING && run.log().startsWith("rust: ")) {
        throw new InputException(
            run.log().lines().findFirst().orElseThrow().substring("rust: ".length()));
      }
      return run;
    } finally {
      Files.deleteIfExists(log);
    }
  }

  private static Run finish(Process process, Path log) throws IOException {
    Thread killer = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(killer);
    try {
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
      return new Run(status, out, text);
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted", e));
    } finally {
      try {
        Runtime.getRuntime().removeShutdownHook(killer);
      } catch (IllegalStateException e) {
        // The JVM is ending: the hook has run.
      }
    }
  }
}
