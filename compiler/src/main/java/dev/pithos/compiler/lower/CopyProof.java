package dev.pithos.compiler.lower;

import dev.pithos.runtime.FunctionType;
import dev.pithos.runtime.ValueType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Whether a function copies memory and does nothing else, as C's {@code memcpy} and {@code memmove}
 * do: modules of compilers that do not use {@code memory.copy} have such a function of their own. A
 * name proves nothing.
 *
 * <p>What is proved is: given a target's address, a source's, and a length, both ranges in memory
 * and no byte in both, the function writes the source's bytes to the target, and no others; it
 * answers the target's address; and it ends without a trap. Nothing is said of other arguments.
 *
 * <p>The proof is a run of the function's code with what is known in place of values, a {@link
 * CopySymbol} each. Where the run needs to know more, a {@link CopyCase} is split: by the
 * addresses' places within a word, by the length, or by what the length leaves beyond whole blocks;
 * each part has a run of its own. Where what is known does not decide a branch, both ways must do.
 * A loop that makes as many turns as there are blocks is run for one turn that stands for all
 * ({@link CopyRun}).
 */
final class CopyProof {
  /** Addresses are known within words of so many bytes. */
  static final int WORD = 4;

  static final int WORD_LOG2 = 2;

  private static final FunctionType TYPE =
      FunctionType.of(List.of(ValueType.I32, ValueType.I32, ValueType.I32), List.of(ValueType.I32));

  /** Words of lowered code: longer functions do something else. */
  private static final int MOST_WORDS = 4_000;

  /** Instructions in all runs; the longest memcpy of a C library takes two thirds of them. */
  private static final int MOST_STEPS = 300_000;

  private CopyProof() {}

  /** Whether it holds for the code of a function that calls no others. */
  static boolean holds(Code code, FunctionType type, ValueType[] locals) {
    if (!type.equals(TYPE) || code.length() > MOST_WORDS) {
      return false;
    }
    CopyCode decoded = CopyCode.of(code);
    return decoded != null && holds(decoded, locals.length);
  }

  /** Whether it holds for code with so many locals. */
  static boolean holds(CopyCode code, int locals) {
    Deque<CopyCase> cases = new ArrayDeque<>(List.of(CopyCase.ALL));
    for (int steps = 0; steps < MOST_STEPS; ) {
      CopyCase next = cases.poll();
      if (next == null) {
        return true;
      }
      CopyRun run = new CopyRun(code, next, locals);
      if (!run.copies()) {
        if (run.parts() == null) {
          return false;
        }
        run.parts().forEach(cases::push);
      }
      steps += run.steps();
    }
    return false;
  }
}
