package dev.pithos.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pithos.benchmarks.work.WorkEntry;
import dev.pithos.benchmarks.work.WorkList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is made of rounds: medians, ratios, means. */
final class ResultTest {
  @Test
  void medianIsTheMiddleRound() {
    assertEquals(3, result("fib", Contender.V8, 9.0, 1.0, 3.0).median());
  }

  @Test
  void medianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
    assertEquals(2.5, result("fib", Contender.V8, 9.0, 1.0, 3.0, 2.0).median());
  }

  @Test
  void withoutRoundsThereIsNoMedian() {
    assertEquals(Double.NaN, result("fib", Contender.V8).median());
    assertEquals(Double.NaN, result("fib", Contender.V8).best());
  }

  @Test
  void meanOfRatiosIsGeometric() {
    Figures figures =
        new Figures(
            List.of(
                result("fib", Contender.V8, 1.0),
                result("fib", Contender.PITHOS, 8.0),
                result("sieve", Contender.V8, 4.0),
                result("sieve", Contender.PITHOS, 2.0)));
    List<WorkEntry> works = List.of(WorkList.find("fib"), WorkList.find("sieve"));
    assertEquals(2, figures.meanRatio(works, Contender.PITHOS, Contender.V8), 1e-9);
    assertEquals(8, figures.worstRatio(works, Contender.PITHOS, Contender.V8));
  }

  @Test
  void meanOfRatiosNeedsEveryWork() {
    Figures figures =
        new Figures(
            List.of(
                result("fib", Contender.V8, 1.0),
                result("fib", Contender.PITHOS, 8.0),
                result("sieve", Contender.V8, 4.0)));
    List<WorkEntry> works = List.of(WorkList.find("fib"), WorkList.find("sieve"));
    assertEquals(Double.NaN, figures.meanRatio(works, Contender.PITHOS, Contender.V8));
  }

  @Test
  void measuringAWorkReplacesItsResults() {
    List<Result> former =
        List.of(
            result("fib", Contender.V8, 1.0),
            result("fib", Contender.PITHOS, 2.0),
            result("sieve", Contender.V8, 3.0));
    List<Result> fresh = List.of(result("fib", Contender.V8, 4.0));
    assertEquals(
        List.of(former.get(2), fresh.get(0)), Measure.merged(former, "fib", fresh, List.of()));
  }

  @Test
  void addedContendersLeaveTheOthersResults() {
    List<Result> former =
        List.of(
            result("fib", Contender.V8, 1.0),
            result("fib", Contender.WASMTIME, 2.0),
            result("sieve", Contender.WASMTIME, 3.0));
    List<Result> fresh =
        List.of(result("fib", Contender.V8, 4.0), result("fib", Contender.WASMTIME, 5.0));
    assertEquals(
        List.of(former.get(0), former.get(2), fresh.get(1)),
        Measure.merged(former, "fib", fresh, List.of(Contender.WASMTIME)));
  }

  @Test
  void addedRoundsKeepTheirRatiosTurnByTurn() {
    Result v8 = result("fib", Contender.V8, 2.0, 4.0);
    Result result = result("fib", Contender.PITHOS, 3.0, 2.0);
    assertEquals(List.of(15.0, 5.0), result.besides(v8, 10).rounds());
    assertEquals(result, result.besides(v8, Double.NaN), "no figures of before");
    Result failed = result("fib", Contender.PITHOS);
    assertEquals(failed, failed.besides(v8, 10));
  }

  private static Result result(String work, Contender contender, Double... rounds) {
    return new Result(work, contender.id(), "", 0, List.of(rounds), null);
  }
}
