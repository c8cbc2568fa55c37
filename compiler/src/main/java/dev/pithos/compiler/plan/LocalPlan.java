package dev.pithos.compiler.plan;

/**
 * Which wasm locals a method keeps in JVM locals; it finds the others that it uses in the frame.
 */
public final class LocalPlan {
  private final int[] kept;
  private final boolean[] loaded;
  private final boolean[] stored;

  LocalPlan(int[] kept, boolean[] loaded, boolean[] stored) {
    this.kept = kept;
    this.loaded = loaded;
    this.stored = stored;
  }

  /** How many there are. */
  public int count() {
    return kept.length;
  }

  /** The wasm local's index; they ascend. */
  public int local(int number) {
    return kept[number];
  }

  /** Whether it has the frame's value at first; else zero. */
  public boolean isLoaded(int number) {
    return loaded[number];
  }

  /** Whether the frame gets its value in the end. */
  public boolean isStored(int number) {
    return stored[number];
  }

  /** Whether there is anything to do at the end. */
  public boolean storesAny() {
    for (boolean each : stored) {
      if (each) {
        return true;
      }
    }
    return false;
  }
}
