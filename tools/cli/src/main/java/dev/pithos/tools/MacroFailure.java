package dev.pithos.tools;

/** A macro that did not expand: the message names it and says why, the exit status is 1. */
final class MacroFailure extends Exception {
  private static final long serialVersionUID = 1;

  MacroFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
