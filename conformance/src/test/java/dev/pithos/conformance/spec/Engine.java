package dev.pithos.conformance.spec;

import dev.pithos.runtime.WasmModule;

/** What the suite tests: something that makes a module of bytes, or rejects them. */
interface Engine {
  /**
   * Compiles and loads a module.
   *
   * @param group the part of the suite it comes from, such as {@code core}
   * @throws Rejection when the bytes are no valid module; anything else thrown is a crash
   */
  WasmModule compile(byte[] wasm, String group) throws Rejection;

  /** The specification's two classes of bad modules. */
  enum Fault {
    MALFORMED,
    INVALID
  }

  /** A module was found bad; the cause is the engine's own exception, which gives the message. */
  final class Rejection extends Exception {
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    Rejection(Fault fault, Throwable cause) {
      super(cause.getMessage(), cause);
      this.fault = fault;
    }

    Fault fault() {
      return fault;
    }
  }
}
