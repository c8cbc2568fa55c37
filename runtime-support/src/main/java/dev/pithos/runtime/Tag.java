package dev.pithos.runtime;

/**
 * A tag: the identity and the payload's types of a kind of exception. Two tags are the same only
 * when they are the same object.
 */
public final class Tag {
  private final DefinedType type;

  public Tag(DefinedType type) {
    this.type = type;
  }

  public DefinedType type() {
    return type;
  }
}
