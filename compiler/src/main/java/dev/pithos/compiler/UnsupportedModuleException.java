package dev.pithos.compiler;

/** The module is valid, but what it asks for goes beyond a limit of the JVM or of this compiler. */
public final class UnsupportedModuleException extends ModuleException {
  private static final long serialVersionUID = 1L;

  /**
   * An unsupported module.
   *
   * @param where section or function, or empty
   */
  public UnsupportedModuleException(String problem, String where, int offset) {
    super(problem, where, offset);
  }
}
