package dev.pithos.compiler.lower;

import dev.pithos.compiler.module.Instruction;
import dev.pithos.compiler.module.Opcode;
import java.util.BitSet;

/**
 * A function's tail calls. Those within a try stand apart: the callee's exceptions are not for the
 * try's handlers, so the function must be left before the callee runs.
 *
 * @param direct the functions called from outside of any try
 * @param directInTry the functions called from within a try
 * @param types the type indices of calls through tables and references from outside of any try
 * @param typesInTry the same from within a try
 */
public record TailCalls(BitSet direct, BitSet directInTry, BitSet types, BitSet typesInTry) {
  /** Not to be added to. */
  static final TailCalls NONE = none();

  static TailCalls none() {
    return new TailCalls(new BitSet(), new BitSet(), new BitSet(), new BitSet());
  }

  /** Whether there are none at all. */
  public boolean isEmpty() {
    return direct.isEmpty() && directInTry.isEmpty() && types.isEmpty() && typesInTry.isEmpty();
  }

  void add(Instruction instruction, boolean inTry) {
    if (instruction.opcode == Opcode.RETURN_CALL) {
      (inTry ? directInTry : direct).set(instruction.index);
    } else {
      (inTry ? typesInTry : types).set(instruction.index);
    }
  }

  /** Whether the function calls itself in tail position. */
  boolean callsSelf(int function) {
    return function >= 0 && (direct.get(function) || directInTry.get(function));
  }

  /** Forgets the function's calls of itself, which are no calls any more. */
  void forgetSelf(int function) {
    direct.clear(function);
    directInTry.clear(function);
  }
}
