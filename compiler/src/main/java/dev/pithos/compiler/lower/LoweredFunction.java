package dev.pithos.compiler.lower;

import dev.pithos.runtime.FunctionType;
import dev.pithos.runtime.ValueType;

/** A function ready to be planned and emitted. */
public final class LoweredFunction {
  /** The log2 of the words that {@link #copiesMemory} has memories end with. */
  public static final int COPIED_WORD_LOG2 = CopyProof.WORD_LOG2;

  /** The function's index. */
  public final int index;

  public final FunctionType type;

  /** The types of all locals: parameters first, a counter of turns last if loops have one. */
  public final ValueType[] locals;

  /** Where the body starts, in bytes from the start of the module. */
  public final int bodyOffset;

  public final Code code;

  /** How often the code assigns each local. */
  public final int[] assignments;

  /** The functions it calls directly, by index, each once. */
  public final int[] callees;

  /** How many direct calls it has. */
  public final int calls;

  /** How many loads and stores it has. */
  public final int accesses;

  /** The memories it loads from or stores to, or copies; a bit for each of the first 64. */
  public final long memories;

  /**
   * Whether it may grow a memory itself, or call what is not known: a table, a host, a reference.
   */
  public final boolean mayGrowMemory;

  /** Whether it makes references to functions, so that more than direct calls reach those. */
  public final boolean referencesFunctions;

  /** Whether it copies memory, as {@link CopyProof} has it. */
  public final boolean copiesMemory;

  public final TailCalls tailCalls;

  LoweredFunction(
      int index,
      FunctionType type,
      ValueType[] locals,
      int bodyOffset,
      Code code,
      int[] callees,
      int calls,
      int accesses,
      long memories,
      boolean mayGrowMemory,
      boolean referencesFunctions,
      boolean copiesMemory,
      TailCalls tailCalls) {
    this.index = index;
    this.type = type;
    this.locals = locals;
    this.bodyOffset = bodyOffset;
    this.code = code;
    this.assignments = code.assignments(locals.length);
    this.callees = callees;
    this.calls = calls;
    this.accesses = accesses;
    this.memories = memories;
    this.mayGrowMemory = mayGrowMemory;
    this.referencesFunctions = referencesFunctions;
    this.copiesMemory = copiesMemory;
    this.tailCalls = tailCalls;
  }
}
