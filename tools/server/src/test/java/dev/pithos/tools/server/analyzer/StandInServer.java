package dev.pithos.tools.server.analyzer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A program in the place of a toolchain's own server: a shell script that writes down each line it
 * is given, and answers as a test says.
 */
final class StandInServer {
  private static final String LINES = "lines";

  private StandInServer() {}

  /**
   * Writes the program.
   *
   * @param answer shell commands that answer the line in {@code $line}
   */
  static Path write(Path folder, String answer) throws IOException {
    Path program = folder.resolve("own-server");
    Files.writeString(
        program,
        "#!/bin/sh\nwhile read -r line; do\nprintf '%s\\n' \"$line\" >> '"
            + folder.resolve(LINES)
            + "'\n"
            + answer
            + "\ndone\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return program;
  }

  /** What all its processes were asked. */
  static List<String> lines(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve(LINES));
  }
}
