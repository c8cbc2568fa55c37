package dev.pithos.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is written whole or not at all. */
class OutputFileTest {
  @TempDir private Path folder;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void writesAndReplaces() throws IOException {
    Path target = folder.resolve("a b.jar");
    OutputFile.write(target, file -> Files.writeString(file, "one"));
    OutputFile.write(target, file -> Files.writeString(file, "two"));
    assertEquals("two", Files.readString(target));
    assertEquals(List.of("a b.jar"), names());
  }

  @Test
  void failureKeepsWhatWasThere() throws IOException {
    Path target = Files.writeString(folder.resolve("a.jar"), "old");
    assertThrows(
        IOException.class,
        () ->
            OutputFile.write(
                target,
                file -> {
                  Files.writeString(file, "half");
                  throw new IOException("disk full");
                }));
    assertEquals("old", Files.readString(target));
    assertEquals(List.of("a.jar"), names());
  }

  @Test
  void refusesFoldersAndMissingFolders() throws IOException {
    InputException isFolder =
        assertThrows(InputException.class, () -> OutputFile.write(folder, f -> {}));
    assertTrue(isFolder.getMessage().contains("is a folder"), isFolder.getMessage());
    Path deep = folder.resolve("none").resolve("a.jar");
    InputException missing =
        assertThrows(InputException.class, () -> OutputFile.write(deep, f -> {}));
    assertTrue(missing.getMessage().startsWith(deep + ": the folder "), missing.getMessage());
    assertEquals(List.of(), names());
  }

  @Test
  void followsSymbolicLinks() throws IOException {
    Path real = Files.writeString(folder.resolve("real.jar"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link.jar"), real);
    OutputFile.write(link, file -> Files.writeString(file, "new"));
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("new", Files.readString(real));
  }

  @Test
  void leavesDevicesInPlace() throws IOException {
    Path device = Path.of("/dev/null");
    if (Files.exists(device)) {
      OutputFile.write(device, file -> Files.writeString(file, "gone"));
      assertTrue(Files.exists(device) && !Files.isRegularFile(device));
    }
  }
}
