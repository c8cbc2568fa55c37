package dev.pithos.conformance.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The {@code pithos} script as users start it: from elsewhere, through links, in pipes. */
class PithosScriptTest {
  private static final String EXPANSION =
      """
      impl Point {
          pub const MESSAGE: &'static str = "Hello from WASM! My name is Point.";
      }
      """;

  @TempDir private Path folder;

  private Path elsewhere;

  @BeforeEach
  void linkTheProject() throws IOException {
    elsewhere = Files.createDirectory(folder.resolve("else where"));
    Path link = Files.createSymbolicLink(elsewhere.resolve("the project"), Project.root());
    Files.createSymbolicLink(elsewhere.resolve("pithos"), link.resolve("pithos"));
    Files.copy(
        Project.root().resolve("tools/examples/demo.wasm"), elsewhere.resolve("my demo.wasm"));
  }

  @AfterEach
  void removeLinks() throws IOException {
    Files.delete(elsewhere.resolve("pithos"));
    Files.delete(elsewhere.resolve("the project"));
  }

  @Test
  void runsThroughLinksFromAnywhere() throws Exception {
    String command = "echo 'struct Point;' | ./pithos expand 'my demo.wasm' --derive Demo";
    assertEquals(new Shell(0, EXPANSION, ""), Shell.run(elsewhere, command));
  }

  @Test
  void exitStatusTellsMacroFromInput() throws Exception {
    String misbehave = "'the project/tools/examples/misbehave.wasm'";
    Shell panic = Shell.run(elsewhere, "./pithos expand " + misbehave + " --bang panic_text");
    assertEquals(1, panic.status(), panic::err);
    assertTrue(panic.err().contains("this macro always panics: \ud83e\udd8a"), panic::err);
    Shell input = Shell.run(elsewhere, "./pithos expand none.wasm --bang panic_text");
    assertEquals(new Shell(2, "", "pithos: none.wasm: no such file\n"), input);
  }

  @Test
  void compilesAFileForEveryone() throws Exception {
    Shell compile =
        Shell.run(elsewhere, "umask 022; ./pithos compile 'my demo.wasm' -o 'my demo.jar'");
    assertEquals(new Shell(0, "", ""), compile);
    assertEquals("-rw-r--r--", Shell.run(elsewhere, "ls -l 'my demo.jar'").out().split(" ")[0]);
    try (Stream<Path> files = Files.list(elsewhere)) {
      assertEquals(
          List.of("my demo.jar", "my demo.wasm", "pithos", "the project"),
          files.map(f -> f.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void aCacheIsTakenByTheJvm() throws Exception {
    String item = "'the project/tools/examples/point.rs'";
    String make =
        "./pithos compile 'my demo.wasm' -o demo.jar && ./pithos cache demo.jar --rounds 2 --input ";
    Shell cache = Shell.run(elsewhere, make + item);
    assertEquals(0, cache.status(), cache::err);
    String options = cache.out().strip();
    // A cache that the JVM cannot use is an error with these options, and not a warning.
    String strict = options.contains("AOTCache") ? "-XX:AOTMode=on" : "-Xshare:on";
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String run = " dev.pithos.macro.CacheTraining 1 " + item;
    Shell expansion = Shell.run(elsewhere, String.join(" ", java, strict, options) + run);
    assertEquals(new Shell(0, "1\n", ""), expansion);
    Shell none = Shell.run(elsewhere, "./pithos cache 'my demo.wasm'");
    assertEquals(2, none.status());
    assertEquals("pithos: my demo.wasm: is no jar; make one with pithos compile\n", none.err());
  }

  @Test
  void writesNoColoursIntoAPipe() throws Exception {
    Shell help = Shell.run(elsewhere, "TERM=xterm ./pithos --help; ./pithos frob || true");
    assertFalse((help.out() + help.err()).contains("\033"), help::toString);
  }

  @Test
  void saysWhatIsWrongWithJava() throws Exception {
    Shell missing = Shell.run(elsewhere, "./pithos --version", Map.of("JAVA_HOME", "/nowhere"));
    assertEquals(2, missing.status());
    assertTrue(missing.err().startsWith("pithos: JAVA_HOME is /nowhere"), missing::err);
    Path old = Files.createDirectories(folder.resolve("old/bin")).resolve("java");
    Files.writeString(old, "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
    assertTrue(old.toFile().setExecutable(true));
    Shell eleven =
        Shell.run(
            elsewhere, "./pithos --version", Map.of("JAVA_HOME", folder.resolve("old").toString()));
    assertEquals(2, eleven.status());
    assertTrue(eleven.err().contains("is version 11: install a JDK, 17 or newer"), eleven::err);
  }
}
