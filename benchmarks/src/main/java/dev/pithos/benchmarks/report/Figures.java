package dev.pithos.benchmarks.report;

import dev.pithos.benchmarks.work.WorkEntry;
import dev.pithos.benchmarks.work.WorkList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Results, asked by work and contender.
 *
 * @param results all of them
 */
record Figures(List<Result> results) {
  /** The group's works that V8 has a result for. */
  List<WorkEntry> measured(String group) {
    return WorkList.all().stream()
        .filter(entry -> entry.group().startsWith(group))
        .filter(entry -> !Double.isNaN(median(entry, Contender.V8)))
        .toList();
  }

  /** Those who have a result for one of the works. */
  List<Contender> contenders(List<WorkEntry> entries) {
    return Arrays.stream(Contender.values())
        .filter(c -> entries.stream().anyMatch(entry -> !Double.isNaN(median(entry, c))))
        .toList();
  }

  /** Nanoseconds; NaN without a result. */
  double median(WorkEntry entry, Contender contender) {
    return results.stream()
        .filter(result -> Objects.equals(result.work(), entry.name()))
        .filter(result -> Objects.equals(result.contender(), contender.id()))
        .mapToDouble(Result::median)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** Whether the contender was started and gave no answer. */
  boolean failed(WorkEntry entry, Contender contender) {
    return results.stream()
        .filter(result -> Objects.equals(result.work(), entry.name()))
        .filter(result -> Objects.equals(result.contender(), contender.id()))
        .anyMatch(result -> result.failure() != null);
  }

  double ratio(WorkEntry entry, Contender contender, Contender to) {
    return median(entry, contender) / median(entry, to);
  }

  /** The geometric mean of the ratios; NaN if one of them is missing, or there are none. */
  double meanRatio(List<WorkEntry> entries, Contender contender, Contender to) {
    double sum = 0;
    for (WorkEntry entry : entries) {
      sum += Math.log(ratio(entry, contender, to));
    }
    return entries.isEmpty() ? Double.NaN : Math.exp(sum / entries.size());
  }

  /** The largest of the ratios; NaN without any. */
  double worstRatio(List<WorkEntry> entries, Contender contender, Contender to) {
    return entries.stream()
        .mapToDouble(entry -> ratio(entry, contender, to))
        .max()
        .orElse(Double.NaN);
  }
}
