package dev.pithos.compiler;

/** The module is well-formed but does not validate. */
public final class InvalidModuleException extends ModuleException {
  private static final long serialVersionUID = 1L;

  /**
   * An invalid module.
   *
   * @param where section or function, or empty
   */
  public InvalidModuleException(String problem, String where, int offset) {
    super(problem, where, offset);
  }
}
