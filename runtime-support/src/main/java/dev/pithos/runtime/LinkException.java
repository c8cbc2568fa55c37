package dev.pithos.runtime;

/**
 * A module could not be instantiated with the imports it was given. The message begins with the
 * specification's wording: "unknown import" or "incompatible import type".
 */
public final class LinkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LinkException(String message) {
    super(message);
  }
}
