package dev.pithos.benchmarks.report;

import dev.pithos.benchmarks.cost.ColdStart;
import dev.pithos.benchmarks.cost.CompileCost;
import dev.pithos.benchmarks.work.WorkEntry;
import java.util.ArrayList;
import java.util.List;

/** What we set out to reach, beside what was measured. */
final class Targets {
  private final StringBuilder table =
      new StringBuilder("| | target | measured | |\n|---|---|---|---|\n");
  private final Figures figures;

  Targets(Figures figures, List<CompileCost.Row> compiled, List<ColdStart.Row> cold) {
    this.figures = figures;
    macros();
    kernels();
    compiling(compiled);
    starting(cold);
  }

  String table() {
    return table.append('\n').toString();
  }

  private void macros() {
    List<WorkEntry> old = real("macro-1.63");
    List<WorkEntry> all = real("macro");
    mean("macros of Rust 1.63, beside V8", old, Contender.PITHOS_REUSE, Contender.V8, 0.9);
    mean(
        "macros of Rust 1.96, beside V8",
        real("macro-1.96"),
        Contender.PITHOS_REUSE,
        Contender.V8,
        1.15);
    mean(
        "macros of a module published for Watt, beside V8",
        real("macro-watt"),
        Contender.PITHOS_REUSE,
        Contender.V8,
        0.9);
    mean(
        "macros from the snapshot, beside state kept",
        all,
        Contender.PITHOS,
        Contender.PITHOS_REUSE,
        1.15);
    mean(
        "macros, beside the Chicory compiler",
        all,
        Contender.PITHOS_REUSE,
        Contender.CHICORY,
        1 / 6.0);
    mean(
        "macros, beside the Chicory interpreter",
        all,
        Contender.PITHOS_REUSE,
        Contender.CHICORY_INTERPRETER,
        1 / 150.0);
    mean(
        "Deserialize, beside native code in rustc",
        all.stream().filter(entry -> entry.macro().equals("derive Deserialize")).toList(),
        Contender.PITHOS_REUSE,
        Contender.NATIVE_RUSTC,
        1);
  }

  /** The macros that people use: all but the example. */
  private List<WorkEntry> real(String group) {
    return figures.measured(group).stream().filter(entry -> !entry.name().equals("demo")).toList();
  }

  private void kernels() {
    List<WorkEntry> memory = figures.measured("kernel-memory");
    List<WorkEntry> all = new ArrayList<>(memory);
    all.addAll(figures.measured("kernel-other"));
    mean("kernels, beside V8", all, Contender.PITHOS, Contender.V8, 1.3);
    most(
        "the slowest kernel, beside V8",
        figures.worstRatio(all, Contender.PITHOS, Contender.V8),
        2.5);
    mean(
        "kernels in memory, beside the Chicory compiler",
        memory,
        Contender.PITHOS,
        Contender.CHICORY,
        0.25);
    most(
        "the slowest switch interpreter, beside V8",
        figures.worstRatio(figures.measured("switch"), Contender.PITHOS, Contender.V8),
        3);
    mean("SQLite, beside V8", figures.measured("sqlite"), Contender.PITHOS, Contender.V8, 3);
  }

  private void compiling(List<CompileCost.Row> rows) {
    for (CompileCost.Row row : rows) {
      if (row.name().endsWith("as ./pithos starts")) {
        most(
            "serde, fresh JVM as ./pithos starts: seconds of processor for a MB",
            row.firstCpuMillis() * 1e3 / row.wasmBytes(),
            0.5);
        continue;
      }
      most(row.name() + ": methods over 8,000 bytes", row.methodsOver8000(), 0);
      if (row.name().startsWith("serde")) {
        most(
            "serde, warm: seconds of processor for 5 MB",
            row.bestCpuMillis() * 5e3 / row.wasmBytes(),
            1);
      } else if (row.name().startsWith("esbuild")) {
        most("esbuild, 12 MB: seconds", row.firstMillis() / 1e3, 10);
        most("esbuild, 12 MB: MB of heap", row.peakHeapMegabytes(), 1000);
      }
    }
  }

  private void starting(List<ColdStart.Row> rows) {
    if (rows.size() == 3) {
      double first = Math.min(rows.get(0).firstMillis(), rows.get(1).firstMillis());
      most("first serde expansion in a fresh JVM, ms", first, 180);
      most("... with an archive of classes, ms", rows.get(2).firstMillis(), 120);
      most("first 100 expansions, ms", rows.get(2).hundredMillis(), 500);
    }
  }

  private void mean(
      String what, List<WorkEntry> entries, Contender contender, Contender to, double target) {
    most(what, figures.meanRatio(entries, contender, to), target);
  }

  private void most(String what, double measured, double target) {
    if (!Double.isNaN(measured)) {
      table
          .append("| ")
          .append(what)
          .append(" | at most ")
          .append(target == 0 ? "0" : RatioPlot.number(target))
          .append(" | ")
          .append(measured == 0 ? "0" : RatioPlot.number(measured))
          .append(measured <= target ? " | met |\n" : " | **missed** |\n");
    }
  }
}
