package dev.pithos.conformance.hosts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that ran to its end.
 *
 * @param status the exit status
 * @param out standard output
 * @param err standard error
 */
record Run(int status, String out, String err) {
  private static final long PATIENCE_MINUTES = 5;

  static Run of(Path folder, String... command) throws IOException, InterruptedException {
    return of(folder, Map.of(), List.of(command));
  }

  static Run of(Path folder, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    return finish(start(folder, environment, command));
  }

  /** A program that runs, and the files that it writes to. */
  record Running(Process process, Path out, Path err) {}

  static Running start(Path folder, Map<String, String> environment, List<String> command)
      throws IOException {
    Path out = Files.createTempFile("pithos", ".out");
    Path err = Files.createTempFile("pithos", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    return new Running(process, out, err);
  }

  static Run finish(Running running) throws IOException, InterruptedException {
    if (!running.process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
      running.process.destroyForcibly();
      throw new IllegalStateException("still running: " + running.process.info());
    }
    Run run =
        new Run(
            running.process.exitValue(),
            Files.readString(running.out, StandardCharsets.UTF_8),
            Files.readString(running.err, StandardCharsets.UTF_8));
    Files.delete(running.out);
    Files.delete(running.err);
    return run;
  }

  void assertDone() {
    assertEquals(0, status, () -> out + err);
  }
}
