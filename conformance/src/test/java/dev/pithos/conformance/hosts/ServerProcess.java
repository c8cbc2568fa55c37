package dev.pithos.conformance.hosts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pithos.conformance.build.Project;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A macro server in a process of its own, ours or a native one, and a client that talks to it. */
final class ServerProcess implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();
  static final Path LAUNCHER = Project.root().resolve("tools/server/rust-analyzer-proc-macro-srv");

  private final Process process;
  private final BufferedReader answers;

  ServerProcess(Map<String, String> environment, List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("RUST_ANALYZER_INTERNALS_DO_NOT_USE", "this is unstable");
    builder.environment().putAll(environment);
    process = builder.start();
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Our server with a cache of its own, and no native server unless the environment names one. */
  static ServerProcess ours(Path cache, Map<String, String> environment, String... options)
      throws IOException {
    java.util.Map<String, String> all = new java.util.HashMap<>();
    all.put("XDG_CACHE_HOME", cache.toString());
    all.put("PITHOS_PROC_MACRO_SRV", "");
    all.putAll(environment);
    java.util.List<String> command = new java.util.ArrayList<>(List.of(LAUNCHER.toString()));
    command.addAll(List.of(options));
    return new ServerProcess(all, command);
  }

  /** Sends a request and does not wait for its answer. */
  void send(String request) throws IOException {
    process.getOutputStream().write((request + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** The answer to the first request that has had none yet. */
  String receive() throws IOException {
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("the server ended");
    }
    return answer;
  }

  String ask(String request) throws IOException {
    send(request);
    try {
      return receive();
    } catch (IOException e) {
      throw new IOException(e.getMessage() + "; it was asked " + request, e);
    }
  }

  JsonNode askJson(String request) throws IOException {
    return JSON.readTree(ask(request));
  }

  /** Agrees on version 6 and span tables. */
  ServerProcess agree() throws IOException {
    if (!ask("{\"ApiVersionCheck\":{}}").equals("{\"ApiVersionCheck\":6}")) {
      throw new IOException("not version 6");
    }
    ask("{\"SetConfig\":{\"span_mode\":\"RustAnalyzer\"}}");
    return this;
  }

  /** A request of version 6 with everything but the library, the macro and the trees. */
  static ObjectNode expansion(Path library, String macro, JsonNode body, JsonNode attributes) {
    ObjectNode request = JSON.createObjectNode();
    ObjectNode data = request.putObject("ExpandMacro");
    data.put("lib", library.toString());
    data.putArray("env");
    data.putNull("current_dir");
    data.set("macro_body", body);
    data.put("macro_name", macro);
    data.set("attributes", attributes);
    data.putObject("has_global_spans").put("def_site", 0).put("call_site", 1).put("mixed_site", 2);
    data.putArray("span_data_table");
    return request;
  }

  /** A tree of one identifier. */
  static JsonNode identifier(String name) {
    ObjectNode tree = JSON.createObjectNode();
    tree.putArray("subtree").add(1).add(1).add(0).add(0).add(1);
    tree.putArray("literal");
    tree.putArray("punct");
    tree.putArray("ident").add(1).add(0).add(0);
    tree.putArray("token_tree").add(3);
    tree.putArray("text").add(name);
    return tree;
  }

  /** Ends it at once, with what it is doing. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What the process has had of the processors until now; for ever where the system is silent. */
  Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ofSeconds(Long.MAX_VALUE));
  }

  /** One of the numbers of /proc/PID/status, in bytes: VmRSS or VmHWM. */
  long memory(String field) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
      if (line.startsWith(field + ":")) {
        return Long.parseLong(line.replaceAll("\\D", "")) << 10;
      }
    }
    throw new IOException("no " + field);
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(10, java.util.concurrent.TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
