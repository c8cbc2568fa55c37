package dev.pithos.benchmarks.report;

import dev.pithos.benchmarks.work.WorkEntry;
import dev.pithos.benchmarks.work.WorkList;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Prints contenders side by side, for a quick look while tuning.
 *
 * <pre>
 * Compare PATTERN [contenders=pithos,v8] [rounds=7] [round=300] [warmup=4000] [peers=4000] [core=0]
 * </pre>
 *
 * The pattern is searched for in the works' names and groups; times are milliseconds.
 */
public final class Compare {
  private Compare() {}

  public static void main(String[] arguments) throws IOException {
    Options options = new Options(arguments);
    List<Contender> contenders = options.contenders("pithos,pithos-guest,v8");
    SideBySide sideBySide = options.sideBySide();
    Pattern wanted = options.works();
    System.out.println("median of rounds in ms (best round); ratio of medians to V8");
    for (WorkEntry entry : WorkList.all()) {
      if (wanted.matcher(entry.name()).find() || wanted.matcher(entry.group()).find()) {
        print(entry, sideBySide.run(entry, contenders));
      }
    }
  }

  private static void print(WorkEntry entry, List<Result> results) {
    double v8 =
        results.stream()
            .filter(result -> result.contender().equals("v8"))
            .mapToDouble(Result::median)
            .findFirst()
            .orElse(Double.NaN);
    for (Result result : results) {
      if (result.failure() != null) {
        System.out.printf("%-14s %-20s %s%n", entry.name(), result.contender(), result.failure());
      } else {
        System.out.printf(
            "%-14s %-20s %10.4f (%10.4f)  %6.2f%n",
            entry.name(),
            result.contender(),
            result.median() / 1e6,
            result.best() / 1e6,
            result.median() / v8);
      }
    }
  }
}
