package dev.pithos.tools;

import dev.pithos.macro.ExpansionOptions;
import dev.pithos.macro.ExpansionThread;
import dev.pithos.tools.server.Libraries;
import dev.pithos.tools.server.ModuleCache;
import dev.pithos.tools.server.UserFolders;
import dev.pithos.tools.server.analyzer.AnalyzerServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code pithos macro-server}: expands macros for rust-analyzer, over standard input and output.
 */
@Command(
    name = "macro-server",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Expands macros for rust-analyzer or the IntelliJ Rust plugin.",
    description = {
      "",
      "Speaks rust-analyzer's proc-macro server protocol on standard input and output. Macro modules"
          + " (.wasm), compiled jars and shared libraries with a module inside are expanded here;"
          + " for any other library the toolchain's own server is asked. docs/rust-analyzer.md tells"
          + " how to set it up."
    },
    optionListHeading = "%nOptions:%n")
final class MacroServerCommand implements Callable<Integer> {
  private final CommandStreams streams;

  @Spec private CommandSpec spec;

  @Mixin private ServerLimits limits;

  @Option(
      names = "--protocol",
      paramLabel = "VERSION",
      defaultValue = "${env:PITHOS_MACRO_PROTOCOL:-6}",
      description =
          "The latest version of the protocol to speak, 0 to 6; PITHOS_MACRO_PROTOCOL sets it too."
              + " The IntelliJ Rust plugin speaks 0 to 2.")
  private int protocol;

  @Option(
      names = "--native-deadline",
      paramLabel = "TIME",
      defaultValue = "${env:PITHOS_NATIVE_DEADLINE:-60s}",
      converter = Quantities.Time.class,
      description = "How long the toolchain's own server may take; 60s unless given.")
  private Duration nativeDeadline;

  MacroServerCommand(CommandStreams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws Exception {
    if (protocol < 0 || protocol > AnalyzerServer.LATEST) {
      throw new ParameterException(
          spec.commandLine(), "--protocol must be 0 to " + AnalyzerServer.LATEST);
    }
    ExpansionOptions expansion = limits.options();
    Path folder = UserFolders.cache(System.getenv());
    Libraries libraries = new Libraries(new ModuleCache(folder, this::log));
    AnalyzerServer.Settings settings =
        new AnalyzerServer.Settings(protocol, expansion, nativeDeadline, System.getenv());
    AnalyzerServer server = new AnalyzerServer(libraries, settings, this::log);
    return ExpansionThread.call(
        () -> {
          server.serve(streams.in(), streams.out());
          return 0;
        });
  }

  private void log(String line) {
    streams.err().println("pithos macro-server: " + line);
    streams.err().flush();
  }
}
