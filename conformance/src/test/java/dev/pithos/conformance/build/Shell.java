package dev.pithos.conformance.build;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One run of a shell command in a process of its own, on the JDK that runs the tests.
 *
 * @param status the exit status
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error, without the notes of a build
 */
record Shell(int status, String out, String err) {
  /** Generous: the first run builds the command line. */
  private static final long PATIENCE_MINUTES = 5;

  static Shell run(Path folder, String command) throws IOException, InterruptedException {
    return run(folder, command, Map.of());
  }

  static Shell run(Path folder, String command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("pithos", ".out");
    Path err = Files.createTempFile("pithos", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder("/bin/sh", "-ec", command)
              .directory(folder.toFile())
              .redirectInput(new File("/dev/null"))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException("still running: " + command);
      }
      String errors = Files.readString(err, StandardCharsets.UTF_8);
      return new Shell(
          process.exitValue(),
          Files.readString(out, StandardCharsets.UTF_8),
          errors.replaceAll("(?m)^pithos: building \\(.*\\)\\n", ""));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }
}
