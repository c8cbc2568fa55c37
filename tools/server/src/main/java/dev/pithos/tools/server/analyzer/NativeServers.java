package dev.pithos.tools.server.analyzer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Finds the toolchain's own server. In this order: the environment variable {@value #PROGRAM};
 * beside the launcher that this server was started by, the launcher's name with {@code .native} (so
 * that a launcher can take the place of a toolchain's server); {@code
 * libexec/rust-analyzer-proc-macro-srv} of the sysroot that {@code rustc} tells.
 */
public final class NativeServers {
  /** Names the toolchain's server; empty for none. */
  public static final String PROGRAM = "PITHOS_PROC_MACRO_SRV";

  /** The launcher's path, which the launcher sets. */
  public static final String LAUNCHER = "PITHOS_LAUNCHER";

  /** Set for what this server starts: a server of ours inside another would ask itself. */
  static final String INSIDE = "PITHOS_INSIDE_MACRO_SERVER";

  private static final String NAME = "rust-analyzer-proc-macro-srv";
  private static final long RUSTC_SECONDS = 10;

  private NativeServers() {}

  /** The server; empty if there is none. */
  static Optional<NativeServer> find(
      Map<String, String> environment, Duration deadline, Consumer<String> log) {
    if (environment.containsKey(INSIDE)) {
      return Optional.empty();
    }
    String named = environment.get(PROGRAM);
    if (named != null) {
      if (!named.isEmpty() && !Files.isExecutable(Path.of(named))) {
        log.accept(PROGRAM + " is " + named + ", which is no program");
        return Optional.empty();
      }
      return named.isEmpty()
          ? Optional.empty()
          : Optional.of(new NativeServer(Path.of(named), deadline));
    }
    String launcher = environment.getOrDefault(LAUNCHER, "");
    Path moved = Path.of(launcher + ".native");
    if (!launcher.isEmpty() && Files.isExecutable(moved)) {
      return Optional.of(new NativeServer(moved, deadline));
    }
    return inSysroot(log)
        .filter(found -> launcher.isEmpty() || !isSame(found, Path.of(launcher)))
        .map(found -> new NativeServer(found, deadline));
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException missing) {
      return false;
    }
  }

  private static Optional<Path> inSysroot(Consumer<String> log) {
    Process rustc = null;
    try {
      rustc =
          new ProcessBuilder("rustc", "--print", "sysroot")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      rustc.getOutputStream().close();
      if (!rustc.waitFor(RUSTC_SECONDS, TimeUnit.SECONDS) || rustc.exitValue() != 0) {
        return Optional.empty();
      }
      String sysroot =
          new String(rustc.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      for (String folder : new String[] {"libexec", "lib"}) {
        Path program = Path.of(sysroot, folder, NAME);
        if (Files.isExecutable(program)) {
          return Optional.of(program);
        }
      }
    } catch (IOException e) {
      log.accept("no rustc to tell the toolchain's own macro server: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (rustc != null) {
        rustc.destroyForcibly();
      }
    }
    return Optional.empty();
  }
}
