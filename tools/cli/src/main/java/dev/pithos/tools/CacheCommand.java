package dev.pithos.tools;

import dev.pithos.macro.CacheTraining;
import dev.pithos.macro.MacroException;
import dev.pithos.macro.MacroLibrary;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pithos cache}: what a JVM needs to start fast with a compiled jar. */
@Command(
    name = "cache",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Makes a cache with which a JVM starts faster on compiled macro jars.",
    description = {
      "",
      "With JDK 25 or newer it is an AOT cache, with older ones a class data archive (AppCDS)."
          + " It holds for the JDK that runs this command and for a class path that begins with"
          + " pithos-runtime-support and the jars as given here; the options to use it are printed."
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nParameters:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  pithos cache demo.jar",
      "  pithos cache serde.jar -o serde.aot --input items.rs --rounds 100"
    })
final class CacheCommand implements Callable<Integer> {
  private static final int AOT_CACHE = 25;

  private final CommandStreams streams;

  @Parameters(
      arity = "1..*",
      paramLabel = "OUT.jar",
      description = "Jars that pithos compile made of macro modules.")
  private List<Path> jars;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The cache; the first jar's name with .aot (JDK 25) or .jsa unless given.")
  private Path output;

  @Option(
      names = "--input",
      paramLabel = "FILE.rs",
      description = "An item that the macros are run on meanwhile; more than one may be given.")
  private List<Path> inputs = List.of();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "20",
      description = "How often each macro runs on each item; ${DEFAULT-VALUE} unless given.")
  private int rounds;

  CacheCommand(CommandStreams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws Exception {
    List<String> classPath = new ArrayList<>();
    for (Path jar : jars) {
      if (!InputFile.read(jar).isJar()) {
        throw new InputException(jar + ": is no jar; make one with pithos compile");
      }
      requireMacros(jar);
      classPath.add(jar.toAbsolutePath().normalize().toString());
    }
    for (Path input : inputs) {
      InputFile.read(input);
    }
    classPath.add(0, runtimeSupport().toString());
    boolean aot = Runtime.version().feature() >= AOT_CACHE;
    Path target = output == null ? beside(jars.get(0), aot ? ".aot" : ".jsa") : output;
    String path = String.join(File.pathSeparator, classPath);
    OutputFile.write(
        target,
        file ->
            Progress.during(
                streams,
                "making " + target,
                () -> {
                  train(file, path, aot);
                  return null;
                }));
    streams
        .err()
        .println(
            "pithos: "
                + target
                + ": "
                + Quantities.showBytes(Files.size(target))
                + "; start the JVM with");
    streams
        .out()
        .println(
            word((aot ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + target)
                + " -cp "
                + word(path));
    return 0;
  }

  private static void requireMacros(Path jar) throws IOException {
    try {
      MacroLibrary.open(jar).close();
    } catch (MacroException e) {
      throw new InputException(jar + ": is no usable macro library: " + e.detail(), e);
    }
  }

  /** A word of a command line, quoted where a shell needs it. */
  private static String word(String text) {
    return text.matches("[\\w.,:+=/-]*") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /** The jar that this JVM has it from: the cache holds for that file. */
  private static Path runtimeSupport() throws URISyntaxException {
    Path path =
        Path.of(CacheTraining.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (!Files.isRegularFile(path)) {
      throw new InputException(
          path + ": is a folder; JVMs keep caches for jars alone, run the pithos script");
    }
    return path;
  }

  private static Path beside(Path jar, String suffix) {
    String name = jar.getFileName().toString().replaceFirst("\\.jar$", "");
    return jar.resolveSibling(name + suffix);
  }

  /** Runs the JVM that writes the cache at its end. */
  private void train(Path file, String classPath, boolean aot) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add((aot ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + file);
    command.addAll(List.of("-XX:+UseSerialGC", "-cp", classPath));
    command.add(CacheTraining.class.getName());
    command.add(Integer.toString(rounds));
    inputs.forEach(input -> command.add(input.toString()));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      if (status != 0 || !Files.isRegularFile(file)) {
        String last = said.lines().reduce((first, second) -> second).orElse("no message");
        throw new InputException(
            "the JVM that makes the cache failed (status " + status + "): " + last);
      }
      if (said.lines().anyMatch("0"::equals)) {
        throw new InputException(
            "no macro expanded any of the items: name items for these macros with --input");
      }
    } catch (IOException e) {
      throw new InputException("the JVM that makes the cache does not start: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InputException("interrupted");
    }
  }
}
