package dev.pithos.tools;

import dev.pithos.compiler.CompilerVersion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The {@code pithos} command: puts the subcommands together and turns what they throw into one line
 * of error and an exit status. What a subcommand does is in its own class.
 */
@Command(
    name = "pithos",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    header = "Seals WebAssembly modules in jars: compiles them to JVM bytecode ahead of time.",
    description = "",
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      " 0:done",
      " 1:the macro failed; its panic text is on standard error",
      " 2:bad usage or bad input; one line on standard error says what and where"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  pithos compile demo.wasm -o demo.jar",
      "  pithos inspect demo.jar",
      "  pithos expand demo.wasm --derive Demo point.rs",
      "  pithos build-macro --crate paste=1.0.15 -o paste.jar",
      "",
      "pithos COMMAND --help tells more of a command."
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  private Main() {}

  /** Runs the command in this process and ends it with the exit status. */
  public static void main(String[] args) {
    System.exit(run(CommandStreams.ofProcess(), args));
  }

  /**
   * Runs one command.
   *
   * @return the exit status: 0 done, 1 the macro failed, 2 bad usage or bad input
   */
  public static int run(CommandStreams streams, String... args) {
    int status;
    try {
      status = commandLine(streams).execute(args);
    } catch (OutOfMemoryError e) {
      status =
          Failures.report(
              streams, "out of memory: give the JVM more, for example PITHOS_JAVA_OPTS=-Xmx4g");
    }
    streams.out().flush();
    if (streams.out().checkError() && status == 0) {
      status = Failures.report(streams, "standard output cannot be written");
    }
    streams.err().flush();
    return status;
  }

  private static CommandLine commandLine(CommandStreams streams) {
    CommandLine line =
        new CommandLine(new Main())
            .addSubcommand(new CompileCommand(streams))
            .addSubcommand(new InspectCommand(streams))
            .addSubcommand(new ExpandCommand(streams))
            .addSubcommand(new InjectMetadataCommand(streams))
            .addSubcommand(new BuildMacroCommand(streams))
            .addSubcommand(new CacheCommand(streams))
            .addSubcommand(new MacroServerCommand(streams))
            .addSubcommand(new DaemonCommand(streams))
            .setOut(streams.out())
            .setErr(streams.err())
            .setUsageHelpAutoWidth(streams.outColours())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setColorScheme(
                CommandLine.Help.defaultColorScheme(streams.outColours() ? Ansi.ON : Ansi.OFF));
    line.setParameterExceptionHandler((e, args) -> usageError(streams, e));
    line.setExecutionExceptionHandler((e, command, parsed) -> Failures.report(streams, e));
    return line;
  }

  /** Without a subcommand, the usage help is the answer. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  private static int usageError(CommandStreams streams, ParameterException e) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    String problem =
        e instanceof UnmatchedArgumentException unmatched
            ? unmatched(unmatched)
            : e.getMessage().lines().findFirst().orElse("bad usage");
    problem = problem.replaceFirst("^Error: ", "");
    problem = Character.toLowerCase(problem.charAt(0)) + problem.substring(1);
    return Failures.report(streams, problem + " (" + command + " --help says how)");
  }

  /** What an argument is that the command does not take. */
  private static String unmatched(UnmatchedArgumentException e) {
    String argument = "'" + e.getUnmatched().get(0) + "'";
    if (e.isUnknownOption()) {
      return argument + " is no option";
    }
    return argument
        + (e.getCommandLine().getSubcommands().isEmpty()
            ? " is one argument too many"
            : " is no command");
  }

  /** The version of this build. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {
        "pithos " + CompilerVersion.get(), "JVM: ${java.vm.name} ${java.vm.version}",
      };
    }
  }
}
