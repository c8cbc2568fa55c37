package dev.pithos.conformance.hosts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pithos.conformance.build.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers that start, in processes of their own, with one cache of compiled modules between them:
 * many at once, some killed while they fill it, and how long the first answer takes.
 */
class MacroServerStartTest {
  private static final Path EXAMPLES = Project.root().resolve("tools/examples");
  private static final Path ECHO = EXAMPLES.resolve("echo.wasm");
  private static final Path SERDE = Project.root().resolve(".build/rust/serde/new.wasm");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int STARTS = 8;
  private static final int ROUNDS = 4;

  @TempDir private Path cache;

  private ServerProcess start() throws IOException {
    return ServerProcess.ours(cache, Map.of());
  }

  private static String request(Path library, String macro) {
    JsonNode none = ServerProcess.JSON.nullNode();
    return ServerProcess.expansion(library, macro, ServerProcess.identifier("word"), none)
        .toString();
  }

  private static void assertExpands(ServerProcess server) throws IOException {
    String answer = server.agree().ask(request(ECHO, "echo"));
    assertTrue(answer.contains("\"text\":[\"word\"]"), answer);
  }

  private List<Path> files(String pattern) throws IOException {
    try (Stream<Path> walk = Files.walk(cache)) {
      return walk.filter(path -> path.getFileName().toString().matches(pattern)).toList();
    }
  }

  @Test
  void manyShareAnEmptyCacheAtOnce() throws Exception {
    List<ServerProcess> servers = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        servers.add(start());
      }
      for (ServerProcess server : servers) {
        server.send("{\"ApiVersionCheck\":{}}");
        server.send("{\"SetConfig\":{\"span_mode\":\"RustAnalyzer\"}}");
        server.send(request(ECHO, "echo"));
      }
      for (ServerProcess server : servers) {
        server.receive();
        server.receive();
        String answer = server.receive();
        assertTrue(answer.contains("\"text\":[\"word\"]"), answer);
      }
    } finally {
      for (ServerProcess server : servers) {
        server.close();
      }
    }
    List<Path> jars = files("module\\.jar");
    assertEquals(1, jars.size(), jars::toString);
    assertEquals(List.of(), files("(new|old)-.*"));
    FileTime written = Files.getLastModifiedTime(jars.get(0));
    try (ServerProcess later = start()) {
      assertExpands(later);
    }
    assertEquals(written, Files.getLastModifiedTime(jars.get(0)));
  }

  /** Killed when it has begun to write an entry, it leaves none that another server takes. */
  @Test
  void whatAKilledServerLeavesIsNoHindrance() throws Exception {
    Path other = cache.resolve("other");
    try (ServerProcess built = ServerProcess.ours(other, Map.of())) {
      assertExpands(built); // before that, a server may be building Pithos
    }
    for (int round = 0; round < ROUNDS; round++) {
      Path own = cache.resolve("round" + round);
      ServerProcess killed = ServerProcess.ours(own, Map.of());
      killed.send(request(ECHO, "echo"));
      while (entries(own) == 0) {
        assertTrue(killed.isAlive());
      }
      killed.kill();
      try (ServerProcess next = ServerProcess.ours(own, Map.of())) {
        assertExpands(next);
      }
    }
  }

  /** How many entries there are, finished or not. */
  private static int entries(Path cache) {
    String[] builds = cache.resolve("pithos/modules").toFile().list();
    if (builds == null || builds.length == 0) {
      return 0;
    }
    String[] entries = cache.resolve("pithos/modules").resolve(builds[0]).toFile().list();
    return entries == null ? 0 : entries.length;
  }

  /** The launcher in a toolchain, as docs/rust-analyzer.md puts it there, for an old client. */
  @Test
  void theLauncherTakesTheToolchainsPlace() throws Exception {
    Path libexec = Files.createDirectories(cache.resolve("toolchain/libexec"));
    Path launcher = libexec.resolve("rust-analyzer-proc-macro-srv");
    Path moved = libexec.resolve("rust-analyzer-proc-macro-srv.native");
    Files.writeString(
        moved,
        """
        #!/bin/sh
        while read -r line; do
          case $line in
          *ApiVersionCheck*) echo '{"ApiVersionCheck":6}' ;;
          *) echo '{"ListMacros":{"Ok":[["native","Attr"]]}}' ;;
          esac
        done
        """);
    Files.setPosixFilePermissions(moved, PosixFilePermissions.fromString("rwx------"));
    Files.createSymbolicLink(launcher, ServerProcess.LAUNCHER);
    Path library = Files.writeString(cache.resolve("libnative.so"), "no module");
    Map<String, String> environment =
        Map.of("PITHOS_MACRO_PROTOCOL", "2", "XDG_CACHE_HOME", cache.toString());
    try (ServerProcess server = new ServerProcess(environment, List.of(launcher.toString()))) {
      assertEquals("{\"ApiVersionCheck\":2}", server.ask("{\"ApiVersionCheck\":{}}"));
      assertEquals(
          "{\"ListMacros\":{\"Ok\":[[\"native\",\"Attr\"]]}}",
          server.ask("{\"ListMacros\":{\"dylib_path\":\"" + library + "\"}}"));
      String listed = server.ask("{\"ListMacros\":{\"dylib_path\":\"" + ECHO + "\"}}");
      assertTrue(listed.contains("[\"Echo\",\"CustomDerive\"]"), listed);
    } finally {
      Files.delete(launcher);
    }
  }

  /** The question of docs/rust-analyzer.md and its answer. */
  @Test
  void answersByHandAsTheDocumentSays() throws Exception {
    String document = Files.readString(Project.root().resolve("docs/rust-analyzer.md"));
    Matcher block = Pattern.compile("(?ms)^```console\\n\\$ (.*?)\\n(.*?)^```$").matcher(document);
    assertTrue(block.find(), "docs/rust-analyzer.md shows no question");
    Map<String, String> environment =
        Map.of("PITHOS_PROC_MACRO_SRV", "", "XDG_CACHE_HOME", cache.toString());
    Run run = Run.of(Project.root(), environment, List.of("sh", "-c", block.group(1)));
    assertEquals(block.group(2), run.out(), run::err);
  }

  /**
   * From the process's start to the answer, with the module compiled before; the best of some. On a
   * busy machine the time counts for which it has the processor.
   */
  @Test
  void firstAnswerTakesLessThanASecond() throws Exception {
    boolean serde = Files.exists(SERDE);
    String request = serde ? request(SERDE, "Serialize") : request(ECHO, "echo");
    Duration best = Duration.ofDays(1);
    for (int i = 0; i <= STARTS; i++) {
      long began = System.nanoTime();
      try (ServerProcess server = start()) {
        String answer = server.agree().ask(request);
        Duration taken = Duration.ofNanos(System.nanoTime() - began);
        Duration busy = server.processorTime();
        taken = busy.compareTo(taken) < 0 ? busy : taken;
        // A word is no struct: serde says so in tokens, as `compile_error!`.
        assertTrue(answer.contains(serde ? "\"compile_error\"" : "\"word\""), answer);
        if (i > 0 && taken.compareTo(best) < 0) { // the first one filled the cache
          best = taken;
        }
      }
    }
    String result = (serde ? "serde" : "echo") + ": first answer after " + best.toMillis() + " ms";
    System.out.println(result);
    assertTrue(best.compareTo(SECOND) < 0, result);
  }
}
