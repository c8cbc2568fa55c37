package dev.pithos.benchmarks.report;

import dev.pithos.benchmarks.report.DriverProcess.DriverException;
import dev.pithos.benchmarks.work.WorkEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs one work in several contenders at once: each in a fresh process, warmed up, then measured in
 * turns, so that whatever else the machine does meets all of them alike. Only one runs at a time,
 * all on the same processor once they are warm; while they warm up, compiler threads may use
 * others.
 *
 * @param processor the processor to stay on
 * @param rounds how many turns each contender gets
 * @param roundMillis how long a turn lasts at least
 * @param warmUpMillis the least processor time of a warm-up, for those that compile while they run
 * @param peerWarmUpMillis the same for other engines of the JVM, which can take hours in all
 */
record SideBySide(
    int processor, int rounds, int roundMillis, int warmUpMillis, int peerWarmUpMillis) {
  private static final int MOST_SECONDS = 150;
  private static final int WARM_UP_FACTOR = 4;
  private static final double GAIN = 0.97;

  /** The results, in the contenders' order. */
  List<Result> run(WorkEntry entry, List<Contender> contenders) throws IOException {
    Map<Contender, Runner> runners = new LinkedHashMap<>();
    try {
      for (Contender contender : contenders) {
        if (contender.takes(entry)) {
          Runner runner = new Runner(contender, entry);
          runners.put(contender, runner);
          runner.prepare();
        }
      }
      for (int round = 0; round < rounds; round++) {
        for (Runner runner : runners.values()) {
          runner.round();
        }
      }
      return checked(entry, runners.values().stream().toList());
    } finally {
      runners.values().forEach(Runner::close);
    }
  }

  /** Whoever answers otherwise than expected, or than the first that answered, has failed. */
  private static List<Result> checked(WorkEntry entry, List<Runner> runners) {
    String expected =
        entry.kind() == WorkEntry.Kind.KERNEL ? String.valueOf(entry.expected()) : null;
    List<Result> results = new ArrayList<>();
    for (Runner runner : runners) {
      if (runner.failure == null) {
        expected = expected == null ? runner.checksum : expected;
        if (!expected.equals(runner.checksum)) {
          runner.failure = "wrong answer: checksum " + runner.checksum + ", not " + expected;
        }
      }
      results.add(runner.result());
    }
    return results;
  }

  private final class Runner {
    private final Contender contender;
    private final WorkEntry entry;
    private final List<Double> medians = new ArrayList<>();
    private DriverProcess driver;
    private String version = "";
    private String checksum;
    private double prepareMillis;
    private String failure;

    Runner(Contender contender, WorkEntry entry) {
      this.contender = contender;
      this.entry = entry;
    }

    void prepare() {
      try {
        driver = new DriverProcess(contender.command(entry), MOST_SECONDS);
        version = driver.ask("version")[0];
        prepareMillis = Double.parseDouble(driver.ask("prepare", entry.name())[1]) / 1e6;
        warmUp();
        driver.pin(processor);
      } catch (DriverException | IOException e) {
        fail(e.getMessage());
      }
    }

    /**
     * Runs until the driver has used the least processor time, then on until three slices in a row
     * have gained nothing. Processor time, because on a busy machine a JIT gets little of any
     * other.
     */
    private void warmUp() throws DriverException {
      boolean compiles = contender.host() != Contender.Host.MACHINE;
      int wanted = contender.isPeer() ? peerWarmUpMillis : warmUpMillis;
      double least = compiles ? wanted : 0;
      double best = Double.MAX_VALUE;
      int idle = 0;
      double used;
      do {
        String[] answer = driver.ask("run", String.valueOf(roundMillis));
        checksum = answer[2];
        double median = Double.parseDouble(answer[0]);
        idle = median < GAIN * best ? 0 : idle + 1;
        best = Math.min(best, median);
        used = driver.cpuMillis();
      } while (used < least || (compiles && idle < 3 && used < WARM_UP_FACTOR * least));
    }

    void round() {
      if (failure == null) {
        try {
          String[] answer = driver.ask("run", String.valueOf(roundMillis));
          medians.add(Double.valueOf(answer[0]));
          if (!answer[2].equals(checksum)) {
            fail("answers change: checksum " + answer[2] + " after " + checksum);
          }
        } catch (DriverException e) {
          fail(e.getMessage());
        }
      }
    }

    private void fail(String message) {
      failure = message;
      close();
    }

    Result result() {
      return new Result(
          entry.name(),
          contender.id(),
          version,
          prepareMillis,
          failure == null ? medians : List.of(),
          failure);
    }

    void close() {
      if (driver != null) {
        driver.close();
      }
    }
  }
}
