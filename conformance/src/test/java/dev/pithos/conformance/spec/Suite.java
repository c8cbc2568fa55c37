package dev.pithos.conformance.spec;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The suite's files, in a folder or a zip: scripts {@code NAME.json} with their modules beside
 * them. A script is named by its path, without a folder of its own name: {@code core/i32}.
 */
final class Suite implements Closeable {
  /** What to say when there is no suite. */
  static final String MISSING =
      "no specification suite: put the zip into ../shared/spec beside the project, or name a folder"
          + " or zip with -Dpithos.spec.suite=PATH or PITHOS_SPEC_SUITE";

  private final String name;
  private final FileSystem zip;
  private final Map<String, Path> scripts = new TreeMap<>();

  private Suite(String name, Path root, FileSystem zip) throws IOException {
    this.name = name;
    this.zip = zip;
    try (Stream<Path> files = Files.walk(root)) {
      files
          .filter(file -> file.toString().endsWith(".json"))
          .forEach(file -> scripts.put(scriptName(root.relativize(file)), file));
    }
  }

  /**
   * Opens the suite that the user names, or else the one beside the project.
   *
   * @return empty when there is none
   * @throws IOException when the one that the user names is not there or cannot be read
   */
  static Optional<Suite> find(Path project) throws IOException {
    String named = System.getProperty("pithos.spec.suite", System.getenv("PITHOS_SPEC_SUITE"));
    if (named != null && !named.isEmpty()) {
      return Optional.of(open(Path.of(named)));
    }
    Path folder = project.resolveSibling("shared").resolve("spec");
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> zips = Files.newDirectoryStream(folder, "*.zip")) {
      for (Path zip : zips) {
        return Optional.of(open(zip));
      }
    }
    return Optional.empty();
  }

  /** Opens a folder or a zip. */
  static Suite open(Path path) throws IOException {
    String name = path.toAbsolutePath().normalize().getFileName().toString();
    if (Files.isDirectory(path)) {
      return new Suite(name, path, null);
    }
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString(), null, "no such folder or zip of the suite");
    }
    FileSystem zip = FileSystems.newFileSystem(path);
    try {
      return new Suite(name, zip.getPath("/"), zip);
    } catch (IOException e) {
      zip.close();
      throw e;
    }
  }

  /** The last part of the folder's or zip's path. */
  String name() {
    return name;
  }

  /** All scripts, sorted. */
  List<String> scripts() {
    return List.copyOf(scripts.keySet());
  }

  /** The script's group: its folder, or both in {@code proposals/}. */
  static String group(String script) {
    String[] parts = script.split("/");
    if (parts.length == 1) {
      return "";
    }
    return parts[0].equals("proposals") && parts.length > 2 ? parts[0] + "/" + parts[1] : parts[0];
  }

  InputStream open(String script) throws IOException {
    return new BufferedInputStream(Files.newInputStream(scripts.get(script)));
  }

  /** The bytes of a file that stands beside the script. */
  byte[] beside(String script, String file) throws IOException {
    return Files.readAllBytes(scripts.get(script).resolveSibling(file));
  }

  private static String scriptName(Path json) {
    List<String> parts = new ArrayList<>();
    json.forEach(part -> parts.add(part.toString()));
    String last = parts.remove(parts.size() - 1);
    last = last.substring(0, last.length() - ".json".length());
    if (parts.isEmpty() || !parts.get(parts.size() - 1).equals(last)) {
      parts.add(last);
    }
    return String.join("/", parts);
  }

  @Override
  public void close() throws IOException {
    if (zip != null) {
      zip.close();
    }
  }
}
