package dev.pithos.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pithos.compiler.CompiledModule;
import dev.pithos.compiler.CompilerOptions;
import dev.pithos.macro.MacroAbi;
import dev.pithos.macro.MacroSlot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pithos build-macro}: an unmodified proc-macro crate becomes a module or a jar. */
@Command(
    name = "build-macro",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Builds a Rust proc-macro crate, unmodified, to a module or a jar.",
    description = {
      "",
      "Uses the Rust that is installed, with its standard library's sources;"
          + " tools/rust/install-toolchains.sh installs what is missing. Dependencies, features,"
          + " build scripts and Cargo.lock are cargo's business, as ever. Nothing is written into"
          + " the crate's folder. The first build compiles Rust's standard library, about a minute."
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nParameters:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  pithos build-macro my-derive -o my-derive.jar",
      "  pithos build-macro --crate thiserror-impl=2.0.17 -o thiserror.wasm",
      "  pithos build-macro my-workspace --member my-derive --features full -o my-derive.wasm"
    })
final class BuildMacroCommand implements Callable<Integer> {
  private static final Pattern CRATE = Pattern.compile("([A-Za-z0-9_-]+)=([0-9][0-9A-Za-z.+-]*)");

  private final CommandStreams streams;

  @ArgGroup(multiplicity = "1")
  private Source source;

  /** Where the crate comes from. */
  static final class Source {
    @Parameters(
        paramLabel = "CRATE_DIR",
        description = "The crate's folder, or a workspace's: the one with the Cargo.toml.")
    private Path folder;

