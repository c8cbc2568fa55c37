package dev.pithos.conformance.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a script whose modules the engine rejects, crashes on, or never finishes. */
class ScriptRunnerTest {
  private static final String SCRIPT =
      """
      {"source_filename": "a.wast", "commands": [
        {"type": "module", "line": 1, "filename": "a.0.wasm", "module_type": "binary"},
        {"type": "assert_return", "line": 2, "action": {"type": "invoke", "field": "f", "args": []},
         "expected": []},
        {"type": "assert_malformed", "line": 3, "filename": "a.1.wat", "module_type": "text",
         "text": "unexpected token"},
        {"type": "assert_malformed", "line": 4, "filename": "a.0.wasm", "module_type": "binary",
         "text": "unexpected end"},
        {"type": "assert_invalid", "line": 5, "filename": "a.0.wasm", "module_type": "binary",
         "text": "unexpected end"},
        {"type": "assert_invalid", "line": 6, "filename": "a.2.wat", "module_type": "text",
         "binary_filename": "a.0.wasm", "text": "unexpected end"},
        {"type": "assert_nonsense", "line": 7}
      ]}
      """;

  @TempDir private Path folder;

  private FileReport run(Engine engine, Duration limit) throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve("group"));
    Files.writeString(folder.resolve("group/a.json"), SCRIPT);
    Files.write(folder.resolve("group/a.0.wasm"), new byte[] {0});
    try (Suite suite = Suite.open(folder)) {
      return new ScriptRunner(suite, engine, Wording.REPORT, limit).run("group/a");
    }
  }

  @Test
  void rejectionMustBeOfTheRightClass() throws Exception {
    FileReport report =
        run(
            (wasm, group) -> {
              throw new Engine.Rejection(
                  Engine.Fault.MALFORMED, new IllegalStateException("unexpected end of section"));
            },
            Duration.ofSeconds(30));
    assertEquals(
        "[1: unexpected end of section, 5: unexpected end of section,"
            + " 6: unexpected end of section, 7: unknown command assert_nonsense]",
        report.failures().stream()
            .map(
                failed ->
                    failed.command().line()
                        + ": "
                        + failed
                            .outcome()
                            .got()
                            .replaceFirst("java.lang.IllegalStateException: ", ""))
            .toList()
            .toString());
    assertEquals(
        "1 passed, 0 failed, 1 skipped", report.kinds().get("assert_malformed").toString());
    assertEquals(Map.of("text-format module", 1), report.skips());
    assertEquals("1 passed, 4 failed, 1 skipped", report.assertions().toString());
    assertEquals("0 passed, 1 failed, 0 skipped", report.others().toString());
  }

  @Test
  void crashFailsTheCommandAlone() throws Exception {
    FileReport report =
        run(
            (wasm, group) -> {
              throw new VerifyError("bad stack map");
            },
            Duration.ofSeconds(30));
    assertEquals(5, report.failures().size());
    assertEquals("java.lang.VerifyError: bad stack map", report.failures().get(0).outcome().got());
    assertEquals(1, report.consequences());
  }

  @Test
  void timeLimitFailsTheRest() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    FileReport report =
        run(
            (wasm, group) -> {
              while (true) {
                try {
                  never.await();
                } catch (InterruptedException e) {
                  Thread.onSpinWait(); // an engine that does not care
                }
              }
            },
            Duration.ofMillis(100));
    assertEquals(7, report.failures().size());
    String reason = report.failures().get(0).outcome().got();
    assertTrue(reason.contains("time limit of 0.1 s ended at line 1"), reason);
  }
}
