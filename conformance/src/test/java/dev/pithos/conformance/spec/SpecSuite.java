package dev.pithos.conformance.spec;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Runs scripts of the suite from the command line; {@code conformance/spec.sh} starts it. */
public final class SpecSuite {
  static final Path REPORT = Path.of("conformance", "target", "spec-report.json");
  static final Path EXPECTED =
      Path.of("conformance", "src", "test", "resources", "spec", "expected.txt");

  private static final List<String> HEADER =
      List.of(
          "# Scripts of the specification suite that pass in full: NAME, or GROUP/* for all of a",
          "# group. The build fails when one of them fails, and when another one passes.",
          "# conformance/spec.sh --record writes this list anew.");

  private SpecSuite() {}

  public static void main(String[] arguments) throws Exception {
    SpecOptions options;
    try {
      options = SpecOptions.parse(List.of(arguments));
    } catch (IllegalArgumentException e) {
      System.err.println("spec: " + e.getMessage());
      System.err.print(SpecOptions.USAGE);
      System.exit(2);
      return;
    }
    if (options.help()) {
      System.out.print(SpecOptions.USAGE);
      return;
    }
    System.exit(run(options, projectRoot(), System.out));
  }

  private static int run(SpecOptions options, Path project, PrintStream out)
      throws IOException, InterruptedException, ExecutionException {
    Optional<Suite> found =
        options.suite() == null ? Suite.find(project) : Optional.of(Suite.open(options.suite()));
    if (found.isEmpty()) {
      System.err.println("spec: " + Suite.MISSING);
      return 2;
    }
    try (Suite suite = found.get()) {
      List<String> scripts = suite.scripts().stream().filter(options::selects).toList();
      if (scripts.isEmpty()) {
        System.err.println("spec: no script of " + suite.name() + " matches " + options.filters());
        return 2;
      }
      if (options.list()) {
        scripts.forEach(out::println);
        return 0;
      }
      List<FileReport> reports = runAll(suite, scripts, options, out);
      SuiteReport report = new SuiteReport(suite.name(), reports);
      new Printer(out).summary(report);
      boolean whole = scripts.size() == suite.scripts().size();
      if (whole) {
        report.write(project.resolve(REPORT));
        out.println("report: " + REPORT);
      }
      if (options.record()) {
        if (!whole) {
          System.err.println("spec: --record needs the whole suite, not a part of it");
          return 2;
        }
        record(project.resolve(EXPECTED), reports);
      }
      return reports.stream().allMatch(FileReport::passes) ? 0 : 1;
    }
  }

  private static List<FileReport> runAll(
      Suite suite, List<String> scripts, SpecOptions options, PrintStream out)
      throws InterruptedException, ExecutionException {
    Duration limit = Duration.ofSeconds(options.limitSeconds());
    ScriptRunner runner = new ScriptRunner(suite, new PithosEngine(), options.wording(), limit);
    Map<String, Future<FileReport>> running = SuiteRun.start(scripts, runner, options.parallel());
    Printer printer = new Printer(out);
    List<FileReport> reports = new ArrayList<>();
    for (Future<FileReport> future : running.values()) {
      FileReport report = future.get();
      reports.add(report);
      if (!report.passes() || scripts.size() <= SpecOptions.FEW) {
        printer.file(report, options.failures());
      }
      if (options.words()) {
        printer.reworded(report);
      }
    }
    return reports;
  }

  private static void record(Path file, List<FileReport> reports) throws IOException {
    List<String> lines = new ArrayList<>(HEADER);
    lines.addAll(ExpectedScripts.record(reports));
    Files.createDirectories(file.getParent());
    Files.write(file, lines);
  }

  /** The project's folder: the property {@code pithos.root}, or at or above the current one. */
  static Path projectRoot() {
    String named = System.getProperty("pithos.root");
    if (named != null) {
      return Path.of(named);
    }
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("conformance").resolve("pom.xml"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException("not inside the project: " + Path.of("").toAbsolutePath());
    }
    return folder;
  }
}
