package dev.pithos.compiler.plan;

/**
 * A split function: its parts, and the frame that they share, which each invocation makes anew: one
 * long[] for numbers and one Object[] for references. Operands come first, by height, then the
 * locals that more than one part needs.
 */
public final class FramePlan {
  private final Part function;
  private final CodeMap map;
  private final int operandEntries;
  private final int[] localEntries;
  private final int numbers;
  private final int references;
  private final int budget;
  private final int exceptions;

  FramePlan(
      Part function,
      CodeMap map,
      int operandEntries,
      int[] localEntries,
      int numbers,
      int references,
      int budget,
      int exceptions) {
    this.function = function;
    this.map = map;
    this.operandEntries = operandEntries;
    this.localEntries = localEntries;
    this.numbers = numbers;
    this.references = references;
    this.budget = budget;
    this.exceptions = exceptions;
  }

  /** The whole of the function. */
  public Part function() {
    return function;
  }

  public CodeMap map() {
    return map;
  }

  /** How many entries of an array one operand takes; two where there is a v128. */
  public int operandEntries() {
    return operandEntries;
  }

  /** The entry of an operand. */
  public int operand(int height) {
    return height * operandEntries;
  }

  /** The entry of a wasm local, or -1. */
  public int localEntry(int local) {
    return localEntries[local];
  }

  /** The length of the long[]. */
  public int numbers() {
    return numbers;
  }

  /** The length of the Object[]; 0 for none. */
  public int references() {
    return references;
  }

  /** Where parts find how many tail calls may still be plain calls; -1 where nobody asks. */
  public int budget() {
    return budget;
  }

  /** The entry of the exception that the outermost try handles; a try's further in come behind. */
  public int exceptions() {
    return exceptions;
  }
}
