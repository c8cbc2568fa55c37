package dev.pithos.tools;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What a command reads and writes, so that it runs in a test as it does in a process. Text is UTF-8
 * whatever the locale says: Rust sources are.
 *
 * @param in standard input
 * @param out standard output: results
 * @param err standard error: errors, progress
 * @param outColours whether results may be coloured
 * @param errColours whether errors may be coloured
 * @param progress whether standard error is a terminal that shows progress
 */
public record CommandStreams(
    InputStream in,
    PrintWriter out,
    PrintWriter err,
    boolean outColours,
    boolean errColours,
    boolean progress) {

  /** The property by which the {@code pithos} script names the streams that are terminals. */
  private static final String TERMINALS = "pithos.terminals";

  /** Plain streams without colours or progress, as for a pipe. */
  public static CommandStreams plain(InputStream in, PrintWriter out, PrintWriter err) {
    return new CommandStreams(in, out, err, false, false, false);
  }

  /** This process's streams. */
  static CommandStreams ofProcess() {
    Map<String, String> environment = System.getenv();
    List<String> terminals = List.of(System.getProperty(TERMINALS, "").split(","));
    boolean errTerminal = terminals.contains("stderr");
    return new CommandStreams(
        System.in,
        writer(FileDescriptor.out),
        writer(FileDescriptor.err),
        terminals.contains("stdout") && wantsColours(environment),
        errTerminal && wantsColours(environment),
        errTerminal && !isDumb(environment));
  }

  /** NO_COLOR set to anything but nothing, and a dumb terminal, switch colours off. */
  static boolean wantsColours(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty() && !isDumb(environment);
  }

  private static boolean isDumb(Map<String, String> environment) {
    return environment.getOrDefault("TERM", "dumb").equals("dumb");
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8));
  }
}
