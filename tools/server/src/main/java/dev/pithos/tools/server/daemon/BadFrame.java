package dev.pithos.tools.server.daemon;

import java.io.IOException;

/** Bytes that break the protocol: the connection cannot go on. */
final class BadFrame extends IOException {
  private static final long serialVersionUID = 1L;

  BadFrame(String message) {
    super(message);
  }
}
