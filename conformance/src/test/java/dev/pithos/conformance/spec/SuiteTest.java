package dev.pithos.conformance.spec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finding scripts, selecting them, and what the list and the report say of them. */
class SuiteTest {
  @TempDir private Path folder;

  private static void fill(Path root) throws IOException {
    for (String file : List.of("core/i32/i32.json", "proposals/threads/atomic/atomic.json")) {
      Files.createDirectories(root.resolve(file).getParent());
      Files.writeString(root.resolve(file), "{\"commands\": []}");
    }
    Files.writeString(root.resolve("flat.json"), "{\"commands\": []}");
    Files.write(root.resolve("core/i32/i32.0.wasm"), new byte[] {1, 2});
  }

  private static void check(Suite suite) throws IOException {
    assertEquals(List.of("core/i32", "flat", "proposals/threads/atomic"), suite.scripts());
    assertArrayEquals(new byte[] {1, 2}, suite.beside("core/i32", "i32.0.wasm"));
  }

  @Test
  void readsFolder() throws IOException {
    fill(folder);
    try (Suite suite = Suite.open(folder)) {
      check(suite);
    }
  }

  @Test
  void readsZip() throws IOException {
    Path file = folder.resolve("suite.zip");
    try (FileSystem zip = FileSystems.newFileSystem(file, Map.of("create", "true"))) {
      fill(zip.getPath("/"));
    }
    try (Suite suite = Suite.open(file)) {
      check(suite);
      assertEquals("suite.zip", suite.name());
    }
  }

  @Test
  void saysThatThereIsNone() throws IOException {
    assertThrows(NoSuchFileException.class, () -> Suite.open(folder.resolve("none.zip")));
    assertTrue(Suite.open(folder).scripts().isEmpty());
  }

  @Test
  void groups() {
    assertEquals("core", Suite.group("core/i32"));
    assertEquals("proposals/threads", Suite.group("proposals/threads/atomic"));
    assertEquals("", Suite.group("flat"));
  }

  @Test
  void filters() {
    SpecOptions options = SpecOptions.parse(List.of("core/i32", "core/simd_*", "proposals/"));
    assertTrue(options.selects("core/i32"));
    assertFalse(options.selects("core/i32x4"));
    assertTrue(options.selects("core/simd_lane"));
    assertFalse(options.selects("core/lane"));
    assertTrue(options.selects("proposals/threads/atomic"));
    assertTrue(SpecOptions.parse(List.of()).selects("core/i32"));
    assertThrows(IllegalArgumentException.class, () -> SpecOptions.parse(List.of("--nonsense")));
    assertThrows(IllegalArgumentException.class, () -> SpecOptions.parse(List.of("--limit", "0")));
    assertThrows(IllegalArgumentException.class, () -> SpecOptions.parse(List.of("--limit")));
  }

  @Test
  void expectedScripts() {
    ExpectedScripts list =
        new ExpectedScripts(List.of("# some", "", "core/i32", "legacy/*", "x/y"));
    assertTrue(list.contains("core/i32"));
    assertFalse(list.contains("core/i64"));
    assertTrue(list.contains("legacy/throw"));
    assertEquals(List.of("x/y"), list.unknown(List.of("core/i32", "core/i64", "legacy/throw")));
    FileReport broken = report("core/i64", Outcome.failed("one", "two"));
    assertEquals(
        List.of("core/i32", "legacy/*"),
        ExpectedScripts.record(
            List.of(
                report("core/i32", Outcome.passed()),
                broken,
                report("legacy/throw", Outcome.skipped("why not")))));
  }

  @Test
  void reportSumsByGroup() {
    JsonNode json =
        new SuiteReport(
                "suite",
                List.of(
                    report("core/i32", Outcome.passed()),
                    report("core/i64", Outcome.failed("one", "two")),
                    report("core/f32", Outcome.reworded("one", "two")),
                    report("legacy/throw", Outcome.skipped("why not"))))
            .json();
    JsonNode core = json.at("/groups/core");
    assertEquals(2, core.path("passed").asInt());
    assertEquals(1, core.path("failed").asInt());
    assertEquals(1, core.path("differentWording").asInt());
    assertEquals(2, core.path("filesPassing").asInt());
    assertEquals(1, json.at("/groups/legacy/skippedBecause/why not").asInt());
    assertEquals(1, json.at("/total/kinds/assert_malformed/failed").asInt());
    assertEquals(5, json.at("/files/core~1i64/firstFailures/0/line").asInt());
    assertEquals("two", json.at("/files/core~1i64/firstFailures/0/got").asText());
  }

  private static FileReport report(String script, Outcome outcome) {
    FileReport report = new FileReport(script);
    ModuleSource source = new ModuleSource("a.0.wasm", false);
    report.add(new Command.AssertRejected(5, Engine.Fault.MALFORMED, source, "text"), outcome);
    return report;
  }
}
