package dev.pithos.conformance.build;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

/** What a test needs that not every machine has. */
public final class Required {
  private Required() {}

  /**
   * Skips the test unless something is there, or fails it where all must be.
   *
   * @param missing what is not there, and where it comes from
   */
  public static void that(boolean there, String missing) {
    if (!there) {
      if ("1".equals(System.getenv("PITHOS_REQUIRE_ALL"))) {
        fail(missing);
      }
      System.out.println("skipped: " + missing);
      abort(missing);
    }
  }
}
