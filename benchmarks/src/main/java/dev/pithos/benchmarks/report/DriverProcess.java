package dev.pithos.benchmarks.report;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A driver in a process of its own, asked a line at a time. */
final class DriverProcess implements AutoCloseable {
  private final Process process;
  private final BufferedWriter requests;
  private final BufferedReader answers;
  private final int seconds;

  /**
   * Starts the driver.
   *
   * @param command the program and its arguments
   * @param seconds how long an answer may take
   */
  DriverProcess(List<String> command, int seconds) throws IOException {
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    requests = process.outputWriter();
    answers = process.inputReader();
    this.seconds = seconds;
  }

  /**
   * The answer's fields.
   *
   * @throws DriverException when the driver reports an error, ends, or does not answer in time
   */
  String[] ask(String... request) throws DriverException {
    try {
      requests.write(String.join("\t", request) + "\n");
      requests.flush();
      String line = CompletableFuture.supplyAsync(this::readLine).get(seconds, TimeUnit.SECONDS);
      if (line == null) {
        throw new DriverException("the driver has ended");
      }
      String[] fields = line.split("\t", -1);
      if (fields[0].equals("error")) {
        throw new DriverException(fields[1]);
      }
      return fields;
    } catch (IOException | ExecutionException e) {
      throw new DriverException("the driver does not run: " + e.getMessage());
    } catch (TimeoutException e) {
      throw new DriverException("no answer within " + seconds + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DriverException("interrupted");
    }
  }

  /** Puts all of its threads on one processor. */
  void pin(int processor) throws DriverException {
    try {
      String pid = String.valueOf(process.pid());
      Process taskset =
          new ProcessBuilder("taskset", "-a", "-c", "-p", String.valueOf(processor), pid)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (taskset.waitFor() != 0) {
        throw new DriverException("cannot be pinned to processor " + processor);
      }
    } catch (IOException e) {
      throw new DriverException("cannot be pinned: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DriverException("interrupted");
    }
  }

  /** The processor time that the driver has used, all threads together. */
  double cpuMillis() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e6;
  }

  private String readLine() {
    try {
      return answers.readLine();
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** What went wrong, to be shown in a report. */
  static final class DriverException extends Exception {
    private static final long serialVersionUID = 1;

    DriverException(String message) {
      super(message);
    }
  }
}
