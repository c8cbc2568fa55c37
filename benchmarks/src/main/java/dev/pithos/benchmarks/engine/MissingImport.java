package dev.pithos.benchmarks.engine;

import dev.pithos.benchmarks.engine.Engine.HostCall;

/** What stands for an import that no work calls. */
public final class MissingImport {
  private MissingImport() {}

  /** Fails when it is called. */
  public static HostCall of(String name) {
    return (caller, arguments) -> {
      throw new IllegalStateException("the guest called " + name + ", which no work needs");
    };
  }
}
