package dev.pithos.tools.server.analyzer;

/** A request that cannot be understood; the message says what is wrong with it. */
final class BadRequest extends Exception {
  private static final long serialVersionUID = 1L;

  BadRequest(String message) {
    super(message);
  }

  BadRequest(String message, Throwable cause) {
    super(message, cause);
  }
}
