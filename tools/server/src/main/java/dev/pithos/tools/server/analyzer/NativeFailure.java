package dev.pithos.tools.server.analyzer;

/** A macro failed in the native server; the message is the server's. */
final class NativeFailure extends Exception {
  private static final long serialVersionUID = 1L;

  NativeFailure(String message) {
    super(message);
  }
}
