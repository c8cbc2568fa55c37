package dev.pithos.conformance.spec;

/** Counts of commands by how they went. */
final class Tally {
  int passed;
  int failed;
  int skipped;

  void add(Tally other) {
    passed += other.passed;
    failed += other.failed;
    skipped += other.skipped;
  }

  @Override
  public String toString() {
    return String.format("%,d passed, %,d failed, %,d skipped", passed, failed, skipped);
  }
}
