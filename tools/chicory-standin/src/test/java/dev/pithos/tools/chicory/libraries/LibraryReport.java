package dev.pithos.tools.chicory.libraries;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures each library on its engine, Chicory or Endive, and on Pithos, each in a JVM of its own,
 * and writes the table into docs/chicory.md. Started by benchmarks/libraries.sh.
 */
final class LibraryReport {
  private static final String BEGIN = "<!-- libraries: benchmarks/libraries.sh writes this -->";
  private static final String END = "<!-- /libraries -->";

  private record Library(String name, String work, Class<?> run) {}

  private record Times(double first, double call, String result) {}

  private static final List<Library> LIBRARIES =
      List.of(
          new Library("opa-java-wasm 1.0.4", "three decisions, 6 KB of JSON each", Opa.class),
          new Library("Extism chicory-sdk 0.3.0", "a plugin reads 32,000 bytes", Extism.class),
          new Library(
              "proxy-wasm-java-host 0.0.5", "two requests, 1,000 hashes", ProxyFilter.class),
          new Library("wabt 1.0.0", "assembles 200 functions, new instance", Wat.class),
          new Library("quickjs4j 0.1.0, on Endive 1.0.0", "a script, new engine", QuickJs.class));

  private final String core;
  private final String warmup;
  private final String round;
  private final Path folder;

  private LibraryReport(String core, String warmup, String round, Path folder) {
    this.core = core;
    this.warmup = warmup;
    this.round = round;
    this.folder = folder;
  }

  /**
   * Arguments: the document, the core, milliseconds of warm-up and of a round, quickjs4j's module.
   */
  public static void main(String[] arguments) throws Exception {
    Path document = Path.of(arguments[0]);
    Path folder = Files.createTempDirectory("pithos-libraries");
    LibraryReport report = new LibraryReport(arguments[1], arguments[2], arguments[3], folder);
    List<Path> compiled =
        List.of(
            CompiledModules.wat(folder), CompiledModules.quickJs(Path.of(arguments[4]), folder));
    String table = report.table(compiled);
    for (Path jar : compiled) {
      Files.delete(jar);
    }
    Files.delete(folder);
    String text = Files.readString(document);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(document + ": has no place for the table, " + BEGIN + " to " + END);
    }
    Files.writeString(
        document, text.substring(0, begin) + BEGIN + "\n" + table + text.substring(end));
    System.out.print(table);
  }

  private String table(List<Path> compiled) throws Exception {
    StringBuilder out = new StringBuilder();
    out.append("| Library | work | its engine: first | a call | Pithos: first | a call | |\n");
    out.append("|---|---|---|---|---|---|---|\n");
    for (Library library : LIBRARIES) {
      Times chicory = times(library, Engines.chicoryPath());
      List<Path> path = new ArrayList<>(compiled);
      path.addAll(Engines.pithosPath());
      Times pithos = times(library, path);
      if (!chicory.result().equals(pithos.result())) {
        throw new IllegalStateException(library.name() + ": the engines differ");
      }
      out.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %.0f ms | %s | %.0f ms | %s | %.1fx |%n",
              library.name(),
              library.work(),
              chicory.first(),
              duration(chicory.call()),
              pithos.first(),
              duration(pithos.call()),
              chicory.call() / pithos.call()));
    }
    out.append("\nJDK ").append(Runtime.version().feature()).append(", one processor of ");
    out.append(processor()).append(", load ").append(load()).append(" when it ended; median of 9");
    out.append(" rounds of ").append(round).append(" ms after ").append(warmup);
    return out.append(" ms of warm-up.\n").toString();
  }

  private Times times(Library library, List<Path> path) throws Exception {
    List<String> command = new ArrayList<>(List.of("taskset", "-c", core));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(String.join(File.pathSeparator, path.stream().map(Path::toString).toList()));
    command.add(LibraryRun.class.getName());
    command.addAll(List.of(library.run().getName(), warmup, round));
    System.err.println(library.name() + ", measuring");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(library.name() + " failed: " + output);
    }
    String[] figures = output.substring(output.lastIndexOf('\n') + 1).split(" ");
    return new Times(Double.parseDouble(figures[0]), Double.parseDouble(figures[1]), figures[2]);
  }

  private static String duration(double microseconds) {
    return microseconds < 1000
        ? String.format(Locale.ROOT, "%.0f µs", microseconds)
        : String.format(Locale.ROOT, "%.2f ms", microseconds / 1000);
  }

  private static String processor() throws IOException {
    Path info = Path.of("/proc/cpuinfo");
    if (!Files.exists(info)) {
      return System.getProperty("os.arch");
    }
    return Files.readAllLines(info).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 2))
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }

  private static String load() throws IOException {
    Path load = Path.of("/proc/loadavg");
    return Files.exists(load) ? Files.readString(load).split(" ")[0] : "unknown";
  }
}
