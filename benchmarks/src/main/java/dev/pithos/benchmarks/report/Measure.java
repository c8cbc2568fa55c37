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

/**
 * Measures works in several contenders and keeps the results as JSON, of which {@link ReportWriter}
 * makes the report. Results of works that are not measured now stay.
 *
 * <pre>
 * Measure FILE PATTERN [contenders=...] [rounds=7] [round=300] [warmup=4000] [peers=4000] [core=0]
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
    List<Contender> contenders = options.contenders(CONTENDERS);
    for (WorkEntry entry : WorkList.all()) {
      if (options.works().matcher(entry.name()).find()
          || options.works().matcher(entry.group()).find()) {
        System.err.println("measuring " + entry.name());
        List<Result> results = new ArrayList<>(read(file));
        results.removeIf(result -> result.work().equals(entry.name()));
        results.addAll(options.sideBySide().run(entry, contenders));
        write(file, results);
      }
    }
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
