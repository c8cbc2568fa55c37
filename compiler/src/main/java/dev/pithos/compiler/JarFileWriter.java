package dev.pithos.compiler;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Jars whose bytes depend on their contents alone: fixed times, alphabetical order. */
final class JarFileWriter {
  /** 1980-01-01T00:00, the earliest that the format knows, in local time as the format has it. */
  private static final java.time.LocalDateTime TIME = java.time.LocalDateTime.of(1980, 1, 1, 0, 0);

  private JarFileWriter() {}

  static void write(CompiledModule module, SortedMap<String, byte[]> files, Path jar)
      throws IOException {
    Path target = jar.toAbsolutePath();
    Path temporary = Files.createTempFile(target.getParent(), ".pithos", ".jar");
    try {
      try (OutputStream stream = Files.newOutputStream(temporary);
          ZipOutputStream zip = new ZipOutputStream(stream)) {
        add(zip, "META-INF/MANIFEST.MF", manifest(module));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
          add(zip, file.getKey(), file.getValue());
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
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  private static byte[] manifest(CompiledModule module) {
    String text =
        "Manifest-Version: 1.0\r\n"
            + "Created-By: Pithos\r\n"
            + "Pithos-Module-Class: "
            + module.options().internalName().replace('/', '.')
            + "\r\n"
            + "Pithos-Module-SHA-256: "
            + module.descriptor().sha256().substring(0, 32)
            + "\r\n "
            + module.descriptor().sha256().substring(32)
            + "\r\n\r\n";
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
