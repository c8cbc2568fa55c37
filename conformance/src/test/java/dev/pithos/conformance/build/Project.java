package dev.pithos.conformance.build;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the project's own files are, for tests that read poms, documents and scripts. */
public final class Project {
  private Project() {}

  /** The folder that holds the parent pom and its {@code .mvn} folder. */
  public static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null) {
      if (Files.exists(folder.resolve(".mvn")) && Files.exists(folder.resolve("pom.xml"))) {
        return folder;
      }
      folder = folder.getParent();
    }
    throw new IllegalStateException("not inside the project: " + Path.of("").toAbsolutePath());
  }
}
