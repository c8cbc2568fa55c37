package dev.pithos.runtime;

/** A structure or an array on the guest's heap, which is the JVM's own. */
public abstract class GcObject {
  /** The type it was allocated with. */
  public final DefinedType type;

  protected GcObject(DefinedType type) {
    this.type = type;
  }
}
