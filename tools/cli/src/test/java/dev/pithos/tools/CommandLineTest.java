package dev.pithos.tools;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands as users call them, in this process: results, messages, exit statuses, files. */
class CommandLineTest {
  private static final String DEMO_EXPANSION =
      """
      impl Point {
          pub const MESSAGE: &'static str = "Hello from WASM! My name is Point.";
      }
      """;

  @TempDir private Path folder;

  private final Path demo = Cli.example("demo.wasm");
  private final Path point = Cli.example("point.rs");

  /** Bad usage or input: status 2, one line that contains the text, and no file. */
  private void assertRefused(Cli run, String problem) throws IOException {
    assertEquals(2, run.status(), run::err);
    assertEquals("", run.out());
    assertEquals(1, run.err().lines().count(), run::err);
    assertTrue(run.err().startsWith("pithos: "), run::err);
    assertTrue(run.err().contains(problem), run::err);
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.filter(f -> !f.toString().endsWith(".in")).toList());
    }
  }

  private Path input(byte... bytes) throws IOException {
    return Files.write(folder.resolve("bad.in"), bytes);
  }

  @Test
  void showsMessagesBesideTheExpansion() {
    Cli run = Cli.runWith("a\n  b", "expand", Cli.example("spans.wasm"), "--bang", "messages");
    assertEquals(0, run.status());
    assertEquals("a b", run.out().strip());
    assertEquals(
        List.of(
            "error: wrong \ud83e\udd8a (<standard input>:1:1)",
            "  note: here (<standard input>:1:2)",
            "  help: do it right",
            "warning: doubtful",
            "note: by the way"),
        run.err().lines().toList());
  }

  @Test
  void expandsFromModuleAndJar() {
    Path jar = folder.resolve("demo.jar");
    assertEquals(
        new Cli(0, DEMO_EXPANSION, ""), Cli.run("expand", demo, "--derive", "Demo", point));
    assertEquals(0, Cli.run("compile", demo, "-o", jar).status());
    assertEquals(new Cli(0, DEMO_EXPANSION, ""), Cli.run("expand", jar, "--derive", "Demo", point));
    assertEquals(
        new Cli(0, DEMO_EXPANSION, ""),
        Cli.runWith("struct Point;", "expand", jar, "--derive=Demo"));
  }

  @Test
  void compilesReproducibly() throws IOException {
    Path one = folder.resolve("one.jar");
    Path two = folder.resolve("two.jar");
    assertEquals(new Cli(0, "", ""), Cli.run("compile", demo, "-o", one, "--package", "a.b"));
    assertEquals(new Cli(0, "", ""), Cli.run("compile", demo, "-o", two, "--package", "a.b"));
    assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(two));
  }

  @Test
  void inspectsModuleAndJar() throws IOException {
    Path jar = folder.resolve("demo.jar");
    assertEquals(0, Cli.run("compile", demo, "-o", jar).status());
    JsonNode ofModule = new ObjectMapper().readTree(Cli.run("inspect", demo, "--json").out());
    JsonNode ofJar = new ObjectMapper().readTree(Cli.run("inspect", jar, "--json").out());
    assertEquals(
        new ObjectMapper()
            .readTree(
                "[{\"index\":0,\"kind\":\"derive\",\"name\":\"Demo\",\"helpers\":[],\"export\":\"demo\"}]"),
        ofModule.get("slots"));
    for (String key :
        List.of(
            "sha256",
            "imports",
            "exports",
            "slots",
            "emittedMethods",
            "largestMethodBytes",
            "methodsOver8000Bytes")) {
      assertEquals(ofModule.get(key), ofJar.get(key), key);
    }
    assertTrue(ofModule.get("emittedMethods").asInt() > 10, ofModule::toString);
    assertEquals(0, ofModule.get("methodsOver8000Bytes").asInt());
    assertTrue(ofModule.get("sections").size() > 5, ofModule::toString);
    String text = Cli.run("inspect", demo).out();
    assertTrue(text.contains("derive  Demo  demo"), text);
    assertFalse(text.contains("\033"), text);
  }

  @Test
  void injectsMetadata() throws IOException {
    Path named = folder.resolve("named.wasm");
    String slot = "derive:Renamed:demo:helper,other";
    assertEquals(new Cli(0, "", ""), Cli.run("inject-metadata", demo, "-o", named, slot));
    String slots = Cli.run("inspect", named).out();
    assertTrue(slots.contains("derive  Renamed  demo  #[helper], #[other]"), slots);
    assertEquals(DEMO_EXPANSION, Cli.run("expand", named, "--derive", "Renamed", point).out());
    assertEquals(new Cli(0, "", ""), Cli.run("inject-metadata", named, "-o", named, slot));
  }

  @Test
  void refusesBadMetadata() throws IOException {
    Path out = folder.resolve("out.wasm");
    assertRefused(Cli.run("inject-metadata", demo, "-o", out, "derive:Demo:none"), "none");
    assertRefused(Cli.run("inject-metadata", demo, "-o", out, "derive:Demo"), "macro 1: ");
    assertRefused(
        Cli.run("inject-metadata", demo, "-o", out, "derive:A:demo", "fn:B:demo"), "macro 2: ");
    assertRefused(Cli.run("inject-metadata", demo, "-o", out), "missing required parameter");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                                      | a command is missing",
        "frob                                  | 'frob' is no command (pithos --help",
        "compile DEMO -o OUT --fast            | '--fast' is no option (pithos compile --help",
        "expand DEMO Demo POINT                | point.rs' is one argument too many",
        "compile                               | missing required",
        "compile x.wasm                        | missing required option",
        "expand DEMO POINT                     | missing required argument",
        "expand DEMO --derive A --bang B POINT | mutually exclusive",
        "expand DEMO --derive Demo --args x    | --args goes with --attr alone",
        "expand DEMO --derive Nope POINT       | Nope does not exist: the library has derive Demo",
        "expand DEMO --derive Demo --deadline 0 POINT | is not a time",
        "expand DEMO --derive Demo --memory x POINT   | is not a size",
        "expand DEMO --derive Demo none.rs     | none.rs: no such file",
        "expand POINT --derive Demo POINT      | point.rs: not a WebAssembly module",
        "expand POINT --derive Demo DEMO       | point.rs: not a WebAssembly module",
        "compile DEMO -o OUT --package a..b    | --package a..b",
        "compile DEMO -o OUT --class 1         | --class 1",
        "compile DEMO -o OUT --host wasmtime   | neither chicory nor endive",
        "compile DEMO -o DEMO                  | is the module itself",
        "compile DEMO -o none/a.jar            | the folder",
        "compile . -o OUT                      | is a folder",
        "inspect none.wasm                     | none.wasm: no such file",
        "cache none.jar                        | none.jar: no such file",
        "cache DEMO                            | demo.wasm: is no jar",
        "macro-server --protocol 7             | --protocol must be 0 to 6",
        "macro-server --deadline soon          | 'soon' is not a time such as 500ms or 10s",
        "daemon                                | missing required option: '--socket=PATH'",
        "daemon --socket /                     | /: is a folder; name a socket",
        "daemon --socket OUT/a/b/LONG          | has too long a path for a socket",
        "daemon --socket POINT                 | point.rs: is a file, and no socket",
      })
  void refusesBadUsage(String words, String problem) throws IOException {
    Map<String, Object> names =
        Map.of(
            "DEMO",
            demo,
            "POINT",
            point,
            "OUT",
            folder.resolve("out.jar"),
            "OUT/a/b/LONG",
            folder.resolve("a".repeat(120)));
    Object[] args =
        words == null
            ? new Object[0]
            : Stream.of(words.split(" +")).map(w -> names.getOrDefault(w, w)).toArray();
    assertRefused(Cli.run(args), problem);
  }

  @Test
  void refusesBadModules() throws IOException {
    Path out = folder.resolve("out.jar");
    Path bad = input((byte) 0, (byte) 'a', (byte) 's', (byte) 'm', (byte) 9, (byte) 0, (byte) 0);
    assertRefused(Cli.run("compile", bad, "-o", out), bad + ": ");
    assertRefused(Cli.run("inspect", bad), "byte offset 0x");
    assertRefused(Cli.run("expand", bad, "--derive", "Demo", point), bad + ": ");
    Path jar = input((byte) 'P', (byte) 'K', (byte) 3, (byte) 4, (byte) 0);
    assertRefused(Cli.run("inspect", jar), jar + ": ");
    assertRefused(Cli.run("expand", jar, "--derive", "Demo", point), jar + ": ");
    assertRefused(Cli.run("cache", jar), jar + ": is no usable macro library: ");
  }

  @Test
  void jarsOfOtherVersionsAreToBeCompiledAgain() throws IOException {
    Path jar = folder.resolve("demo.in");
    assertEquals(0, Cli.run("compile", demo, "-o", jar, "--class", "Demo").status());
    try (FileSystem entries = FileSystems.newFileSystem(jar)) {
      Path descriptor = entries.getPath("pithos/module/Demo.pithos");
      byte[] bytes = Files.readAllBytes(descriptor);
      bytes[7] = 1; // the last byte of the version
      Files.write(descriptor, bytes);
    }
    String problem = "of version 1, this runtime reads version 2; compile the module again";
    assertRefused(Cli.run("expand", jar, "--derive", "Demo", point), problem);
    assertRefused(Cli.run("inspect", jar), problem);
    assertRefused(Cli.run("cache", jar), problem);
  }

  @Test
  void macroFailuresAreWordForWord() {
    Path misbehave = Cli.example("misbehave.wasm");
    Cli panic = Cli.runWith("x", "expand", misbehave, "--bang", "panic_text");
    assertEquals(1, panic.status());
    assertEquals("", panic.out());
    String text = "this macro always panics: \ud83e\udd8a \"quoted\"\nand a second line\n";
    assertTrue(panic.err().startsWith("pithos: bang panic_text panicked: " + text), panic::err);
  }

  @ParameterizedTest
  @CsvSource({
    "trap, trapped",
    "loop_forever, exceeded its deadline",
    "recurse_exponentially, exceeded its deadline",
    "eat_memory, exceeded its memory limit"
  })
  void macrosAreStopped(String macro, String reason) {
    Path misbehave = Cli.example("misbehave.wasm");
    Cli run =
        Cli.runWith(
            "x", "expand", misbehave, "--bang", macro, "--deadline", "2s", "--memory", "16M");
    assertEquals(1, run.status(), run::err);
    assertTrue(run.err().startsWith("pithos: bang " + macro + " " + reason), run::err);
  }

  @Test
  void attributesTakeArguments() {
    Path kinds = Cli.example("kinds.wasm");
    Cli with = Cli.runWith("fn f() {}", "expand", kinds, "--attr", "with_args", "--args", "a = 1");
    assertEquals(0, with.status(), with::err);
    assertTrue(with.out().contains("a = 1"), with::out);
    Cli without = Cli.runWith("fn f() {}", "expand", kinds, "--attr", "with_args");
    assertEquals(0, without.status(), without::err);
    assertFalse(without.out().contains("a = 1"), without::out);
  }

  @Test
  void refusesTextThatIsNoRust() throws IOException {
    assertRefused(
        Cli.runWith("struct P {", "expand", demo, "--derive", "Demo"), "standard input: ");
    Path latin = input((byte) 0xe9);
    assertRefused(Cli.run("expand", demo, "--derive", "Demo", latin), "is not UTF-8 text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "compile", "inspect", "expand", "inject-metadata"})
  void helpShowsExamples(String command) {
    Cli help = command.isEmpty() ? Cli.run("--help") : Cli.run(command, "--help");
    assertEquals(0, help.status());
    assertTrue(help.out().contains("Examples:"), help::out);
    assertTrue(help.out().contains("pithos " + command), help::out);
    assertEquals("", help.err());
    assertTrue(help.out().lines().allMatch(l -> l.length() <= 80), help::out);
  }

  @Test
  void tellsItsVersion() {
    assertTrue(Cli.run("--version").out().matches("(?s)pithos \\d+\\.\\d+\\.\\d+.*JVM: .*"));
  }

  @Test
  void coloursFollowTheEnvironment() {
    assertTrue(CommandStreams.wantsColours(Map.of("TERM", "xterm")));
    assertTrue(CommandStreams.wantsColours(Map.of("TERM", "xterm", "NO_COLOR", "")));
    assertFalse(CommandStreams.wantsColours(Map.of("TERM", "xterm", "NO_COLOR", "1")));
    assertFalse(CommandStreams.wantsColours(Map.of("TERM", "dumb")));
    assertFalse(CommandStreams.wantsColours(Map.of()));
  }
}
