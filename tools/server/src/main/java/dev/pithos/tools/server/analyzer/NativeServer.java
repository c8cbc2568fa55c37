package dev.pithos.tools.server.analyzer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The toolchain's own server, in a process of its own, for macros that are native code. One that
 * dies, or does not answer in time and is killed, is started again for the next request.
 */
final class NativeServer implements AutoCloseable {
  private static final String END = "";
  private static final String CHECK = "{\"ApiVersionCheck\":{}}";

  private final Path program;
  private final Duration deadline;
  private Process process;
  private BlockingQueue<String> answers;
  private boolean spanTables;

  /**
   * A server that is started when it is first asked.
   *
   * @param deadline how long an answer may take
   */
  NativeServer(Path program, Duration deadline) {
    this.program = program;
    this.deadline = deadline;
  }

  /** The version of the protocol that it speaks. */
  int version() throws IOException {
    start();
    try (JsonParser answer = RequestReader.JSON.createParser(exchange(CHECK))) {
      while (answer.nextToken() != null) {
        if (answer.currentToken() == JsonToken.VALUE_NUMBER_INT) {
          return answer.getIntValue();
        }
      }
    }
    throw new IOException(program + ": does not tell the version of its protocol");
  }

  /** Sets what spans mean, for this process and those that replace it. */
  void configure(boolean tables) throws IOException {
    spanTables = tables;
    if (process != null && process.isAlive()) {
      exchange(Answers.config(spanTables));
    }
  }

  /**
   * Passes a request on.
   *
   * @return the answer's line
   * @throws IOException if there is none, with what happened
   */
  String ask(String request) throws IOException {
    if (start() && spanTables) {
      exchange(Answers.config(true));
    }
    return exchange(request);
  }

  /** The macros that it lists when it is asked; none if it answers with an error. */
  List<Answers.Listed> macros(String request) throws IOException {
    List<Answers.Listed> macros = new ArrayList<>();
    String name = null;
    try (JsonParser answer = RequestReader.JSON.createParser(ask(request))) {
      while (answer.nextToken() != null) {
        if (answer.currentToken() == JsonToken.FIELD_NAME && answer.currentName().equals("Err")) {
          return List.of();
        }
        if (answer.currentToken() == JsonToken.VALUE_STRING) {
          if (name == null) {
            name = answer.getText();
          } else {
            macros.add(new Answers.Listed(name, answer.getText()));
            name = null;
          }
        }
      }
    }
    return macros;
  }

  /** Starts a process where none runs; whether it did. */
  private boolean start() throws IOException {
    if (process != null && process.isAlive()) {
      return false;
    }
    ProcessBuilder builder =
        new ProcessBuilder(program.toString()).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("RUST_ANALYZER_INTERNALS_DO_NOT_USE", "this is unstable");
    builder.environment().put(NativeServers.INSIDE, "1");
    process = builder.start();
    answers = new LinkedBlockingQueue<>();
    Process started = process;
    BlockingQueue<String> queue = answers;
    Thread reader = new Thread(() -> read(started, queue), "native-server");
    reader.setDaemon(true);
    reader.start();
    return true;
  }

  private static void read(Process process, BlockingQueue<String> answers) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("{")) { // the rest is what macros print
          answers.add(line);
        }
      }
    } catch (IOException dead) {
      process.destroyForcibly();
    }
    answers.add(END);
  }

  private String exchange(String request) throws IOException {
    try {
      OutputStream out = process.getOutputStream();
      out.write(request.getBytes(StandardCharsets.UTF_8));
      out.write('\n');
      out.flush();
      String answer = answers.poll(deadline.toMillis(), TimeUnit.MILLISECONDS);
      if (answer == null) {
        throw new IOException("it did not answer within " + deadline.toSeconds() + " s");
      }
      if (answer.equals(END)) {
        throw new IOException("it ended without an answer");
      }
      return answer;
    } catch (IOException e) {
      close();
      throw new IOException("the native macro server " + program + " failed: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw new IOException("interrupted", e);
    }
  }

  /** Ends the process. */
  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
      process = null;
    }
  }

  @Override
  public String toString() {
    return program + (program.toFile().exists() ? "" : " (missing below " + new File(".") + ")");
  }
}
