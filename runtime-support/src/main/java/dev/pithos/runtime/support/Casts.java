package dev.pithos.runtime.support;

/** Tests and casts of references. */
public final class Casts {
  private Casts() {}

  public static int isNull(Object reference) {
    return reference == null ? 1 : 0;
  }
}
