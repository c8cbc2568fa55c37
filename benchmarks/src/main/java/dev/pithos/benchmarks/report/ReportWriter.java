package dev.pithos.benchmarks.report;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.pithos.benchmarks.cost.ColdStart;
import dev.pithos.benchmarks.cost.CompileCost;
import dev.pithos.benchmarks.work.WorkEntry;
import dev.pithos.benchmarks.work.WorkList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * Makes report.md and its plots from the figures beside them: {@code results.json}, {@code
 * compile.json}, {@code cold.json} and {@code cold-contenders.json}, as far as they are there.
 * Measures nothing.
 *
 * <pre>ReportWriter FOLDER</pre>
 */
public final class ReportWriter {
  private static final Map<String, String> GROUPS = new LinkedHashMap<>();

  static {
    GROUPS.put("macro-1.63", "Macro expansion, module of Rust 1.63");
    GROUPS.put("macro-1.96", "Macro expansion, modules of Rust 1.96");
    GROUPS.put("macro-watt", "Macro expansion, module published for Watt");
    GROUPS.put("kernel-memory", "Kernels that work in memory");
    GROUPS.put("kernel-other", "Kernels of calls and arithmetic");
    GROUPS.put("switch", "Switch interpreters");
    GROUPS.put("sqlite", "A database");
  }

  private final Path folder;
  private final Figures figures;
  private final StringBuilder text = new StringBuilder();

  private ReportWriter(Path folder) throws IOException {
    this.folder = folder;
    figures = new Figures(Measure.read(folder.resolve("results.json")));
  }

  public static void main(String[] arguments) throws IOException {
    ReportWriter writer = new ReportWriter(Path.of(arguments[0]));
    writer.write();
  }

  private void write() throws IOException {
    introduction();
    List<CompileCost.Row> compiled = rows("compile.json", new TypeReference<>() {});
    List<ColdStart.Row> cold = rows("cold.json", new TypeReference<>() {});
    text.append("## Targets\n\n").append(new Targets(figures, compiled, cold).table());
    for (Map.Entry<String, String> group : GROUPS.entrySet()) {
      group(group.getKey(), group.getValue());
    }
    compile(compiled);
    cold(cold);
    coldContenders(rows("cold-contenders.json", new TypeReference<>() {}));
    failures();
    Files.writeString(folder.resolve("report.md"), text.toString());
  }

  private <T> List<T> rows(String file, TypeReference<List<T>> type) throws IOException {
    Path path = folder.resolve(file);
    return Files.exists(path) ? WorkList.JSON.readValue(path.toFile(), type) : List.of();
  }

  private void introduction() throws IOException {
    text.append("# Benchmark report\n\n");
    text.append(Files.readString(folder.resolve("about.md"))).append('\n');
    TreeSet<String> versions = new TreeSet<>();
    figures.results().forEach(result -> versions.add(result.version()));
    versions.remove("");
    text.append("Versions: ").append(String.join(", ", versions)).append(".\n\n");
  }

  private void group(String group, String title) throws IOException {
    List<WorkEntry> entries = figures.measured(group);
    if (entries.isEmpty()) {
      return;
    }
    List<Contender> contenders = figures.contenders(entries);
    text.append("## ").append(title).append("\n\n");
    text.append("Milliseconds, and the ratio to V8.\n\n| work |");
    contenders.forEach(contender -> text.append(' ').append(contender.title()).append(" |"));
    text.append("\n|---|").append("---|".repeat(contenders.size())).append('\n');
    for (WorkEntry entry : entries) {
      text.append("| ").append(entry.title()).append(" |");
      for (Contender contender : contenders) {
        text.append(' ').append(cell(entry, contender)).append(" |");
      }
      text.append('\n');
    }
    if (entries.size() > 1) {
      text.append("| geometric mean |");
      for (Contender contender : contenders) {
        double mean = figures.meanRatio(entries, contender, Contender.V8);
        text.append(Double.isNaN(mean) ? " |" : " **" + RatioPlot.number(mean) + "** |");
      }
      text.append('\n');
    }
    notMeasured(entries, contenders);
    text.append("\n![").append(title).append("](").append(group).append(".svg)\n\n");
    Files.writeString(folder.resolve(group + ".svg"), plot(title, entries, contenders).svg());
  }

