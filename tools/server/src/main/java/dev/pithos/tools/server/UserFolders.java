package dev.pithos.tools.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/** Where a user's own files go, by the rules of the XDG base directories. */
public final class UserFolders {
  private static final Set<PosixFilePermission> OWNER_ALONE =
      PosixFilePermissions.fromString("rwx------");

  private UserFolders() {}

  /** The folder for what can be made again: {@code $XDG_CACHE_HOME/pithos}. */
  public static Path cache(Map<String, String> environment) {
    String folder = environment.getOrDefault("XDG_CACHE_HOME", "");
    if (folder.startsWith("/")) {
      return Path.of(folder, "pithos");
    }
    String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
    return Path.of(home, ".cache", "pithos");
  }

  /**
   * Makes a folder that only its owner may enter, and checks that it is one: code is loaded from
   * it, and sockets in it take orders.
   *
   * @throws IOException if it cannot be made, or belongs to someone else, or lets others in
   */
  public static Path ownFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      if (folder.getParent() != null) {
        Files.createDirectories(folder.getParent());
      }
      try {
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ALONE));
      } catch (java.nio.file.FileAlreadyExistsException another) {
        if (!Files.isDirectory(folder)) {
          throw another;
        }
      }
    }
    if (Files.isSymbolicLink(folder)) {
      throw new IOException(folder + ": is a symbolic link, expected a folder of the user's own");
    }
    Set<PosixFilePermission> permissions =
        Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS);
    String owner = Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName();
    String user = System.getProperty("user.name");
    if (!owner.equals(user)) {
      throw new IOException(folder + ": belongs to " + owner + ", not to " + user);
    }
    if (!OWNER_ALONE.containsAll(permissions)) {
      throw new IOException(
          folder
              + ": has permissions "
              + PosixFilePermissions.toString(permissions)
              + "; others must not have any (chmod 700)");
    }
    return folder;
  }
}