    @Option(
        names = "--crate",
        paramLabel = "NAME=VERSION",
        description = "A crate of the Rust crate registry instead.")
    private String crate;
  }

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "OUT",
      description = "The file to write: a module (.wasm) or a jar (.jar).")
  private Path output;

  @Option(
      names = "--member",
      paramLabel = "NAME",
      description = "The workspace's package to build.")
  private String member;

  @Option(names = "--features", paramLabel = "A,B", description = "Features to switch on.")
  private List<String> features = List.of();

  @Option(names = "--all-features", description = "Switch every feature on.")
  private boolean allFeatures;

  @Option(names = "--no-default-features", description = "Leave the default features out.")
  private boolean noDefaultFeatures;

  @Option(
      names = "--pin",
      paramLabel = "NAME=VERSION",
      description = "The version of a dependency to use; may be given several times.")
  private List<String> pins = List.of();

  @Option(
      names = "--lock",
      paramLabel = "Cargo.lock",
      description = "The lock file to build by, in place of the workspace's.")
  private Path lock;

  @Option(
      names = "--write-lock",
      paramLabel = "FILE",
      description = "Also writes the lock file that the build ended with.")
  private Path writeLock;

  @Option(
      names = "--panic",
      paramLabel = "abort|unwind",
      description =
          "What a panic does. Without this it unwinds, for the macro to catch, where the crate or"
              + " one that it depends on calls catch_unwind, and else ends the expansion: modules"
              + " that unwind are larger and slower.")
  private PanicStrategy panic;

  @Option(names = "--offline", description = "Have cargo use what it has fetched before.")
  private boolean offline;

  BuildMacroCommand(CommandStreams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws Exception {
    long start = System.nanoTime();
    String kind = output.toString().toLowerCase(Locale.ROOT).replaceFirst(".*\\.", "");
    if (!List.of("wasm", "jar").contains(kind)) {
      throw new InputException(output + ": name a file that ends in .wasm or .jar");
    }
    RustTools tools = RustTools.find();
    Built built = build(tools);
    InputFile module = InputFile.read(built.module());
    CompiledModule compiled =
        Compilation.compile(
            streams,
            module,
            CompilerOptions.defaults().withClassName(CompilerOptions.classNameOf(output)));
    List<MacroSlot> slots = slots(built.crate(), compiled);
    if (kind.equals("jar")) {
      OutputFile.write(output, compiled::writeJar);
    } else {
      OutputFile.write(output, temporary -> Files.write(temporary, module.bytes()));
    }
    if (writeLock != null) {
      byte[] bytes = Files.readAllBytes(built.project().lock());
      OutputFile.write(writeLock, temporary -> Files.write(temporary, bytes));
    }
    summarize(built.crate(), module, slots, start);
    return 0;
  }

  /** A finished build: what, where, and the module's file. */
  private record Built(MacroCrate crate, GuestProject project, Path module) {}

  private Built build(RustTools tools) throws IOException {
    Files.createDirectories(tools.workFolder());
    if (source.crate == null) {
      if (!Files.isDirectory(source.folder)) {
        throw new InputException(source.folder + ": no such folder");
      }
      return build(tools, MacroCrate.read(tools, source.folder, member));
    }
    Matcher name = named("--crate", source.crate);
    Path fetch = Files.createTempDirectory(tools.workFolder(), "fetch");
    try {
      MacroCrate crate =
          during(
              "fetching " + source.crate,
              () -> MacroCrate.fetch(tools, fetch, name.group(1), name.group(2)));
      return build(tools, crate);
    } finally {
      GuestProject.delete(fetch);
    }
  }

  private Built build(RustTools tools, MacroCrate crate) throws IOException {
    GuestProject project = GuestProject.make(tools.workFolder(), crate, lock);
    for (String pin : pins) {
      Matcher named = named("--pin", pin);
      runCargo(
          tools,
          crate,
          List.of(
              "run",
              "update",
              "--manifest-path",
              project.manifest().toString(),
              named.group(1),
              "--precise",
              named.group(2)));
    }
    PanicStrategy strategy =
        panic != null ? panic : PanicStrategy.of(crates(tools, crate, project));
    List<String> arguments =
        new ArrayList<>(
            List.of("build", strategy.word(), crate.libraryName(), project.manifest().toString()));
    arguments.addAll(cargoOptions());
    RustTools.Run run =
        during(
            "building " + crate.name() + " " + crate.version() + " for wasm",
            () -> runCargo(tools, crate, arguments));
    return new Built(crate, project, Path.of(run.out().strip()));
  }

  /** The crates that the module is built of; the guest's own target is none that cargo knows. */
  private JsonNode crates(RustTools tools, MacroCrate crate, GuestProject project)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("run", "metadata", "--format-version", "1"));
    command.addAll(List.of("--filter-platform", "wasm32-unknown-unknown"));
    command.addAll(List.of("--manifest-path", project.manifest().toString()));
    command.addAll(cargoOptions());
    return new ObjectMapper().readTree(runCargo(tools, crate, command).out());
  }

  private RustTools.Run runCargo(RustTools tools, MacroCrate crate, List<String> arguments)
      throws IOException {
    RustTools.Run run = tools.run(crate.folder(), arguments);
    if (run.failed()) {
      throw new InputException(CargoFailure.explain(crate, run.log()));
    }
    return run;
  }

  private List<String> cargoOptions() {
    List<String> options = new ArrayList<>();
    if (!features.isEmpty()) {
      options.addAll(List.of("--features", String.join(",", features)));
    }
    if (allFeatures) {
      options.add("--all-features");
    }
    if (noDefaultFeatures) {
      options.add("--no-default-features");
    }
    if (offline) {
      options.add("--offline");
    }
    return options;
  }

  private static Matcher named(String option, String text) {
    Matcher matcher = CRATE.matcher(text);
    if (!matcher.matches()) {
      throw new InputException(option + " " + text + ": expected NAME=VERSION, as serde=1.0.229");
    }
    return matcher;
  }

  /** The macros that the module declares: one without any would be of no use to anybody. */
  private static List<MacroSlot> slots(MacroCrate crate, CompiledModule compiled) {
    List<MacroSlot> slots =
        MacroAbi.detect(compiled.descriptor())
            .map(abi -> abi.slots(compiled.descriptor()))
            .orElse(List.of());
    if (slots.isEmpty()) {
      throw new InputException(
          crate.name()
              + " defines no macros with these features: there is no #[proc_macro],"
              + " #[proc_macro_derive] or #[proc_macro_attribute] function in it");
    }
    return slots;
  }

  private void summarize(MacroCrate crate, InputFile module, List<MacroSlot> slots, long start)
      throws IOException {
    String names =
        slots.stream()
            .limit(8)
            .map(slot -> slot.kind().word() + " " + slot.name())
            .collect(Collectors.joining(", "));
    streams
        .out()
        .printf(
            Locale.ROOT,
            "%s: %s %s, %d macro%s (%s%s), module %s, file %s, %.1f s%n",
            output,
            crate.name(),
            crate.version(),
            slots.size(),
            slots.size() == 1 ? "" : "s",
            names,
            slots.size() > 8 ? ", ..." : "",
            Quantities.showBytes(module.bytes().length),
            Quantities.showBytes(Files.size(output)),
            (System.nanoTime() - start) / 1e9);
  }

  /** Work that may fail with an {@link IOException}. */
  private interface Work<T> {
    T run() throws IOException;
  }

  private <T> T during(String what, Work<T> work) throws IOException {
    AtomicReference<IOException> failure = new AtomicReference<>();
    T result =
        Progress.during(
            streams,
            what,
            () -> {
              try {
                return work.run();
              } catch (IOException e) {
                failure.set(e);
                return null;
              }
            });
    if (failure.get() != null) {
      throw failure.get();
    }
    return result;
  }
}
