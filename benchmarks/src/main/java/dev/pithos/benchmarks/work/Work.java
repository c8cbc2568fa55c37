package dev.pithos.benchmarks.work;

/** Something to run over and over, prepared to the point where only the running is left. */
@FunctionalInterface
public interface Work {
  /** Runs once; the answer is checked by {@link #checksum}. */
  void run();

  /** What the last run answered, reduced to a number: the same in every contender. */
  default long checksum() {
    return 0;
  }
}
