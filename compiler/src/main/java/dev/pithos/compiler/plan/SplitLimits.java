package dev.pithos.compiler.plan;

/**
 * How large methods may become, in bytes of JVM code.
 *
 * @param method the largest method: HotSpot compiles none above 8,000
 * @param part what parts come to where the code allows it; 1,000 to 4,000 ran equally fast
 */
public record SplitLimits(int method, int part) {
  public static final SplitLimits DEFAULT = new SplitLimits(8_000, 2_000);

  public boolean isDefault() {
    return method == DEFAULT.method && part == DEFAULT.part;
  }

  /** For a second attempt, where estimates were too low. */
  public SplitLimits smaller() {
    return new SplitLimits(method / 2, Math.max(1, part / 2));
  }

  /** What a part may come to that cannot be cut well. */
  int largestPart() {
    return 2 * part;
  }

  /** An inner loop stays whole up to this. */
  int largestLoop() {
    return 3 * part;
  }

  /** What a method that calls parts should come to; HotSpot's C1 drops larger ones. */
  int driver() {
    return method / 2;
  }

  /** What it may come to rather than be cut once more. */
  int largestDriver() {
    return method - method / 8;
  }

  /** Up to what code stays in the method that calls parts, as long as that is small enough. */
  int inline() {
    return part / 10;
  }

  /**
   * What a group of items of a driver may come to, or of arms of a switch. Large, since control
   * goes from one to the other: interpreters ran up to 1.5 times slower with half.
   */
  int group() {
    return method * 13 / 16;
  }
}
