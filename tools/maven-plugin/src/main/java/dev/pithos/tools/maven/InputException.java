package dev.pithos.tools.maven;

import java.nio.file.Path;
import java.util.Optional;

/** What the user has to change: the message names the file or the parameter and says how. */
final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Path file;
  private final String problem;

  /** A parameter that has to change. */
  InputException(String message) {
    super(message);
    file = null;
    problem = message;
  }

  /** A file that has to change. */
  InputException(Path file, String problem, Throwable cause) {
    super(file + ": " + problem, cause);
    this.file = file;
    this.problem = problem;
  }

  /** The file, where the problem is in one. */
  Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  /** The message without the file's name. */
  String problem() {
    return problem;
  }
}
