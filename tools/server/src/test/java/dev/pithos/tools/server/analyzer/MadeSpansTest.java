package dev.pithos.tools.server.analyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pithos.tools.server.Examples;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spans that a macro made of others get entries of their own in the answer's table. */
class MadeSpansTest {
  /** Definition, call and mixed site, then the tokens: file, item, start, end, hygiene. */
  private static final String TABLE = "1,2,0,9,70,1,2,0,9,71,1,2,0,9,72,1,2,3,4,73,1,2,5,6,74";

  @TempDir private Path cache;

  private static String request(Path library) {
    return Client.call(library, "derived")
        .replace("[3,4,0,0,1]", "[1,1,0,0,2]")
        .replace(
            "\"ident\":[5,0,0],\"token_tree\":[3]", "\"ident\":[3,0,0,4,1,0],\"token_tree\":[3,7]")
        .replace("[\"x\"]", "[\"x\",\"y\"]")
        .replace("\"span_data_table\":[]", "\"span_data_table\":[" + TABLE + "]");
  }

  /** The place and the hygiene of each identifier in the answer. */
  private static Map<String, String> spans(JsonNode expansion) {
    JsonNode tree = expansion.get("tree");
    JsonNode table = expansion.get("span_data_table");
    Map<String, String> spans = new TreeMap<>();
    for (int i = 0; i < tree.get("ident").size(); i += 3) {
      int at = tree.get("ident").get(i).intValue() * 5;
      spans.put(
          tree.get("text").get(tree.get("ident").get(i + 1).intValue()).textValue(),
          table.get(at + 2) + "-" + table.get(at + 3) + " " + table.get(at + 4));
    }
    return spans;
  }

  @Test
  void havePlaceAndHygiene() throws Exception {
    List<JsonNode> answers =
        new Client(cache, 6)
            .say(
                List.of(
                    "{\"ApiVersionCheck\":{}}",
                    "{\"SetConfig\":{\"span_mode\":\"RustAnalyzer\"}}",
                    request(Examples.module("spans"))));
    Map<String, String> spans = spans(answers.get(2).at("/ExpandMacroExtended/Ok"));
    assertEquals("0-9 72", spans.get("mixed"));
    assertEquals("0-9 70", spans.get("def"));
    assertEquals("3-4 71", spans.get("one_as_call"));
    assertEquals("3-4 72", spans.get("one_as_mixed"));
    assertEquals("3-4 74", spans.get("one_as_two"));
    assertEquals("5-6 74", spans.get("two_again"));
    assertEquals("0-9 72", spans.get("call_as_mixed"));
    assertEquals("3-4 73", spans.get("equal"));
  }
}
