package dev.pithos.tools.server.analyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pithos.tools.server.Examples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Native macros beside our own: requests for them reach the toolchain's own server and its answers
 * the client, and that server may die or hang.
 */
class NativeServerTest {
  private static final String CHECK = "{\"ApiVersionCheck\":{}}";
  private static final String TABLES = "{\"SetConfig\":{\"span_mode\":\"RustAnalyzer\"}}";
  private static final String ANSWER = "{\"ExpandMacro\":{\"Ok\":\"of the toolchain's server\"}}";

  /**
   * Answers as a server of version 6 with whatever it is asked; the trees come back as they are.
   */
  private static final String MIRROR =
      """
      case $line in
      *ApiVersionCheck*) echo '{"ApiVersionCheck":6}' ;;
      *SetConfig*) printf '%s\\n' "$line" ;;
      *die*) exit 3 ;;
      *hang*) sleep 30 ;;
      *ListMacros*both*)
        echo '{"ListMacros":{"Ok":[["echo","FuncLike"],["other","Attr"],["Third","CustomDerive"]]}}' ;;
      *ListMacros*refused*) echo '{"ListMacros":{"Err":"no native code"}}' ;;
      *mirror*)
        printf '%s\\n' "$line" |
          sed 's/.*"macro_body":\\(.*\\),"attributes".*/{"ExpandMacro":{"Ok":\\1}}/' ;;
      *)
        echo 'a line that the macro prints'
        echo "$ANSWER" ;;
      esac
      """
          .replace("$ANSWER", ANSWER.replace("\"", "\\\""));

  @TempDir private Path folder;
  private Path library;
  private Map<String, String> environment;

  @BeforeEach
  void write() throws IOException {
    library = Files.writeString(folder.resolve("libnative.so"), "\u007fELF");
    environment = Map.of(NativeServers.PROGRAM, StandInServer.write(folder, MIRROR).toString());
  }

  private String called(String macro) {
    return Client.call(library, macro);
  }

  private static void assertFails(String wanted, JsonNode answer) {
    String message = answer.elements().next().get("Err").textValue();
    assertTrue(message.contains(wanted), message);
  }

  @Test
  void mixedLibrariesAreEachExpandedWhereTheyBelong() throws Exception {
    String ours = Client.call(Examples.module("echo"), "echo");
    List<String> requests =
        List.of(CHECK, TABLES, list(library), called("a"), ours, called("b"), ours);
    List<JsonNode> answers = new Client(folder, 6, environment).say(requests);
    for (int i : new int[] {2, 3, 5}) {
      assertEquals(ANSWER, answers.get(i).toString());
    }
    for (int i : new int[] {4, 6}) {
      assertEquals("x", answers.get(i).at("/ExpandMacroExtended/Ok/tree/text/0").textValue());
    }
    List<String> passedOn = new ArrayList<>(requests);
    passedOn.removeIf(ours::equals);
    assertEquals(passedOn, StandInServer.lines(folder));
  }

  private static String list(Path file) {
    return "{\"ListMacros\":{\"dylib_path\":\"" + file + "\"}}";
  }

  /** A crate for Watt may have several modules, or macros of its own beside the module's. */
  @Test
  void sharedLibrariesMayHaveNativeMacrosBesideTheModule() throws Exception {
    byte[] module = Files.readAllBytes(Examples.module("echo"));
    Path both = Files.write(folder.resolve("both.so"), join("\u007fELF", module));
    Path refused = Files.write(folder.resolve("refused.so"), join("no ELF", module));
    Path dying = Files.write(folder.resolve("die.so"), join("\u007fELF", module));
    Client client = new Client(folder, 6, environment);
    List<JsonNode> answers =
        client.say(
            List.of(
                CHECK,
                list(Examples.module("echo")),
                list(both),
                list(refused),
                list(dying),
                Client.call(both, "echo"),
                Client.call(both, "other")));
    String ours = answers.get(1).toString();
    String more = ",[\"other\",\"Attr\"],[\"Third\",\"CustomDerive\"]]}}";
    assertEquals(ours.replaceFirst("]}}$", more), answers.get(2).toString());
    assertEquals(ours, answers.get(3).toString());
    assertEquals(ours, answers.get(4).toString());
    assertTrue(client.log.get(0).contains("ended without an answer"), client.log::toString);
    assertEquals("x", answers.get(5).at("/ExpandMacro/Ok/text/0").textValue());
    assertEquals(ANSWER, answers.get(6).toString());
    Client alone = new Client(folder, 6);
    answers = alone.say(List.of(CHECK, list(both), Client.call(both, "other")));
    assertEquals(ours, answers.get(1).toString());
    assertFails("bang other does not exist: the library has bang echo, ", answers.get(2));
  }

