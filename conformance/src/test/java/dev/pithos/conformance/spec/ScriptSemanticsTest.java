package dev.pithos.conformance.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scripts of our own through the real compiler: each kind of command passes when it should and
 * fails when it should. No file of the suite is needed.
 */
class ScriptSemanticsTest {
  private static final Map<String, String> MODULES =
      Map.of(
          // (func "add" and "div" of two i32), (func "deep" calls itself), (func "spin" loops),
          // (global "g" i32 42)
          "library",
          "0061736d01000000010a0260027f7f017f600000030504000001010606017f00412a0b071f05036164640000"
              + "03646976000104646565700002047370696e0003016703000a1e040700200020016a0b070020002001"
              + "6d0b040010020b070003400c000b0b",
          // imports "lib" "add", (func "twice" adds its argument to itself)
          "client",
          "0061736d01000000010c0260027f7f017f60017f017f020b01036c6962036164640000030201010709010574"
              + "7769636500010a0a0108002000200010000b",
          // imports a function "lib" "no"
          "unknown",
          "0061736d01000000010401600000020a01036c6962026e6f0000",
          // imports "lib" "add" as a function without parameters and results
          "mistyped",
          "0061736d01000000010401600000020b01036c6962036164640000",
          // the start function is unreachable
          "trapping",
          "0061736d01000000010401600000030201000801000a05010300000b",
          // a function with a result and an empty body
          "invalid",
          "0061736d010000000105016000017f030201000a040102000b",
          // the first seven bytes of a module
          "malformed",
          "0061736d010000");

  @TempDir private Path folder;

  /** Runs commands, written with single quotes, one a line: the first is on line 1. */
  private FileReport run(Duration limit, String... commands)
      throws IOException, InterruptedException {
    StringBuilder script = new StringBuilder("{'commands': [");
    for (int i = 0; i < commands.length; i++) {
      script.append(i == 0 ? "" : ",").append("{'line': ").append(i + 1).append(", ");
      script.append(commands[i]).append("}");
    }
    Files.writeString(
        folder.resolve("own.json"), script.append("]}").toString().replace('\'', '"'));
    for (Map.Entry<String, String> module : MODULES.entrySet()) {
      Files.write(
          folder.resolve(module.getKey() + ".wasm"), HexFormat.of().parseHex(module.getValue()));
    }
    try (Suite suite = Suite.open(folder)) {
      return new ScriptRunner(suite, new PithosEngine(), Wording.STRICT, limit).run("own");
    }
  }

  private FileReport run(String... commands) throws IOException, InterruptedException {
    return run(Duration.ofSeconds(30), commands);
  }

  private static String module(String type, String file, String text) {
    return String.format("'type': '%s', 'filename': '%s.wasm', 'text': '%s'", type, file, text);
  }

  private static String module(String file) {
    return String.format("'type': 'module', 'filename': '%s.wasm', 'name': '%s'", file, file);
  }

  private static String invoke(String type, String field, int... arguments) {
    List<String> values =
        java.util.Arrays.stream(arguments)
            .mapToObj(value -> "{'type': 'i32', 'value': '" + value + "'}")
            .toList();
    return String.format(
        "'type': '%s', 'action': {'type': 'invoke', 'field': '%s', 'args': %s}",
        type, field, values);
  }

  private static String returned(int value) {
    return ", 'expected': [{'type': 'i32', 'value': '" + value + "'}]";
  }

  private static List<Integer> failedLines(FileReport report) {
    return report.failures().stream().map(failed -> failed.command().line()).toList();
  }

  private static void assertPasses(FileReport report) {
    assertEquals(
        List.of(),
        report.failures().stream()
            .map(failed -> failed.command() + ": " + failed.outcome().got())
            .toList());
    assertTrue(report.passes());
  }

