package dev.pithos.tools.server.analyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pithos.tools.server.Examples;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever comes in, there is one answer a line, and the next request is served. */
class HostileRequestsTest {
  private static final Path ECHO = Examples.module("echo");
  private static final Path MISBEHAVE = Examples.module("misbehave");
  private static final String GOOD = Client.call(ECHO, "echo");

  @TempDir private Path cache;
  private Client client;

  @BeforeEach
  void connect() {
    client = new Client(cache, 6);
  }

  /** The answer to one line, after which a good request is answered well. */
  private JsonNode answer(String line) throws Exception {
    List<JsonNode> answers = client.say(List.of("{\"ApiVersionCheck\":{}}", line, GOOD));
    assertTrue(answers.get(2).at("/ExpandMacro/Ok").isObject(), () -> answers.get(2).toString());
    return answers.get(1);
  }

  private void assertFails(String wanted, String line) throws Exception {
    JsonNode answer = answer(line);
    String name = answer.fieldNames().next();
    String message = answer.get(name).get("Err").textValue();
    assertTrue(message.contains(wanted), () -> message + " says nothing of: " + wanted);
  }

  /** The good request with one part replaced. */
  private static String with(String part, String other) {
    assertTrue(GOOD.contains(part), part);
    return GOOD.replace(part, other);
  }

  @Test
  void refusesWhatIsNoRequest() throws Exception {
    for (String line :
        List.of(
            "hello",
            "{",
            "[]",
            "1",
            "null",
            "\"\"",
            "{}",
            "{\"ExpandMacro\":",
            "{\"ExpandMacro\":null}",
            "{\"ExpandMacro\":{}}",
            "{\"ListMacros\":{\"dylib_path\":7}}",
            "{\"SetConfig\":3}",
            "{\"Frob\":{}}",
            "{\"ExpandMacro\":".repeat(50_000),
            "[".repeat(200_000))) {
      assertFails("the request", line);
    }
  }

  @Test
  void refusesTreesThatAreNone() throws Exception {
    assertFails("outermost group", with("\"subtree\":[3,4,0,0,1]", "\"subtree\":[]"));
    assertFails("expected 5", with("\"subtree\":[3,4,0,0,1]", "\"subtree\":[3,4,0,0]"));
    assertFails("delimiter 4", with("[3,4,0,0,1]", "[3,4,4,0,1]"));
    assertFails("delimiter 4294967295", with("[3,4,0,0,1]", "[3,4,4294967295,0,1]"));
    assertFails("beyond", with("[3,4,0,0,1]", "[3,4,0,0,2]"));
    assertFails("beyond", with("[3,4,0,0,1]", "[3,4,0,1,0]"));
    assertFails("beyond", with("[3,4,0,0,1]", "[3,4,0,4294967295,4294967295]"));
    assertFails("ident 1 of 1", with("\"token_tree\":[3]", "\"token_tree\":[7]"));
    assertFails("literal 0 of 0", with("\"token_tree\":[3]", "\"token_tree\":[1]"));
    assertFails("punct 1073741823 of 0", with("\"token_tree\":[3]", "\"token_tree\":[4294967294]"));
    assertFails("not one of its own", with("\"token_tree\":[3]", "\"token_tree\":[0]"));
    assertFails("text 9 of 1", with("\"ident\":[5,0,0]", "\"ident\":[5,9,0]"));
    assertFails("32 bits", with("\"ident\":[5,0,0]", "\"ident\":[5,-1,0]"));
    assertFails("expected", with("\"ident\":[5,0,0]", "\"ident\":[5,1.5,0]"));
    assertFails("JSON", with("\"ident\":[5,0,0]", "\"ident\":[5,99999999999999999999,0]"));
    assertFails("not a valid ident", with("[\"x\"]", "[\"1 2\"]"));
    assertFails("expected", with("[\"x\"]", "[7]"));
    assertFails("macro_name is missing", with("\"macro_name\":\"echo\",", ""));
    assertFails(
        "no punctuation", with("\"punct\":[]", "\"punct\":[1,955,0]").replace("[3]", "[2]"));
    assertFails(
        "literal kind 11",
        with("\"literal\":[]", "\"literal\":[1,0,11,4294967295]").replace(":[3]", ":[1]"));
    assertFails(
        "no valid literal",
        with("\"literal\":[]", "\"literal\":[1,0,0,4294967295]").replace(":[3]", ":[1]"));
  }

  /** Thirty groups, each twice in the one before it, would be a billion tokens. */
  @Test
  void refusesGroupsInTwoPlaces() throws Exception {
    StringBuilder subtrees = new StringBuilder("3,4,0,0,2");
    StringBuilder trees = new StringBuilder("4,4");
    for (int i = 1; i < 30; i++) {
      subtrees.append(",3,4,1,").append(2 * i).append(',').append(2 * i + 2);
      trees.append(',').append((i + 1) * 4).append(',').append((i + 1) * 4);
    }
    subtrees.append(",3,4,1,0,0");
    String line = with("[3,4,0,0,1]", "[" + subtrees + "]");
    assertFails(
        "not one of its own", line.replace("\"token_tree\":[3]", "\"token_tree\":[" + trees + "]"));
  }

