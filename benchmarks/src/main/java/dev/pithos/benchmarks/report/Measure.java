package dev.pithos.benchmarks.report;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.pithos.benchmarks.work.WorkEntry;
import dev.pithos.benchmarks.work.WorkList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Measures works in several contenders and keeps the results as JSON, of which {@link ReportWriter}
 * makes the report. Results of works that are not measured now stay. What is added to results of
 * before is as it would have been then: in each turn its ratio to V8 is that of now, for the
 * machine may have been faster or slower.
 *
 * <pre>
 * Measure FILE PATTERN [contenders=...] [rounds=7] [round=300] [warmup=4000] [peers=4000] [core=0]
 * Measure FILE PATTERN add=...
 * </pre>
 */
public final class Measure {
  private static final String CONTENDERS =
      "pithos,pithos-reuse,pithos-guest,v8,chicory,chicory-build,chicory-interpreter,endive,"
          + "graalwasm,wasmtime,watt,native-rustc,native-bytes,native";

  private Measure() {}

  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    Options options =
        new Options(List.of(arguments).subList(1, arguments.length).toArray(new String[0]));
    List<Contender> added = options.added();
    List<Contender> contenders = new ArrayList<>(added);
    if (added.isEmpty()) {
      contenders.addAll(options.contenders(CONTENDERS));
    } else {
      contenders.add(0, Contender.V8);
    }
    for (WorkEntry entry : WorkList.all()) {
      if (options.works().matcher(entry.name()).find()
          || options.works().matcher(entry.group()).find()) {
        System.err.println("measuring " + entry.name());
        List<Result> fresh = options.sideBySide().run(entry, contenders);
        List<Result> former = read(file);
        if (!added.isEmpty()) {
          double before = new Figures(former).median(entry, Contender.V8);
          Result v8 = fresh.get(0);
          System.err.printf("V8: %.4f ms, formerly %.4f ms%n", v8.median() / 1e6, before / 1e6);
          fresh = fresh.stream().map(result -> result.besides(v8, before)).toList();
        }
        write(file, merged(former, entry.name(), fresh, added));
      }
    }
  }

  /**
   * All results after a work was measured anew.
   *
   * @param added whose results alone are taken; those of all others stay, unless this is empty
   */
  static List<Result> merged(
      List<Result> former, String work, List<Result> fresh, List<Contender> added) {
    List<String> names = added.stream().map(Contender::id).toList();
    Predicate<Result> taken = result -> names.isEmpty() || names.contains(result.contender());
    List<Result> results = new ArrayList<>(former);
    results.removeIf(result -> result.work().equals(work) && taken.test(result));
    fresh.stream().filter(taken).forEach(results::add);
    return results;
  }

  /** The results of a file; none without it. */
  static List<Result> read(Path file) throws IOException {
    return Files.exists(file)
        ? WorkList.JSON.readValue(file.toFile(), new TypeReference<List<Result>>() {})
        : List.of();
  }

  private static void write(Path file, List<Result> results) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    WorkList.JSON.writerWithDefaultPrettyPrinter().writeValue(fresh.toFile(), results);
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
