package dev.pithos.conformance.hosts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pithos.conformance.build.Project;
import dev.pithos.conformance.build.Required;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The toolchain's own server with the same macros as native code is the oracle: our answers have
 * the same tokens at the same places, with the same spans.
 */
class NativeOracleTest {
  private static final Path CAPTURES = Project.root().resolve("../shared/protocols/captures");

  @TempDir private Path folder;

  /** The trees that a real client sent: bodies and arguments. */
  private static List<JsonNode> recordedRequests() throws Exception {
    List<JsonNode> requests = new ArrayList<>();
    for (String name : List.of("v6", "cargo")) {
      for (String line : Files.readAllLines(CAPTURES.resolve(name + ".jsonl"))) {
        JsonNode entry = ServerProcess.JSON.readTree(line);
        if (entry.get("dir").asText().equals("req")
            && entry.get("raw").asText().contains("lib\"")) {
          requests.add(ServerProcess.JSON.readTree(entry.get("raw").asText()).get("ExpandMacro"));
        }
      }
    }
    return requests;
  }

  @Test
  void answersAsTheNativeServer() throws Exception {
    RustTools rust = RustTools.required();
    Required.that(Files.isDirectory(CAPTURES), "the recorded conversations are not in " + CAPTURES);
    Path library = rust.buildNative(Project.root().resolve("tools/rust/macros/harness.rs"), folder);
    Path module = Project.root().resolve("tools/examples/harness.wasm");
    Map<String, String> named = Map.of("PITHOS_PROC_MACRO_SRV", rust.nativeServer().toString());
    try (ServerProcess oracle =
            new ServerProcess(Map.of(), List.of(rust.nativeServer().toString())).agree();
        ServerProcess ours = ServerProcess.ours(folder, named).agree()) {
      int compared = 0;
      for (JsonNode request : recordedRequests()) {
        for (String macro : List.of("append", "count", "Nothing", "fail")) {
          String[] lines = new String[2];
          for (Path lib : List.of(library, module)) {
            JsonNode attributes =
                macro.equals("append") ? request.get("macro_body") : request.get("attributes");
            JsonNode whole =
                ServerProcess.expansion(lib, macro, request.get("macro_body"), attributes);
            ((com.fasterxml.jackson.databind.node.ObjectNode) whole.get("ExpandMacro"))
                .set("span_data_table", request.get("span_data_table"));
            lines[lib == module ? 1 : 0] = whole.toString();
          }
          String expected = oracle.ask(lines[0]);
          assertEquals(expected, ours.ask(lines[0]), "passed on to the native server");
          compare(expected, ours.ask(lines[1]));
          compared++;
        }
      }
      assertTrue(compared >= 40, "only " + compared);
    }
  }

  /** A client of an old version, as the IntelliJ Rust plugin is, has native macros all the same. */
  @Test
  void translatesForClientsOfOtherVersions() throws Exception {
    RustTools rust = RustTools.required();
    Required.that(Files.isDirectory(CAPTURES), "the recorded conversations are not in " + CAPTURES);
    Path harness = Project.root().resolve("tools/rust/macros/harness.rs");
    Path library = rust.buildNative(harness, folder);
    Path module = Project.root().resolve("tools/examples/harness.wasm");
    Map<String, String> named = Map.of("PITHOS_PROC_MACRO_SRV", rust.nativeServer().toString());
    for (String version : List.of("0", "2", "3", "4", "5")) {
      int compared = 0;
      try (ServerProcess ours = ServerProcess.ours(folder, named, "--protocol=" + version)) {
        assertEquals("{\"ApiVersionCheck\":" + version + "}", ours.ask("{\"ApiVersionCheck\":{}}"));
        for (String line : Files.readAllLines(CAPTURES.resolve("v" + version + ".jsonl"))) {
          String raw = ServerProcess.JSON.readTree(line).get("raw").asText();
          if (raw.startsWith("{\"SetConfig\"")) {
            ours.ask(raw);
          } else if (raw.startsWith("{\"ExpandMacro\":{\"lib\"")) {
            for (String macro : List.of("append", "count", "Nothing")) {
              JsonNode one = ours.askJson(aimedAt(raw, library, macro)).elements().next();
              JsonNode other = ours.askJson(aimedAt(raw, module, macro)).elements().next();
              assertEquals(one.get("Ok"), other.get("Ok"), one + " and " + other);
              assertTrue(one.has("Ok") || one.get("Err").asText().contains(macro), one::toString);
              compared++;
            }
          }
        }
      }
      assertTrue(compared >= 9, "only " + compared);
    }
  }

  private static String aimedAt(String request, Path library, String macro) throws Exception {
    JsonNode whole = ServerProcess.JSON.readTree(request);
    ((com.fasterxml.jackson.databind.node.ObjectNode) whole.get("ExpandMacro"))
        .put("lib", library.toString())
        .put("macro_name", macro);
    return whole.toString();
  }

  private static String withoutSpaces(String text) {
    return text.replaceAll("\\s", "");
  }

  /** A tree is the same number by number; servers put other spaces into tokens that they print. */
  private static void compare(String expected, String found) throws Exception {
    JsonNode wanted = ServerProcess.JSON.readTree(expected).get("ExpandMacroExtended");
    JsonNode ours = ServerProcess.JSON.readTree(found).get("ExpandMacroExtended");
    if (wanted.has("Err")) {
      String message = withoutSpaces(wanted.get("Err").asText());
      String text = withoutSpaces(ours.get("Err").asText());
      assertTrue(text.contains(message), () -> message + " in " + text);
    } else {
      assertEquals(wanted.get("Ok").get("tree"), ours.get("Ok").get("tree"));
    }
  }
}
