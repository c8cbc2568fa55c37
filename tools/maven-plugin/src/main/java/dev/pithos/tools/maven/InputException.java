package dev.pithos.tools.maven;

/** What the user has to change: the message names the file or the parameter and says how. */
final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InputException(String message) {
    super(message);
  }

  InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
