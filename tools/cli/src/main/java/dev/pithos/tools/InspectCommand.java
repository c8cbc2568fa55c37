package dev.pithos.tools;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.pithos.compiler.CompilerOptions;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pithos inspect}: what is in a module, or in a jar made of one. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    header = "Shows what is in a module or in a compiled jar.",
    description = {
      "",
      "Sections, imports, exports, macros, and the methods that the compiler makes of it. Nothing of"
          + " the module runs."
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {"  pithos inspect demo.wasm", "  pithos inspect demo.jar --json"})
final class InspectCommand implements Callable<Integer> {
  private final CommandStreams streams;

  @Parameters(
      index = "0",
      paramLabel = "MODULE.wasm|OUT.jar",
      description = "The module, or the jar that pithos compile made of it.")
  private Path path;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  InspectCommand(CommandStreams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws Exception {
    InputFile file = InputFile.read(path);
    Inspection inspection =
        file.isJar()
            ? Inspection.ofJar(file, CompiledJar.read(file))
            : Inspection.ofModule(
                file, Compilation.compile(streams, file, CompilerOptions.defaults()));
    if (json) {
      ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
      streams.out().println(mapper.writeValueAsString(inspection));
    } else {
      new InspectionPrinter(streams).print(inspection);
    }
    return 0;
  }
}
