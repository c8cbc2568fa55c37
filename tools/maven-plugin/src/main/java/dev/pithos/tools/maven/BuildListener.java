package dev.pithos.tools.maven;

import java.nio.file.Path;

/** Learns what a build does while it does it. */
interface BuildListener {
  /** A line for the user. */
  void tell(String message);

  /** A file of the project's was written or removed, but none of the work folder's. */
  void changed(Path file);
}
