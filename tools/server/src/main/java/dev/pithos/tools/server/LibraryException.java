package dev.pithos.tools.server;

/** A file holds no macros that can be expanded; the message names it and says why. */
public final class LibraryException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is wrong, and what caused it. */
  public LibraryException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What is wrong. */
  public LibraryException(String message) {
    super(message);
  }
}
