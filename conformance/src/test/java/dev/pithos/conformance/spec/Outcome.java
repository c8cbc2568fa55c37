package dev.pithos.conformance.spec;

/**
 * How a command went.
 *
 * @param expected what the script wants; null unless failed or reworded
 * @param got what there was instead; the reason of a skip
 * @param cause the exception that came instead, or null
 */
record Outcome(Status status, String expected, String got, Throwable cause) {
  /** The four ways. */
  enum Status {
    PASSED,
    /** The right class of error, in other words than the script's. */
    REWORDED,
    FAILED,
    SKIPPED
  }

  static Outcome passed() {
    return new Outcome(Status.PASSED, null, null, null);
  }

  static Outcome reworded(String expected, String got) {
    return new Outcome(Status.REWORDED, expected, got, null);
  }

  static Outcome failed(String expected, String got) {
    return new Outcome(Status.FAILED, expected, got, null);
  }

  /** Something was thrown that the script does not want. */
  static Outcome failed(String expected, Throwable cause) {
    return new Outcome(Status.FAILED, expected, cause.toString(), cause);
  }

  /** Something that this command needs failed before. */
  static Outcome consequence(Scope.BrokenException cause) {
    return new Outcome(Status.FAILED, "it to run", cause.getMessage(), cause);
  }

  /** Whether it failed only because something before it did. */
  boolean isConsequence() {
    return cause instanceof Scope.BrokenException;
  }

  static Outcome skipped(String reason) {
    return new Outcome(Status.SKIPPED, null, reason, null);
  }
}
