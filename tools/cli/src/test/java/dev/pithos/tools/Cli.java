package dev.pithos.tools;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One run of the command in this process.
 *
 * @param status the exit status
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record Cli(int status, String out, String err) {
  /** Runs the command with nothing on standard input. */
  static Cli run(Object... args) {
    return runWith("", args);
  }

  /** Runs the command with a text on standard input. */
  static Cli runWith(String in, Object... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] words = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      words[i] = args[i].toString();
    }
    int status =
        Main.run(
            CommandStreams.plain(
                new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                new PrintWriter(out),
                new PrintWriter(err)),
            words);
    return new Cli(status, out.toString(), err.toString());
  }

  /** A file under the project's {@code tools/examples}. */
  static Path example(String name) {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("tools/examples"))) {
      folder = folder.getParent();
    }
    return folder.resolve("tools/examples").resolve(name);
  }
}
