package dev.pithos.runtime;

/** A function of the host that a guest can import. */
@FunctionalInterface
public interface HostFunction {
  /**
   * Runs the function.
   *
   * @param caller the instance that called, or null when the host itself did
   * @param values the arguments from position 0; on return, the results from position 0
   */
  void call(Instance caller, ValueBuffer values);
}
