package dev.pithos.conformance.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.pithos.conformance.build.Required;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the whole suite and writes the report. Scripts on the list of expected ones must pass; any
 * other must not, so that the list says what the compiler can do today.
 */
class SpecSuiteTest {
  private static final Path PROJECT = SpecSuite.projectRoot();

  @TestFactory
  Stream<DynamicTest> suite() throws IOException {
    Optional<Suite> found = Suite.find(PROJECT);
    if (found.isEmpty()) {
      return Stream.of(DynamicTest.dynamicTest("suite", () -> Required.that(false, Suite.MISSING)));
    }
    Suite suite = found.orElseThrow();
    ExpectedScripts expected = ExpectedScripts.read(PROJECT.resolve(SpecSuite.EXPECTED));
    Wording wording =
        Wording.valueOf(System.getProperty("pithos.spec.wording", Wording.REPORT.name()));
    ScriptRunner runner =
        new ScriptRunner(suite, new PithosEngine(), wording, SuiteRun.DEFAULT_LIMIT);
    Map<String, Future<FileReport>> reports =
        SuiteRun.start(suite.scripts(), runner, Runtime.getRuntime().availableProcessors());
    List<DynamicTest> tests = new ArrayList<>();
    tests.add(
        DynamicTest.dynamicTest(
            "the list of expected scripts names scripts of the suite",
            () ->
                assertEquals(
                    List.of(),
                    expected.unknown(suite.scripts()),
                    "lines of " + SpecSuite.EXPECTED + " that name no script of the suite")));
    reports.forEach(
        (script, report) ->
            tests.add(
                DynamicTest.dynamicTest(script, () -> check(script, report.get(), expected))));
    tests.add(DynamicTest.dynamicTest("report", () -> report(suite, reports)));
    return tests.stream();
  }

  private static void check(String script, FileReport report, ExpectedScripts expected) {
    if (expected.contains(script) && !report.passes()) {
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      new Printer(new PrintStream(text, true, StandardCharsets.UTF_8)).file(report, 5);
      fail(text.toString(StandardCharsets.UTF_8));
    }
    if (!expected.contains(script) && report.passes()) {
      fail(
          script
              + " passes in full and is not on the list: add it to "
              + SpecSuite.EXPECTED
              + ", or let conformance/spec.sh --record do so");
    }
  }

  private static void report(Suite suite, Map<String, Future<FileReport>> reports)
      throws IOException, InterruptedException, ExecutionException {
    List<FileReport> files = new ArrayList<>();
    for (Future<FileReport> report : reports.values()) {
      files.add(report.get());
    }
    suite.close();
    SuiteReport report = new SuiteReport(suite.name(), files);
    report.write(PROJECT.resolve(SpecSuite.REPORT));
    new Printer(System.out).summary(report);
    assertEquals(suite.scripts().size(), report.total().files);
  }
}
