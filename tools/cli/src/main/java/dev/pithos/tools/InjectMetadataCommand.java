package dev.pithos.tools;

import dev.pithos.compiler.CompilerOptions;
import dev.pithos.macro.MacroAbi;
import dev.pithos.macro.MacroException;
import dev.pithos.macro.MacroMetadata;
import dev.pithos.macro.MacroSlot;
import dev.pithos.runtime.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pithos inject-metadata}: says in a module which macros it holds. */
@Command(
    name = "inject-metadata",
    mixinStandardHelpOptions = true,
    header = "Writes into a macro module which macros it holds.",
    description = {
      "",
      "A module exports functions; what Rust code calls them by, and whether they are derives, is"
          + " not in it. This adds the custom section .rustc_proc_macro_decls, or replaces the one"
          + " that is there. The rest of the module stays as it is."
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nParameters:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  pithos inject-metadata demo.wasm -o named.wasm derive:Demo:demo",
      "  pithos inject-metadata m.wasm -o m.wasm derive:Ser:derive_ser:serde,s attr:log:log"
    })
final class InjectMetadataCommand implements Callable<Integer> {
  private final CommandStreams streams;

  @Parameters(index = "0", paramLabel = "MODULE.wasm", description = "The macro module.")
  private Path module;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "KIND:NAME:EXPORT[:HELPERS]",
      description = {
        "One macro each, in slot order. KIND is derive, attr or bang; NAME is what Rust code calls"
            + " it; EXPORT is the module's function; HELPERS are a derive's helper attributes,"
            + " separated by commas."
      })
  private List<String> macros;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "OUT.wasm",
      description = "The file to write; may be MODULE.wasm itself.")
  private Path output;

  InjectMetadataCommand(CommandStreams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws Exception {
    byte[] section = String.join("\n", macros).concat("\n").getBytes(StandardCharsets.UTF_8);
    List<MacroSlot> slots = parse(section);
    InputFile file = InputFile.read(module).requireModule();
    byte[] result;
    try {
      result =
          ModuleSections.withCustomSection(
              file.bytes(), MacroMetadata.SECTION, MacroMetadata.write(slots));
    } catch (InputException e) {
      throw new InputException(module + ": " + e.getMessage(), e);
    }
    checkSlots(result);
    OutputFile.write(output, temporary -> Files.write(temporary, result));
    return 0;
  }

  /** Refuses metadata that contradicts the module: a missing export, one of another type. */
  private void checkSlots(byte[] result) {
    InputFile file = new InputFile(module, result);
    ModuleDescriptor descriptor =
        Compilation.compile(streams, file, CompilerOptions.defaults()).descriptor();
    MacroAbi abi =
        MacroAbi.detect(descriptor)
            .orElseThrow(
                () ->
                    new InputException(
                        module
                            + ": not a macro module: it speaks none of "
                            + MacroAbi.ALL.stream().map(MacroAbi::name).toList()));
    try {
      abi.slots(descriptor);
    } catch (MacroException e) {
      throw new InputException(module + ": " + e.getMessage(), e);
    }
  }

  /** The arguments are the section's lines: a line's number is an argument's. */
  private static List<MacroSlot> parse(byte[] section) {
    try {
      return MacroMetadata.parse(section);
    } catch (IllegalArgumentException e) {
      String problem = e.getMessage().replaceFirst("^section \\S+, line (\\d+): ", "macro $1: ");
      throw new InputException(problem, e);
    }
  }
}
