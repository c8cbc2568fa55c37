package dev.pithos.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/**
 * What one contender made of one work.
 *
 * @param work the work's name
 * @param contender the contender's name
 * @param version what the driver says it is
 * @param prepareMillis compiling and instantiating, in the driver's fresh process
 * @param rounds the median nanoseconds of a run in each measured round
 * @param failure why there are no rounds; null if there are
 */
record Result(
    String work,
    String contender,
    String version,
    double prepareMillis,
    List<Double> rounds,
    String failure) {

  /** The median of the rounds, in nanoseconds; NaN without any. */
  double median() {
    if (rounds.isEmpty()) {
      return Double.NaN;
    }
    List<Double> sorted = rounds.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /**
   * The same where another contender takes so many nanoseconds in each turn, as it did in an
   * earlier run; as it is where one of them has no such turns.
   */
  Result besides(Result other, double nanos) {
    if (Double.isNaN(nanos) || rounds.size() != other.rounds.size()) {
      return this;
    }
    List<Double> scaled = new ArrayList<>();
    for (int i = 0; i < rounds.size(); i++) {
      scaled.add(rounds.get(i) / other.rounds.get(i) * nanos);
    }
    return new Result(work, contender, version, prepareMillis, scaled, failure);
  }

  /** The best round, in nanoseconds; NaN without any. */
  double best() {
    return rounds.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
  }
}
