package dev.pithos.tools;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a file whole or not at all: into a temporary file beside it, which then takes its name. A
 * failure or an interrupt leaves what was there before.
 */
final class OutputFile {
  private OutputFile() {}

  /** Writes the contents of a file to the path it is given. */
  @FunctionalInterface
  interface Contents {
    void writeTo(Path file) throws IOException;
  }

  /**
   * Writes {@code target}; a symbolic link is followed, a device or a pipe is written directly.
   *
   * @throws InputException when there is no such folder, or the target is one
   */
  static void write(Path target, Contents contents) throws IOException {
    Path file = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
    Path folder = file.getParent();
    if (folder == null || Files.isDirectory(file)) {
      throw new InputException(target + ": is a folder; name a file to write");
    }
    if (!Files.isDirectory(folder)) {
      throw new InputException(target + ": the folder " + folder + " does not exist");
    }
    Path temporary = temporaryBeside(file, folder);
    temporary.toFile().deleteOnExit();
    try {
      contents.writeTo(temporary);
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        copyTo(temporary, file);
      } else {
        Files.move(
            temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** A device's folder may be no place for files: its contents wait in the temporary folder. */
  private static Path temporaryBeside(Path file, Path folder) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file)) {
      return Files.createTempFile("pithos", ".tmp");
    }
    Path temporary =
        folder.resolve("." + file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
    Files.deleteIfExists(temporary);
    return temporary;
  }

  private static void copyTo(Path temporary, Path device) throws IOException {
    try (OutputStream stream = Files.newOutputStream(device, StandardOpenOption.WRITE)) {
      Files.copy(temporary, stream);
    }
  }
}
