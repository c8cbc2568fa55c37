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
 * @param host what the macro may know besides its tokens, and who hears its messages
 */
public record ExpansionOptions(
    Duration deadline, long memoryLimit, boolean reuse, Edition edition, ExpansionHost host) {
  private static final ExpansionOptions DEFAULTS =
      new ExpansionOptions(
          Duration.ofSeconds(10), 256L << 20, false, Edition.RUST_2021, ExpansionHost.NONE);

  /** Checks the limits. */
  public ExpansionOptions {
    Objects.requireNonNull(edition, "edition");
    Objects.requireNonNull(host, "host");
    if (deadline.isZero() || deadline.isNegative()) {
      throw new IllegalArgumentException("the deadline must be positive, is " + deadline);
    }
    if (memoryLimit <= 0) {
      throw new IllegalArgumentException("the memory limit must be positive, is " + memoryLimit);
    }
  }

  /** Ten seconds, 256 MiB, no reuse, edition 2021, nothing granted. */
  public static ExpansionOptions defaults() {
    return DEFAULTS;
  }

  /** The same with another deadline. */
  public ExpansionOptions withDeadline(Duration other) {
    return new ExpansionOptions(other, memoryLimit, reuse, edition, host);
  }

  /** The same with another memory limit, in bytes. */
  public ExpansionOptions withMemoryLimit(long bytes) {
    return new ExpansionOptions(deadline, bytes, reuse, edition, host);
  }

  /** The same with or without reuse. */
  public ExpansionOptions withReuse(boolean other) {
    return new ExpansionOptions(deadline, memoryLimit, other, edition, host);
  }

  /** The same with another edition. */
  public ExpansionOptions withEdition(Edition other) {
    return new ExpansionOptions(deadline, memoryLimit, reuse, other, host);
  }

  /** The same with another host. */
  public ExpansionOptions withHost(ExpansionHost other) {
    return new ExpansionOptions(deadline, memoryLimit, reuse, edition, other);
  }
}