  @Test
  void everyAssertionCanPass() throws Exception {
    assertPasses(
        run(
            module("library"),
            "'type': 'register', 'as': 'lib'",
            invoke("assert_return", "add", 1, 2) + returned(3),
            "'type': 'assert_return', 'action': {'type': 'get', 'field': 'g'}" + returned(42),
            invoke("assert_trap", "div", 1, 0) + ", 'text': 'integer divide by zero'",
            invoke("assert_exhaustion", "deep") + ", 'text': 'call stack exhausted'",
            invoke("action", "div", 1, 1),
            module("client"),
            invoke("assert_return", "twice", 21) + returned(42),
            module("assert_unlinkable", "unknown", "unknown import"),
            module("assert_unlinkable", "mistyped", "incompatible import type"),
            module("assert_uninstantiable", "trapping", "unreachable"),
            module("assert_invalid", "invalid", "type mismatch"),
            module("assert_malformed", "malformed", "unexpected end")));
  }

  @Test
  void everyAssertionCanFail() throws Exception {
    FileReport report =
        run(
            module("library"),
            "'type': 'register', 'as': 'lib'",
            invoke("assert_return", "add", 1, 2) + returned(4),
            invoke("assert_return", "div", 1, 0) + returned(4),
            invoke("assert_trap", "div", 1, 0) + ", 'text': 'integer overflow'",
            invoke("assert_trap", "div", 1, 1) + ", 'text': 'integer divide by zero'",
            invoke("assert_exhaustion", "div", 1, 0) + ", 'text': 'call stack exhausted'",
            invoke("assert_exception", "div", 1, 0),
            invoke("assert_exception", "div", 1, 1),
            module("assert_unlinkable", "library", "unknown import"),
            module("assert_unlinkable", "trapping", "unknown import"),
            module("assert_unlinkable", "unknown", "incompatible import type"),
            module("assert_uninstantiable", "unknown", "unreachable"),
            module("assert_uninstantiable", "library", "unreachable"),
            module("assert_invalid", "malformed", "unexpected end"),
            module("assert_invalid", "library", "type mismatch"),
            module("assert_malformed", "invalid", "type mismatch"),
            module("assert_malformed", "library", "unexpected end"),
            invoke("action", "none"),
            invoke("action", "add", 1));
    assertEquals(
        List.of(3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20),
        failedLines(report));
    assertEquals("i32:4", report.failures().get(0).outcome().expected());
    assertEquals("i32:3", report.failures().get(0).outcome().got());
    assertEquals("i32:4", report.failures().get(1).outcome().expected());
  }

  @Test
  void definitionsAreInstantiatedMoreThanOnce() throws Exception {
    assertPasses(
        run(
            "'type': 'module_definition', 'name': 'D', 'filename': 'library.wasm'",
            "'type': 'module_instance', 'instance': 'I', 'module': 'D'",
            "'type': 'module_instance', 'instance': 'J'",
            "'type': 'register', 'as': 'lib', 'name': 'I'",
            module("client"),
            invoke("assert_return", "twice", 4) + returned(8),
            "'type': 'assert_return', 'action': {'type': 'get', 'module': 'J', 'field': 'g'}"
                + returned(42)));
  }

  @Test
  void threadsSeeTheModuleTheyShare() throws Exception {
    FileReport report =
        run(
            module("library"),
            "'type': 'thread', 'name': 'T', 'shared_module': 'library', 'commands': [{'line': 20,"
                + " 'type': 'register', 'as': 'lib', 'name': 'library'}, {'line': 21, "
                + module("client")
                + "}, {'line': 22, "
                + invoke("assert_return", "twice", 4)
                + returned(8)
                + "}, {'line': 23, "
                + invoke("assert_return", "twice", 4)
                + returned(9)
                + "}]",
            "'type': 'wait', 'thread': 'T'",
            module("assert_unlinkable", "client", "unknown import"));
    assertEquals(List.of(23), failedLines(report));
    assertEquals("2 passed, 1 failed, 0 skipped", report.assertions().toString());
  }

  @Test
  void guestThatLoopsIsStopped() throws Exception {
    FileReport report =
        run(
            Duration.ofSeconds(1),
            module("library"),
            invoke("action", "spin"),
            invoke("assert_return", "add", 1, 2) + returned(3));
    assertEquals(List.of(2, 3), failedLines(report));
    long spinning =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("spec own"))
            .count();
    assertEquals(0, spinning);
  }
}
