package dev.pithos.conformance.spec;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** Prints failures and sums for the people who develop the compiler. */
final class Printer {
  private static final int STACK_FRAMES = 10;

  private final PrintStream out;

  Printer(PrintStream out) {
    this.out = out;
  }

  /**
   * A line on the script and its failures.
   *
   * @param failures how many to print
   */
  void file(FileReport file, int failures) {
    Tally other = file.others();
    out.printf(
        "%s %s: %s%s, %.1f s%n",
        file.passes() ? "ok  " : "FAIL",
        file.script(),
        file.assertions(),
        other.failed == 0 ? "" : "; " + other.failed + " other commands failed",
        file.duration().toMillis() / 1000.0);
    List<FileReport.Failed> failed = file.failures();
    failed.stream().limit(failures).forEach(this::failure);
    if (failed.size() > failures) {
      out.printf("  and %,d more failures%n", failed.size() - failures);
    }
    if (file.consequences() > 0) {
      out.printf("  and %,d commands on modules that failed%n", file.consequences());
    }
  }

  /** Rejections in other words than the script's. */
  void reworded(FileReport file) {
    for (FileReport.Failed other : file.reworded()) {
      out.printf(
          "  %s:%d  %s  %s%n    expected  \"%s\"%n    message   %s%n",
          file.script(),
          other.command().line(),
          other.command().kind(),
          other.command(),
          other.outcome().expected(),
          other.outcome().got());
    }
  }

  private void failure(FileReport.Failed failed) {
    Command command = failed.command();
    String module =
        command.toString().endsWith(".wasm") || failed.module() == null
            ? ""
            : "  in " + failed.module();
    out.printf("  line %d  %s  %s%s%n", command.line(), command.kind(), command, module);
    out.printf("    expected  %s%n", failed.outcome().expected());
    out.printf("    got       %s%n", failed.outcome().got());
    if (failed.outcome().cause() != null) {
      stack(failed.outcome().cause());
    }
  }

  private void stack(Throwable thrown) {
    StackTraceElement[] frames = thrown.getStackTrace();
    int printed = 0;
    for (StackTraceElement frame : frames) {
      if (frame.getClassName().startsWith(Printer.class.getPackageName())) {
        break;
      }
      if (printed > 0 && frame.getClassName().startsWith("java.")) {
        continue; // streams and pools: noise, but for what the JDK itself throws
      }
      if (printed++ == STACK_FRAMES) {
        out.println("      ...");
        break;
      }
      out.println("      at " + frame);
    }
    if (thrown.getCause() != null) {
      out.println("      caused by " + thrown.getCause());
      stack(thrown.getCause());
    }
  }

  /** A table of the groups' sums. */
  void summary(SuiteReport report) {
    Map<String, SuiteReport.Sums> groups = report.groups();
    out.printf(
        "%n%-30s %10s %8s %8s %14s %8s%n",
        "group", "passed", "failed", "skipped", "files passing", "reworded");
    groups.forEach(this::row);
    if (groups.size() != 1) {
      row("all", report.total());
    }
    report
        .total()
        .skips
        .forEach((reason, count) -> out.printf("skipped: %,d for %s%n", count, reason));
    int broken = report.total().others.failed;
    if (broken > 0) {
      out.printf("%,d modules and other commands besides the assertions failed%n", broken);
    }
  }

  private void row(String name, SuiteReport.Sums sums) {
    out.printf(
        "%-30s %,10d %,8d %,8d %14s %,8d%n",
        name,
        sums.assertions.passed,
        sums.assertions.failed,
        sums.assertions.skipped,
        sums.passing + " of " + sums.files,
        sums.reworded);
  }
}
