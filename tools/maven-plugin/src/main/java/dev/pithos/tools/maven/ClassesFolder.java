package dev.pithos.tools.maven;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * A folder of classes that compiled modules share with the project's own: their files are added and
 * removed; of the lists in META-INF/services, single lines.
 */
final class ClassesFolder {
  private static final String META = "META-INF/";
  private static final String SERVICES = META + "services/";

  private final Path folder;
  private final Consumer<Path> changed;

  /** A folder; each file that is written or removed is told of. */
  ClassesFolder(Path folder, Consumer<Path> changed) {
    this.folder = folder;
    this.changed = changed;
  }

  /** Adds the files of a jar; those that are there already keep their times. */
  void add(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : file.stream().filter(ClassesFolder::belongsHere).toList()) {
        byte[] contents = read(file, entry);
        Path target = folder.resolve(entry.getName());
        if (entry.getName().startsWith(SERVICES)) {
          Set<String> lines = lines(target);
          lines.addAll(lines(contents));
          contents = join(lines);
        }
        if (!Files.exists(target) || !Arrays.equals(Files.readAllBytes(target), contents)) {
          Files.createDirectories(target.getParent());
          Files.write(target, contents);
          changed.accept(target);
        }
      }
    }
  }

  /** Removes what {@link #add} added. */
  void remove(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : file.stream().filter(ClassesFolder::belongsHere).toList()) {
        Path target = folder.resolve(entry.getName());
        if (Files.exists(target) && entry.getName().startsWith(SERVICES)) {
          Set<String> lines = lines(target);
          lines.removeAll(lines(read(file, entry)));
          if (!lines.isEmpty()) {
            Files.write(target, join(lines));
            changed.accept(target);
            continue;
          }
        }
        if (Files.deleteIfExists(target)) {
          changed.accept(target);
        }
      }
    }
  }

  /** The manifest is that of a jar alone. */
  private static boolean belongsHere(JarEntry entry) {
    String name = entry.getName();
    return !entry.isDirectory() && (!name.startsWith(META) || name.startsWith(SERVICES));
  }

  private static byte[] read(JarFile jar, JarEntry entry) throws IOException {
    try (InputStream stream = jar.getInputStream(entry)) {
      return stream.readAllBytes();
    }
  }

  private static Set<String> lines(Path file) throws IOException {
    return Files.exists(file) ? lines(Files.readAllBytes(file)) : new LinkedHashSet<>();
  }

  private static Set<String> lines(byte[] contents) {
    return new LinkedHashSet<>(new String(contents, StandardCharsets.UTF_8).lines().toList());
  }

  private static byte[] join(Set<String> lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
