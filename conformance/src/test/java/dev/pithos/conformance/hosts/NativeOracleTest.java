package dev.pithos.conformance.hosts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pithos.conformance.build.Project;
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
    RustTools.require(Files.isDirectory(CAPTURES), "no recorded conversations in " + CAPTURES);
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