  @Test
  void takesAnyDepthOfGroups() throws Exception {
    int depth = 50_000;
    StringBuilder subtrees = new StringBuilder("3,4,0,0,1");
    StringBuilder trees = new StringBuilder("4");
    for (int i = 1; i < depth; i++) {
      subtrees.append(",3,4,1,").append(i).append(',').append(i + 1);
      trees.append(',').append((i + 1) * 4);
    }
    subtrees.append(",3,4,1,0,0");
    String line =
        with("[3,4,0,0,1]", "[" + subtrees + "]")
            .replace("\"token_tree\":[3]", "\"token_tree\":[" + trees + "]");
    JsonNode answer = answer(line);
    int size = answer.at("/ExpandMacro/Ok/subtree").size();
    boolean whole = size == 5 * (depth + 1);
    assertTrue(whole || answer.at("/ExpandMacro/Err").isTextual(), () -> size + " numbers");
  }

  @Test
  void readsOverLinesThatAreTooLong() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("{\"ListMacros\":{\"dylib_path\":\"".getBytes(StandardCharsets.UTF_8));
    byte[] chunk = new byte[1 << 20];
    Arrays.fill(chunk, (byte) 'a');
    for (int i = 0; i < 65; i++) {
      bytes.writeBytes(chunk);
    }
    bytes.writeBytes("\n\n  \n{\"ApiVersionCheck\":{}}".getBytes(StandardCharsets.UTF_8));
    List<JsonNode> answers = client.say(bytes.toByteArray());
    assertEquals(2, answers.size());
    assertTrue(answers.get(0).at("/ExpandMacro/Err").textValue().contains("longer than"));
    assertEquals(6, answers.get(1).get("ApiVersionCheck").intValue());
  }

  @Test
  void refusesFilesThatAreNoLibraries() throws Exception {
    Path folder = Files.createDirectory(cache.resolve("f"));
    Path broken = Files.write(cache.resolve("b.wasm"), new byte[] {0, 'a', 's', 'm', 9});
    Path text = Files.writeString(cache.resolve("t.so"), "no library");
    Path zip = Files.write(cache.resolve("z.jar"), new byte[] {'P', 'K', 3, 4, 0});
    assertFails("no such file", Client.call(cache.resolve("none"), "m"));
    assertFails("is not a file", Client.call(folder, "m"));
    assertFails("b.wasm: ", Client.call(broken, "m"));
    assertFails("no native macro server", Client.call(text, "m"));
    assertFails("z.jar", Client.call(zip, "m"));
    Path noModule = Files.writeString(cache.resolve("n.wasm"), "no module");
    assertFails("n.wasm: not a WebAssembly module", Client.call(noModule, "m"));
    Path noJar = Files.writeString(cache.resolve("n.jar"), "no jar");
    assertFails("n.jar: not a jar", Client.call(noJar, "m"));
    assertFails("Nul character", Client.call(Path.of("a"), "m").replace("\"a\"", "\"a\\u0000b\""));
    assertFails("does not exist", Client.call(ECHO, "no_such_macro"));
  }

  @Test
  void outlivesMisbehavingMacros() throws Exception {
    assertFails("this macro always panics: \ud83e\udd8a", Client.call(MISBEHAVE, "panic_text"));
    assertFails("still running after", Client.call(MISBEHAVE, "loop_forever"));
    assertFails("still running after", Client.call(MISBEHAVE, "recurse_exponentially"));
    assertFails("memory limit", Client.call(MISBEHAVE, "eat_memory"));
    assertFails("trapped", Client.call(MISBEHAVE, "recurse_forever"));
    assertFails("trapped", Client.call(MISBEHAVE, "abort"));
    assertFails("address 4294901768: a stream of", Client.call(MISBEHAVE, "return_garbage"));
    assertTrue(answer(Client.call(MISBEHAVE, "nest_deeply")).at("/ExpandMacro/Ok").isObject());
  }

  @Test
  void answersEveryDamagedRequestOnce() throws Exception {
    Random random = new Random(66);
    List<String> lines = new ArrayList<>();
    byte[] good = GOOD.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < 5_000; i++) {
      byte[] damaged = good.clone();
      for (int j = random.nextInt(4); j >= 0; j--) {
        damaged[random.nextInt(damaged.length)] = (byte) (' ' + random.nextInt(95));
      }
      lines.add(new String(damaged, StandardCharsets.US_ASCII));
    }
    lines.add(0, "{\"ApiVersionCheck\":{}}");
    lines.add(GOOD);
    List<JsonNode> answers = client.say(lines);
    assertTrue(answers.get(answers.size() - 1).at("/ExpandMacro/Ok").isObject());
    long failed = answers.stream().filter(a -> a.at("/ExpandMacro/Err").isTextual()).count();
    assertTrue(failed > 1_000, () -> "only " + failed + " damaged requests were refused");
    assertTrue(client.log.isEmpty(), () -> client.log.toString());
  }
}
