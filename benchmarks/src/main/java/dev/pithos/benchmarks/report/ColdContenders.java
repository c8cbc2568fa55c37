package dev.pithos.benchmarks.report;

import dev.pithos.benchmarks.report.DriverProcess.DriverException;
import dev.pithos.benchmarks.work.WorkEntry;
import dev.pithos.benchmarks.work.WorkList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Milliseconds from the start of a contender's process to the first expansion of serde's
 * Deserialize (5 fields, module of Rust 1.63) and to the 100th: medians, as rows of JSON. Each
 * compiles or decodes the module in its process; what Pithos takes from a jar, {@code ColdStart}
 * measures.
 *
 * <pre>ColdContenders STARTS CORE</pre>
 */
public final class ColdContenders {
  private static final WorkEntry WORK = WorkList.find("old63-de5");
  private static final int EXPANSIONS = 100;
  private static final int MOST_SECONDS = 150;
  private static final List<Contender> CONTENDERS =
      List.of(
          Contender.NATIVE_RUSTC,
          Contender.V8,
          Contender.WASMTIME,
          Contender.WATT,
          Contender.CHICORY,
          Contender.CHICORY_INTERPRETER);

  private final int starts;
  private final String core;
  private String expected;

  private ColdContenders(int starts, String core) {
    this.starts = starts;
    this.core = core;
  }

  /**
   * A row of the report.
   *
   * @param contender its name
   * @param failure why there are no times; null if there are
   */
  record Row(String contender, double firstMillis, double hundredMillis, String failure) {}

  public static void main(String[] arguments) throws IOException {
    ColdContenders cold = new ColdContenders(Integer.parseInt(arguments[0]), arguments[1]);
    List<Row> rows = new ArrayList<>();
    for (Contender contender : CONTENDERS) {
      rows.add(cold.measure(contender));
    }
    System.out.println(WorkList.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(rows));
  }

  private Row measure(Contender contender) {
    List<String> command = new ArrayList<>(List.of("taskset", "-c", core));
    command.addAll(contender.command(WORK));
    double[] first = new double[starts];
    double[] last = new double[starts];
    try {
      for (int i = 0; i < starts; i++) {
        double[] times = once(command);
        first[i] = times[0];
        last[i] = times[1];
      }
    } catch (DriverException | IOException e) {
      return new Row(contender.id(), 0, 0, e.getMessage());
    }
    Arrays.sort(first);
    Arrays.sort(last);
    return new Row(contender.id(), first[starts / 2], last[starts / 2], null);
  }

  /** A driver that is asked to run for no time runs once. All answers are to be the same. */
  private double[] once(List<String> command) throws DriverException, IOException {
    long start = System.nanoTime();
    try (DriverProcess driver = new DriverProcess(command, MOST_SECONDS)) {
      driver.ask("prepare", WORK.name());
      String checksum = driver.ask("run", "0")[2];
      double first = (System.nanoTime() - start) / 1e6;
      for (int i = 1; i < EXPANSIONS; i++) {
        driver.ask("run", "0");
      }
      expected = expected == null ? checksum : expected;
      if (!expected.equals(checksum)) {
        throw new DriverException("wrong answer: checksum " + checksum + ", not " + expected);
      }
      return new double[] {first, (System.nanoTime() - start) / 1e6};
    }
  }
}
