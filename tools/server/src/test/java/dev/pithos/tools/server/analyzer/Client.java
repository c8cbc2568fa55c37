package dev.pithos.tools.server.analyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pithos.macro.ExpansionOptions;
import dev.pithos.tools.server.Libraries;
import dev.pithos.tools.server.ModuleCache;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server in this process, and what a client says to it. */
final class Client {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final ExpansionOptions LIMITS =
      ExpansionOptions.defaults().withDeadline(Duration.ofMillis(2_500)).withMemoryLimit(8L << 20);

  final List<String> log = new ArrayList<>();
  private final Libraries libraries;
  private final int protocol;
  private final Map<String, String> environment;
  private final Duration nativeDeadline;

  Client(Path cache, int protocol) {
    this(cache, protocol, Map.of(NativeServers.PROGRAM, ""));
  }

  Client(Path cache, int protocol, Map<String, String> environment) {
    this(cache, protocol, environment, Duration.ofSeconds(20));
  }

  Client(Path cache, int protocol, Map<String, String> environment, Duration nativeDeadline) {
    this.libraries = new Libraries(new ModuleCache(cache.resolve("pithos"), log::add));
    this.protocol = protocol;
    this.environment = environment;
    this.nativeDeadline = nativeDeadline;
  }

  /** Says all these lines to a new server; one answer each. */
  List<JsonNode> say(List<String> lines) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String line : lines) {
      all.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
    List<JsonNode> answers = say(all.toByteArray());
    assertEquals(lines.size(), answers.size());
    return answers;
  }

  List<JsonNode> say(byte[] bytes) throws IOException {
    StringWriter out = new StringWriter();
    AnalyzerServer.Settings settings =
        new AnalyzerServer.Settings(protocol, LIMITS, nativeDeadline, environment);
    new AnalyzerServer(libraries, settings, log::add)
        .serve(new ByteArrayInputStream(bytes), new PrintWriter(out));
    List<JsonNode> answers = new ArrayList<>();
    for (String line : out.toString().lines().toList()) {
      answers.add(JSON.readTree(line));
    }
    return answers;
  }

  /** A function-like macro's call with an identifier as input, in version 6. */
  static String call(Path library, String macro) {
    return "{\"ExpandMacro\":{\"lib\":\""
        + library
        + "\",\"env\":[],\"current_dir\":null,\"macro_body\":{\"subtree\":[3,4,0,0,1],"
        + "\"literal\":[],\"punct\":[],\"ident\":[5,0,0],\"token_tree\":[3],\"text\":[\"x\"]},"
        + "\"macro_name\":\""
        + macro
        + "\",\"attributes\":null,\"has_global_spans\":"
        + "{\"def_site\":0,\"call_site\":1,\"mixed_site\":2},\"span_data_table\":[]}}";
  }
}
