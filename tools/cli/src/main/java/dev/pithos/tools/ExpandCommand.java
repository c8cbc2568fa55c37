package dev.pithos.tools;

import dev.pithos.compiler.CompiledModule;
import dev.pithos.compiler.CompilerOptions;
import dev.pithos.macro.Diagnostic;
import dev.pithos.macro.Edition;
import dev.pithos.macro.ExpansionHost;
import dev.pithos.macro.ExpansionOptions;
import dev.pithos.macro.LexException;
import dev.pithos.macro.MacroException;
import dev.pithos.macro.MacroJar;
import dev.pithos.macro.MacroKind;
import dev.pithos.macro.MacroLibrary;
import dev.pithos.macro.MacroSlot;
import dev.pithos.macro.SourceText;
import dev.pithos.macro.TokenStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pithos expand}: runs one macro on Rust text and prints what it expands to. */
@Command(
    name = "expand",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Runs a macro on Rust source and prints what it expands to.",
    description = "",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  pithos expand demo.wasm --derive Demo point.rs",
      "  echo 'fn f() {}' | pithos expand macros.jar --attr log --args 'level = 2'",
      "  pithos expand macros.jar --bang sql query.rs --deadline 500ms --memory 64M"
    })
final class ExpandCommand implements Callable<Integer> {
  private final CommandStreams streams;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "MODULE.wasm|OUT.jar",
      description = "The macro module, or the jar that pithos compile made of it.")
  private Path library;

  @ArgGroup(multiplicity = "1")
  private Macro macro;

  @Option(
      names = "--args",
      paramLabel = "TOKENS",
      description = "An attribute macro's arguments: what stands inside #[name(...)].")
  private String args;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FILE.rs",
      defaultValue = "-",
      description = {
        "The macro's input: the item without the macro's own attribute, or what stands between"
            + " the delimiters of a function-like macro. - or nothing: standard input."
      })
  private String input;

  @Option(
      names = "--deadline",
      paramLabel = "TIME",
      converter = Quantities.Time.class,
      description = "How long the macro may run, as 500ms, 10s (the default) or 1m.")
  private Duration deadline = ExpansionOptions.defaults().deadline();

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      converter = Quantities.Bytes.class,
      description = "How much memory the macro may take, as 64M; 256M unless given.")
  private long memory = ExpansionOptions.defaults().memoryLimit();

  /** Which macro: exactly one of three. */
  static final class Macro {
    @Option(names = "--derive", paramLabel = "NAME", description = "Expand this derive macro.")
    private String derive;

    @Option(names = "--attr", paramLabel = "NAME", description = "Expand this attribute macro.")
    private String attr;

    @Option(
        names = "--bang",
        paramLabel = "NAME",
        description = "Expand this function-like macro, name!(...).")
    private String bang;

    MacroKind kind() {
      return derive != null ? MacroKind.DERIVE : attr != null ? MacroKind.ATTR : MacroKind.BANG;
    }

    String name() {
      return derive != null ? derive : attr != null ? attr : bang;
    }
  }

  /** Shows the messages that the macro emits besides its result. */
  private record Messages(CommandStreams streams) implements ExpansionHost {
    @Override
    public void diagnostic(Diagnostic diagnostic) {
      streams.err().println(diagnostic);
      diagnostic.children().forEach(child -> streams.err().println("  " + child));
    }
  }

  ExpandCommand(CommandStreams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws Exception {
    if (args != null && macro.kind() != MacroKind.ATTR) {
      throw new ParameterException(spec.commandLine(), "--args goes with --attr alone");
    }
    InputFile file = InputFile.read(library);
    if (!file.isJar()) {
      file.requireModule(); // before the input is read: the two may have been exchanged
    }
    SourceText source =
        input.equals("-")
            ? new SourceText("<standard input>", readInput())
            : new SourceText(Path.of(input), readInput());
    TokenStream item = lex(inputName(), source);
    TokenStream arguments =
        macro.kind() == MacroKind.ATTR
            ? lex("--args", new SourceText("<--args>", args == null ? "" : args))
            : null;
    TokenStream expansion;
    try {
      expansion = file.isJar() ? inJar(arguments, item) : inModule(file, arguments, item);
    } catch (MacroException e) {
      throw failure(e);
    }
    streams.out().print(RustPrinter.print(expansion));
    return 0;
  }

  private TokenStream inJar(TokenStream arguments, TokenStream item) {
    try (MacroJar jar = MacroLibrary.open(library)) {
      return expand(jar.library(), arguments, item);
    }
  }

  private TokenStream inModule(InputFile file, TokenStream arguments, TokenStream item) {
    CompiledModule compiled = Compilation.compile(streams, file, CompilerOptions.defaults());
    return expand(MacroLibrary.of(compiled.load()), arguments, item);
  }

  private TokenStream expand(MacroLibrary macros, TokenStream arguments, TokenStream item) {
    MacroSlot slot = macros.find(macro.kind(), macro.name());
    ExpansionOptions options =
        ExpansionOptions.defaults()
            .withDeadline(deadline)
            .withMemoryLimit(memory)
            .withHost(new Messages(streams));
    return Progress.during(
        streams, "expanding " + slot, () -> macros.expand(slot.index(), arguments, item, options));
  }

  /** Tells what the macro did wrong from what the user did. */
  private Exception failure(MacroException e) {
    return switch (e.reason()) {
      case BAD_LIBRARY ->
          new InputException(library + ": is no usable macro library: " + e.detail(), e);
      case NO_SUCH_SLOT -> new InputException(library + ": " + e.getMessage(), e);
      case PANIC, TRAP, DEADLINE, MEMORY, BAD_OUTPUT -> new MacroFailure(e.getMessage(), e);
    };
  }

  private String inputName() {
    return input.equals("-") ? "standard input" : input;
  }

  private String readInput() throws IOException {
    byte[] bytes;
    if (input.equals("-")) {
      bytes = streams.in().readAllBytes();
    } else if (Files.isDirectory(Path.of(input))) {
      throw new InputException(input + ": is a folder, not a Rust file");
    } else if (!Files.exists(Path.of(input))) {
      throw new NoSuchFileException(input);
    } else {
      bytes = Files.readAllBytes(Path.of(input));
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new InputException(inputName() + ": is not UTF-8 text", e);
    }
  }

  private static TokenStream lex(String name, SourceText source) {
    try {
      return TokenStream.parse(source, Edition.RUST_2021);
    } catch (LexException e) {
      throw new InputException(name + ": " + e.getMessage(), e);
    }
  }
}
