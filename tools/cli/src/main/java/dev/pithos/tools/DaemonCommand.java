package dev.pithos.tools;

import dev.pithos.tools.server.Libraries;
import dev.pithos.tools.server.ModuleCache;
import dev.pithos.tools.server.UserFolders;
import dev.pithos.tools.server.daemon.Daemon;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pithos daemon}: expands macros for rustc, over a Unix socket. */
@Command(
    name = "daemon",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Expands macros for rustc processes that use the crate tools/rust/watt.",
    description = {
      "",
      "Serves at a Unix socket until nobody has been connected for a while. The crate starts it when"
          + " it is needed; docs/rustc.md tells more."
    },
    optionListHeading = "%nOptions:%n")
final class DaemonCommand implements Callable<Integer> {
  private final CommandStreams streams;

  @Option(
      names = "--socket",
      required = true,
      paramLabel = "PATH",
      description = "Where to listen: in a folder that belongs to you alone (mode 700).")
  private Path socket;

  @Option(
      names = "--idle",
      paramLabel = "TIME",
      defaultValue = "${env:PITHOS_IDLE:-10m}",
      converter = Quantities.Time.class,
      description =
          "How long to stay without a connection; 10m unless given. PITHOS_IDLE sets it too.")
  private Duration idle;

  @Mixin private ServerLimits limits;

  DaemonCommand(CommandStreams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws Exception {
    Libraries libraries =
        new Libraries(new ModuleCache(UserFolders.cache(System.getenv()), this::log));
    if (!new Daemon(socket, idle, libraries, limits.options(), this::log).serve()) {
      log("another daemon serves at " + socket);
    }
    return 0;
  }

  private void log(String line) {
    streams.err().println("pithos daemon: " + line);
    streams.err().flush();
  }
}