  /** Whoever could run the works, but has no result for any of them. */
  private void notMeasured(List<WorkEntry> entries, List<Contender> measured) {
    List<String> missing =
        Arrays.stream(Contender.values())
            .filter(Contender::isReported)
            .filter(contender -> !measured.contains(contender))
            .filter(contender -> entries.stream().anyMatch(contender::takes))
            .map(Contender::title)
            .toList();
    if (!missing.isEmpty()) {
      text.append("\nWithout a result here: ").append(String.join("; ", missing)).append(".\n");
    }
  }

  private String cell(WorkEntry entry, Contender contender) {
    double median = figures.median(entry, contender);
    if (Double.isNaN(median)) {
      return "";
    }
    double ratio = figures.ratio(entry, contender, Contender.V8);
    return RatioPlot.number(median / 1e6)
        + (contender == Contender.V8 ? "" : " (" + RatioPlot.number(ratio) + ")");
  }

  private RatioPlot plot(String title, List<WorkEntry> entries, List<Contender> contenders) {
    List<Contender> shown = contenders.stream().filter(RatioPlot::shows).toList();
    RatioPlot plot = new RatioPlot(title + ": time beside V8, shorter is better", shown);
    for (WorkEntry entry : entries) {
      double[] ratios =
          shown.stream()
              .mapToDouble(
                  contender ->
                      figures.failed(entry, contender)
                          ? Double.POSITIVE_INFINITY
                          : figures.ratio(entry, contender, Contender.V8))
              .toArray();
      plot.add(entry.title(), ratios);
    }
    return plot;
  }

  private void compile(List<CompileCost.Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    text.append("## Compiling\n\nOne thread's worth of processor, one module a fresh JVM; ");
    text.append("times in milliseconds, processor time of all threads with the JIT's.\n\n");
    text.append("| module | MB | first | first, CPU | warm, CPU | MB/s warm | heap MB | classes |");
    text.append(" methods | largest, bytes | over 8,000 |\n|");
    text.append("---|".repeat(11)).append('\n');
    for (CompileCost.Row row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %.2f | %,.0f | %,.0f | %,.0f | %.1f | %,.0f | %,d | %,d | %,d | %d |%n",
              row.name(),
              row.wasmBytes() / 1e6,
              row.firstMillis(),
              row.firstCpuMillis(),
              row.bestCpuMillis(),
              row.wasmBytes() / 1e3 / row.bestCpuMillis(),
              row.peakHeapMegabytes(),
              row.classes(),
              row.methods(),
              row.largestMethod(),
              row.methodsOver8000()));
    }
    text.append('\n');
  }

  private void cold(List<ColdStart.Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    text.append("## Cold start\n\nFrom the start of the process, in milliseconds: serde 1.0.152 ");
    text.append("Deserialize, 5 fields, from a jar.\n\n");
    text.append("| | first expansion | 100 expansions | options |\n|---|---|---|---|\n");
    for (ColdStart.Row row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %,.0f | %,.0f | `%s` |%n",
              row.name(),
              row.firstMillis(),
              row.hundredMillis(),
              row.settings()));
    }
    text.append('\n');
  }

  private void coldContenders(List<ColdContenders.Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    text.append(
        "The contenders from the start of theirs, on the same work, from the module, which ");
    text.append("each of them compiles or decodes then; native code is loaded by rustc.\n\n");
    text.append("| | first expansion | 100 expansions |\n|---|---|---|\n");
    for (ColdContenders.Row row : rows) {
      text.append("| ").append(Contender.of(row.contender()).title());
      text.append(
          row.failure() == null
              ? String.format(
                  Locale.ROOT, " | %,.0f | %,.0f |%n", row.firstMillis(), row.hundredMillis())
              : " | " + row.failure() + " | |\n");
    }
    text.append('\n');
  }

  private void failures() {
    List<Result> failed =
        figures.results().stream().filter(result -> result.failure() != null).toList();
    if (!failed.isEmpty()) {
      text.append("## Without an answer\n\n");
      List<String> lines = new ArrayList<>();
      failed.forEach(
          result ->
              lines.add(
                  "- " + result.work() + ", " + result.contender() + ": " + result.failure()));
      text.append(String.join("\n", lines)).append('\n');
    }
  }
}
