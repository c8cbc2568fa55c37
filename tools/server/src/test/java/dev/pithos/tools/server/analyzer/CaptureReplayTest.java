package dev.pithos.tools.server.analyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pithos.macro.TokenStream;
import dev.pithos.tools.server.Examples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Recorded conversations of a real rust-analyzer, said again: each answer must mean what was
 * answered then, spans included.
 */
class CaptureReplayTest {
  private static final Path CAPTURES = Examples.root().resolve("../shared/protocols/captures");

  @TempDir private Path cache;

  @ParameterizedTest
  @CsvSource({
    "v0,0",
    "v1,1",
    "v2,2",
    "v3,3",
    "v4,4",
    "v5,5",
    "v6,6",
    "diagnostics,6",
    "lsp,6",
    "cargo,6"
  })
  void answersAsRecorded(String name, int version) throws Exception {
    Path file = CAPTURES.resolve(name + ".jsonl");
    if (!Files.exists(file) && !"1".equals(System.getenv("PITHOS_REQUIRE_ALL"))) {
      System.out.println("skipped: the recorded conversations are not in " + CAPTURES);
      Assumptions.abort();
    }
    List<String> requests = new ArrayList<>();
    List<JsonNode> expected = new ArrayList<>();
    String request = null;
    for (String line : Files.readAllLines(file)) {
      JsonNode entry = Client.JSON.readTree(line);
      String raw = entry.get("raw").textValue();
      switch (entry.get("dir").textValue()) {
        case "req" -> request = raw;
        case "resp", "resp-own" -> {
          requests.add(ours(request));
          expected.add(Client.JSON.readTree(raw));
        }
        default -> {} // what a native server answered
      }
    }
    assertTrue(requests.size() >= 5, "too few requests: " + requests);
    List<JsonNode> answers = new Client(cache, version).say(requests);
    for (int i = 0; i < requests.size(); i++) {
      compare(version, requests.get(i), expected.get(i), answers.get(i));
    }
  }

  /** The recorded macros are those of our example; where the file was does not matter. */
  private static String ours(String request) {
    return request.replaceFirst(
        "\"/home/user/[^\"]*(demo_macros\\.wasm|/libwa-[0-9a-f]*\\.so)\"",
        "\"" + Examples.module("analyzer") + "\"");
  }

  private static void compare(int version, String request, JsonNode expected, JsonNode answer)
      throws BadRequest {
    String name = expected.fieldNames().next();
    assertEquals(name, answer.fieldNames().next(), request);
    JsonNode wanted = expected.get(name);
    JsonNode found = answer.get(name);
    if (name.equals("ListMacros")) {
      wanted.get("Ok").forEach(macro -> assertTrue(contains(found.get("Ok"), macro), request));
    } else if (wanted.has("Err")) {
      assertTrue(found.get("Err").textValue().contains("unreachable"), found::toString);
    } else if (name.equals("ExpandMacroExtended")) {
      assertEquals(wanted.get("Ok").get("span_data_table"), found.get("Ok").get("span_data_table"));
      compareTrees(version, wanted.get("Ok").get("tree"), found.get("Ok").get("tree"));
    } else if (name.equals("ExpandMacro")) {
      compareTrees(version, wanted.get("Ok"), found.get("Ok"));
    } else {
      assertEquals(wanted, found, request);
    }
  }

  private static boolean contains(JsonNode list, JsonNode wanted) {
    for (JsonNode element : list) {
      if (element.equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  /** Before version 3 nothing says which span is the call's: each answer's root has it. */
  private static void compareTrees(int version, JsonNode wanted, JsonNode found) throws BadRequest {
    TokenStream one = decode(version, wanted);
    TokenStream other = decode(version, found);
    assertEquals(one, other);
    assertTrue(one.equalsWithSpans(other), () -> "spans differ: " + wanted + " and " + found);
  }

  private static TokenStream decode(int version, JsonNode node) throws BadRequest {
    FlatTree tree =
        new FlatTree(
            numbers(node.get("subtree")),
            numbers(node.get("literal")),
            numbers(node.get("punct")),
            numbers(node.get("ident")),
            numbers(node.get("token_tree")),
            Client.JSON.convertValue(
                node.get("text"),
                Client.JSON.getTypeFactory().constructCollectionType(List.class, String.class)));
    int root = TreeDecoder.rootSpan(tree);
    SpanIds ids = version < 3 ? new SpanIds(root, root, root) : new SpanIds(0, 1, 2);
    return TreeDecoder.decode(tree, new FlatTree.Shape(version), ids);
  }

  private static int[] numbers(JsonNode array) {
    Numbers numbers = new Numbers();
    array.forEach(number -> numbers.add((int) number.longValue()));
    return numbers.toArray();
  }
}
