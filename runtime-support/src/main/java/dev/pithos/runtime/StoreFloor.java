package dev.pithos.runtime;

/**
 * Where the stores of a module's instances usually begin: at first some way below the stack
 * pointer, later where they were seen to. A run starts with the lowest store there, so that hardly
 * any is below: code around a comparison that has always had one outcome is compiled much better
 * (serde's Deserialize takes a quarter less). What is cleared in vain is a little of the stack.
 *
 * <p>Any value serves any instance, so threads need not agree on it.
 */
final class StoreFloor {
  /**
   * A run whose stores begin so many bytes lower is unusual: its stack is not cleared each time.
   */
  private static final int UNUSUAL = 1 << 16;

  /** How much of the stack a run is taken to use before one was seen. */
  private static final int STACK = 1 << 15;

  /** So many of them are usual. */
  private static final int EXCEPTIONS = 8;

  private int floor = Integer.MAX_VALUE;
  private int exceptions;

  /** Nothing was seen yet, and the stack grows downwards from an address. */
  void guess(int stackPointer) {
    if (floor == Integer.MAX_VALUE) {
      floor = Math.max(stackPointer - STACK, 0) & -4096;
    }
  }

  /** Where the next run's stores begin, as far as is known. */
  int floor() {
    return floor;
  }

  /** A run's lowest store was at the address. */
  void ran(int lowest) {
    if (lowest >= floor) {
      return;
    }
    if (lowest >= floor - UNUSUAL || exceptions == EXCEPTIONS) {
      floor = lowest;
      exceptions = 0;
    } else {
      exceptions++;
    }
  }
}
