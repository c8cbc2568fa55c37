package dev.pithos.compiler;

/** The bytes are no WebAssembly module: the binary format's rules are broken. */
public final class MalformedModuleException extends ModuleException {
  private static final long serialVersionUID = 1L;

  /**
   * A malformed module.
   *
   * @param where section or function, or empty
   */
  public MalformedModuleException(String problem, String where, int offset) {
    super(problem, where, offset);
  }
}