  private static byte[] join(String head, byte[] module) {
    byte[] file =
        Arrays.copyOf(head.getBytes(StandardCharsets.US_ASCII), head.length() + module.length);
    System.arraycopy(module, 0, file, head.length(), module.length);
    return file;
  }

  @Test
  void aServerThatDiesIsStartedAgainAsItWasConfigured() throws Exception {
    List<JsonNode> answers =
        new Client(folder, 6, environment)
            .say(List.of(CHECK, TABLES, called("die"), called("a"), called("b")));
    assertFails("own-server failed: it ended without an answer", answers.get(2));
    assertEquals(ANSWER, answers.get(3).toString());
    assertEquals(ANSWER, answers.get(4).toString());
    assertEquals(
        List.of(CHECK, TABLES, called("die"), TABLES, called("a"), called("b")),
        StandInServer.lines(folder));
  }

  @Test
  void aServerThatHangsIsStartedAgain() throws Exception {
    Client client = new Client(folder, 6, environment, Duration.ofSeconds(1));
    List<JsonNode> answers = client.say(List.of(CHECK, called("hang"), called("a")));
    assertFails("it did not answer within 1 s", answers.get(1));
    assertEquals(ANSWER, answers.get(2).toString());
  }

  /** To the server and back, by way of its version, every token and span is what it was. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void clientsOfOlderVersionsAreTranslatedFor(int version) throws Exception {
    List<JsonNode> answers =
        new Client(folder, version, environment)
            .say(List.of(CHECK, ProtocolVersionsTest.request(version, library, "mirror")));
    assertEquals(version, answers.get(0).get("ApiVersionCheck").intValue());
    assertEquals(
        Client.JSON.readTree(ProtocolVersionsTest.tree(version)),
        answers.get(1).at("/ExpandMacro/Ok"));
    JsonNode asked = Client.JSON.readTree(StandInServer.lines(folder).get(1)).get("ExpandMacro");
    String latest = ProtocolVersionsTest.tree(6);
    String wanted = version < 2 ? latest.replace("4,6,1,3,5]", "4,4,1,3,5]") : latest; // no close
    assertEquals(Client.JSON.readTree(wanted), asked.get("macro_body"));
  }

  @Test
  void whatIsNoProgramIsNamed() throws Exception {
    Path none = folder.resolve("none");
    Client client = new Client(folder, 6, Map.of(NativeServers.PROGRAM, none.toString()));
    List<JsonNode> answers = client.say(List.of(CHECK, called("a")));
    assertFails(library + ": holds no WebAssembly macro module, and there is no", answers.get(1));
    assertEquals(List.of("PITHOS_PROC_MACRO_SRV is " + none + ", which is no program"), client.log);
  }

  /** A launcher in a toolchain's place finds the server that was there before beside it. */
  @Test
  void theServerThatTheLauncherReplacedIsFound() throws Exception {
    Path launcher = folder.resolve("rust-analyzer-proc-macro-srv");
    Files.move(folder.resolve("own-server"), folder.resolve(launcher + ".native"));
    Map<String, String> started = Map.of(NativeServers.LAUNCHER, launcher.toString());
    List<JsonNode> answers = new Client(folder, 6, started).say(List.of(CHECK, called("a")));
    assertEquals(ANSWER, answers.get(1).toString());
  }
}
