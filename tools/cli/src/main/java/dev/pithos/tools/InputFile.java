package dev.pithos.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A module or a compiled jar as the user named it, read whole.
 *
 * @param path as the user wrote it, for messages
 * @param bytes the contents; not to be written
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes: shared, and written by nobody
record InputFile(Path path, byte[] bytes) {
  /** No module of this size would fit the JVM's limits, and reading it would only fail later. */
  private static final long LARGEST = 1 << 30;

  /**
   * Reads a file.
   *
   * @throws InputException when it is missing, a folder or over 1 GiB
   */
  static InputFile read(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new InputException(path + ": is a folder, not a module or a jar");
    }
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    long size = Files.size(path);
    if (size > LARGEST) {
      throw new InputException(
          path + ": " + Quantities.showBytes(size) + ", larger than any module can be (1 GiB)");
    }
    return new InputFile(path, Files.readAllBytes(path));
  }

  boolean isJar() {
    return bytes.length >= 4
        && bytes[0] == 'P'
        && bytes[1] == 'K'
        && bytes[2] == 3
        && bytes[3] == 4;
  }

  /** The same file, when it is a module. */
  InputFile requireModule() {
    if (!ModuleSections.isModule(bytes)) {
      throw new InputException(path + ": not a WebAssembly module (it does not begin with \\0asm)");
    }
    return this;
  }
}
