package dev.pithos.tools;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder that cargo builds a macro crate in, so that nothing is written into the crate's own: its
 * manifest for the guest, a copy of the lock file, and links to everything else. Links keep paths
 * such as {@code ../README.md} in the sources right.
 *
 * @param folder the folder, absolute
 */
record GuestProject(Path folder) {
  private static final Set<String> NOT_LINKED =
      Set.of("Cargo.toml", "Cargo.lock", "target", ".git", ".cargo");

  /** A manifest's tables that put other sources in place of a dependency's. */
  private static final Pattern HEADER = Pattern.compile("^\\s*\\[+\\s*(\\w+).*");

  private static final Pattern PATH = Pattern.compile("(\\bpath\\s*=\\s*\")([^\"]+)\"");

  /**
   * Makes the folder below {@code work}, in place of an earlier one of the same crate.
   *
   * @param lock the lock file to build by, or null for the workspace's, if it has one
   */
  static GuestProject make(Path work, MacroCrate crate, Path lock) throws IOException {
    Path folder =
        work.resolve(crate.name() + "-" + crate.version() + "-" + hash(crate.folder().toString()));
    delete(folder);
    Files.createDirectories(folder);
    try (Stream<Path> entries = Files.list(crate.folder())) {
      for (Path entry : entries.toList()) {
        if (!NOT_LINKED.contains(entry.getFileName().toString())) {
          Files.createSymbolicLink(folder.resolve(entry.getFileName()), entry);
        }
      }
    }
    Path locked = lock == null ? crate.workspace().resolve("Cargo.lock") : lock;
    if (Files.exists(locked)) {
      Files.write(folder.resolve("Cargo.lock"), Files.readAllBytes(locked));
    }
    Files.writeString(folder.resolve("Cargo.toml"), GuestManifest.of(crate) + patches(crate));
    return new GuestProject(folder);
  }

  Path manifest() {
    return folder.resolve("Cargo.toml");
  }

  Path lock() {
    return folder.resolve("Cargo.lock");
  }

  /** The workspace's {@code [patch]} and {@code [replace]} tables: cargo's metadata lacks them. */
  private static String patches(MacroCrate crate) throws IOException {
    Path manifest = crate.workspace().resolve("Cargo.toml");
    StringBuilder patches = new StringBuilder();
    boolean inside = false;
    for (String line : Files.exists(manifest) ? Files.readAllLines(manifest) : List.<String>of()) {
      Matcher header = HEADER.matcher(line);
      if (header.matches()) {
        inside = Set.of("patch", "replace").contains(header.group(1));
      }
      if (inside) {
        Matcher path = PATH.matcher(line);
        patches
            .append(
                path.replaceAll(
                    found ->
                        Matcher.quoteReplacement(
                            found.group(1)
                                + crate.workspace().resolve(found.group(2)).normalize()
                                + '"')))
            .append('\n');
      }
    }
    return patches.toString();
  }

  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Deletes a folder that an earlier build made; links are deleted, not what they lead to. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
