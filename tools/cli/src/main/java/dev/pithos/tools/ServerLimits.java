package dev.pithos.tools;

import dev.pithos.macro.ExpansionOptions;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The options of servers that limit each expansion. */
final class ServerLimits {
  @Option(
      names = "--deadline",
      paramLabel = "TIME",
      defaultValue = "${env:PITHOS_DEADLINE:-10s}",
      converter = Quantities.Time.class,
      description =
          "How long an expansion may take, as 500ms, 10s (the default) or 1m; PITHOS_DEADLINE sets it"
              + " too.")
  private Duration deadline;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      defaultValue = "${env:PITHOS_MEMORY:-256M}",
      converter = Quantities.Bytes.class,
      description =
          "How much memory an expansion may take, as 64M; 256M unless given. PITHOS_MEMORY sets it"
              + " too.")
  private long memory;

  ExpansionOptions options() {
    return ExpansionOptions.defaults().withDeadline(deadline).withMemoryLimit(memory);
  }
}
