package dev.pithos.compiler;

/**
 * A module that cannot be compiled. The message begins with the specification's wording, then says
 * in which section or function and at which byte of the module.
 */
public abstract class ModuleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int offset;

  ModuleException(String problem, String where, int offset) {
    super(
        problem
            + " ("
            + (where.isEmpty() ? "" : where + ", ")
            + "byte offset 0x"
            + Integer.toHexString(offset)
            + ")");
    this.offset = offset;
  }

  /** Where the problem was found, in bytes from the start of the module. */
  public int offset() {
    return offset;
  }
}
