package dev.pithos.compiler;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Jars whose bytes depend on their contents alone: fixed times, alphabetical order. Nothing is
 * compressed: inflating classes is a good part of what a fresh JVM does before the first expansion.
 */
final class JarFileWriter {
  /** 1980-01-01T00:00, the earliest that the format knows, in local time as the format has it. */
  private static final java.time.LocalDateTime TIME = java.time.LocalDateTime.of(1980, 1, 1, 0, 0);

  private JarFileWriter() {}

  static void write(SortedMap<String, byte[]> files, Path jar) throws IOException {
    Path target = jar.toAbsolutePath();
    // Not createTempFile: its files are for their owner alone, and the jar would stay so.
    Path temporary =
        target.resolveSibling(
            "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
    try {
      try (OutputStream stream = Files.newOutputStream(temporary);
          ZipOutputStream zip = new ZipOutputStream(stream)) {
        // java.util.jar reads a manifest only where it comes first.
        add(zip, JarRecord.MANIFEST, files.get(JarRecord.MANIFEST));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
          if (!file.getKey().equals(JarRecord.MANIFEST)) {
            add(zip, file.getKey(), file.getValue());
          }
        }
      }
      Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    entry.setCrc(checksum.getValue());
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }
}
