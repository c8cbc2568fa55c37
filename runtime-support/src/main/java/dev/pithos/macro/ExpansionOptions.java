package dev.pithos.macro;

import java.time.Duration;
import java.util.Objects;

/**
 * What an expansion may use. Immutable; start from {@link #defaults}.
 *
 * @param deadline how long an expansion may run; checked about every 10 ms
 * @param memoryLimit the most bytes that the guest's linear memory may grow to, and once more the
 *     most bytes of tokens and texts that the host keeps for it
 * @param reuse whether the guest keeps its memory from one expansion to the next, as Watt does;
 *     each of several concurrent expansions has a guest of its own
 * @param edition the edition of the texts that the macro parses: that of the crate that defines it
 */
public record ExpansionOptions(
    Duration deadline, long memoryLimit, boolean reuse, Edition edition) {
  private static final ExpansionOptions DEFAULTS =
      new ExpansionOptions(Duration.ofSeconds(10), 256L << 20, false, Edition.RUST_2021);

  /** Checks the limits. */
  public ExpansionOptions {
    Objects.requireNonNull(edition, "edition");
    if (deadline.isZero() || deadline.isNegative()) {
      throw new IllegalArgumentException("the deadline must be positive, is " + deadline);
    }
    if (memoryLimit <= 0) {
      throw new IllegalArgumentException("the memory limit must be positive, is " + memoryLimit);
    }
  }

  /** Ten seconds, 256 MiB, no reuse, edition 2021. */
  public static ExpansionOptions defaults() {
    return DEFAULTS;
  }

  /** The same with another deadline. */
  public ExpansionOptions withDeadline(Duration other) {
    return new ExpansionOptions(other, memoryLimit, reuse, edition);
  }

  /** The same with another memory limit, in bytes. */
  public ExpansionOptions withMemoryLimit(long bytes) {
    return new ExpansionOptions(deadline, bytes, reuse, edition);
  }

  /** The same with or without reuse. */
  public ExpansionOptions withReuse(boolean other) {
    return new ExpansionOptions(deadline, memoryLimit, other, edition);
  }

  /** The same with another edition. */
  public ExpansionOptions withEdition(Edition other) {
    return new ExpansionOptions(deadline, memoryLimit, reuse, other);
  }
}
