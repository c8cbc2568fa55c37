package dev.pithos.benchmarks.cost;

import dev.pithos.benchmarks.work.WorkList;
import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.WasmCompiler;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Milliseconds from the start of a JVM's process to the first expansion of serde's Deserialize (5
 * fields, module of Rust 1.63) and to the 100th, with several settings: medians, as rows of JSON.
 *
 * <pre>ColdStart STARTS CORE</pre>
 */
public final class ColdStart {
  private static final String MAIN = FirstExpansion.class.getName();
  private static final Path FOLDER = WorkList.file(".build/benchmarks/cold").toAbsolutePath();
  private static final Path JAR = FOLDER.resolve("serde.jar");
  private static final Path CACHE = FOLDER.resolve("serde.aot");
  private static final String INPUT = "benchmarks/inputs/five_fields.rs";
  private static final int EXPANSIONS = 100;
  private static final String OPTIONS = "tools/cli/short-run.options";
  private static final List<String> SHORT_RUN = List.of("@" + WorkList.file(OPTIONS));

  private ColdStart() {}

  /**
   * A row of the report.
   *
   * @param settings the JVM's options
   */
  public record Row(String name, String settings, double firstMillis, double hundredMillis) {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int starts = Integer.parseInt(arguments[0]);
    String core = arguments[1];
    Files.createDirectories(FOLDER);
    byte[] wasm = Files.readAllBytes(WorkList.file(".build/rust/serde/old-watt.wasm"));
    WasmCompiler.compile(wasm, CompilerOptions.defaults()).writeJar(JAR);
    String support = FOLDER.resolve("support.jar").toString();
    jar(Path.of(support));
    List<Row> rows = new ArrayList<>();
    rows.add(measure("the JVM's defaults", List.of(), support, JAR.toString(), starts, core));
    rows.add(measure("C1 alone", SHORT_RUN, support, JAR.toString(), starts, core));
    String both = support + ":" + JAR;
    List<String> cached = new ArrayList<>(SHORT_RUN);
    if (Runtime.version().feature() >= 25) {
      List<String> record = new ArrayList<>(SHORT_RUN);
      record.add("-XX:AOTCacheOutput=" + CACHE);
      once(record, both, "class-path", core);
      cached.add("-XX:AOTCache=" + CACHE);
    } else {
      List<String> record = new ArrayList<>(SHORT_RUN);
      record.add("-XX:ArchiveClassesAtExit=" + CACHE);
      once(record, both, "class-path", core);
      cached.add("-XX:SharedArchiveFile=" + CACHE);
    }
    rows.add(measure("C1 alone, archive of classes", cached, both, "class-path", starts, core));
    System.out.println(WorkList.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(rows));
  }

  private static Row measure(
      String name, List<String> options, String classPath, String from, int starts, String core)
      throws IOException, InterruptedException {
    double[] first = new double[starts];
    double[] last = new double[starts];
    for (int i = 0; i < starts; i++) {
      double[] times = once(options, classPath, from, core);
      first[i] = times[0];
      last[i] = times[1];
    }
    Arrays.sort(first);
    Arrays.sort(last);
    String settings =
        String.join(" ", options)
            .replace(CACHE.toString(), CACHE.getFileName() + "")
            .replace(WorkList.file(OPTIONS).toString(), OPTIONS);
    return new Row(name, settings, first[starts / 2], last[starts / 2]);
  }

  private static double[] once(List<String> options, String classPath, String from, String core)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("taskset", "-c", core));
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, MAIN, from));
    command.addAll(List.of(WorkList.file(INPUT).toString(), String.valueOf(EXPANSIONS)));
    long start = System.nanoTime();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    double[] times = {Double.NaN, Double.NaN};
    StringBuilder said = new StringBuilder();
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        double now = (System.nanoTime() - start) / 1e6;
        if (line.startsWith("first ")) {
          times[0] = now;
        } else if (line.startsWith("last ")) {
          times[1] = now;
        }
        said.append(line).append('\n');
      }
    }
    if (process.waitFor() != 0 || Double.isNaN(times[1])) {
      throw new IllegalStateException(command + " failed: " + said);
    }
    return times;
  }

  /**
   * Packs what an expansion needs besides the library, since archives hold classes of jars alone.
   */
  private static void jar(Path jar) throws IOException, InterruptedException {
    Path support =
        Path.of(
            dev.pithos.macro.MacroLibrary.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
    Path own =
        Path.of(FirstExpansion.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    String main = MAIN.replace('.', '/') + ".class";
    List<String> command =
        Stream.of(
                System.getProperty("java.home") + "/bin/jar",
                "cf0",
                jar.toString(),
                "-C",
                support.toString(),
                ".",
                "-C",
                own.toString(),
                main)
            .toList();
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IllegalStateException(command + " failed");
    }
  }
}
