package dev.pithos.tools;

/** Bad usage or bad input: the message says what and where on one line, the exit status is 2. */
final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1;

  InputException(String message) {
    super(message);
  }

  InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
