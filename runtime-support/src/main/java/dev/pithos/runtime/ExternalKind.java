package dev.pithos.runtime;

/** What can be imported and exported, in the binary format's order. */
public enum ExternalKind {
  FUNCTION,
  TABLE,
  MEMORY,
  GLOBAL,
  TAG
}
