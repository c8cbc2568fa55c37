package dev.pithos.compiler;

/**
 * What a module may use, for hosts that must refuse what an earlier version of WebAssembly refuses.
 * Everything is allowed by default.
 *
 * @param referenceTypes whether a module may have more than one table
 * @param multiMemory whether a module may have more than one memory
 */
public record Features(boolean referenceTypes, boolean multiMemory) {
  /** All of WebAssembly 3.0 and the proposals that this compiler knows. */
  public static Features all() {
    return new Features(true, true);
  }

  public Features withReferenceTypes(boolean allowed) {
    return new Features(allowed, multiMemory);
  }

  public Features withMultiMemory(boolean allowed) {
    return new Features(referenceTypes, allowed);
  }
}
