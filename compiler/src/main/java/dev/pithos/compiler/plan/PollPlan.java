package dev.pithos.compiler.plan;

import dev.pithos.compiler.lower.LoweredFunction;
import java.util.BitSet;
import java.util.List;

/**
 * Which functions poll at their entry, so that a guest can be stopped soon wherever it is. Loops
 * poll by themselves, and so do calls that are not direct, in their dispatch methods. What is left
 * are cycles of direct calls, each of which must have a function that polls, and trees of calls
 * that take long without a cycle: if each of 60 functions calls the next one twice, that is for
 * ever.
 */
final class PollPlan {
  /** Words of lowered code that may run between two polls: well under 10 ms. */
  private static final long MOST_WORDS = 1_000_000;

  private static final byte ENTERED = 1;
  private static final byte DONE = 2;

  private final List<LoweredFunction> functions;
  private final int imported;
  private final byte[] states;
  private final BitSet polls = new BitSet();

  /** Words that a call of the function may run without a poll, at most. */
  private final long[] words;

  private PollPlan(List<LoweredFunction> functions, int imported) {
    this.functions = functions;
    this.imported = imported;
    states = new byte[functions.size()];
    words = new long[functions.size()];
  }

  /** The functions, by index, that poll at their entry. */
  static BitSet of(List<LoweredFunction> functions, int imported) {
    PollPlan plan = new PollPlan(functions, imported);
    int[] path = new int[functions.size()];
    int[] next = new int[functions.size()];
    for (int root = 0; root < functions.size(); root++) {
      if (plan.states[root] == 0) {
        plan.walk(root, path, next);
      }
    }
    return plan.polls;
  }

  /** Depth first, with a stack of its own: call chains may be long. */
  private void walk(int root, int[] path, int[] next) {
    int depth = 0;
    path[0] = root;
    states[root] = ENTERED;
    while (depth >= 0) {
      int function = path[depth];
      int[] callees = functions.get(function).callees;
      if (next[function] == callees.length) {
        finish(function);
        depth--;
        continue;
      }
      int callee = callees[next[function]++] - imported;
      if (callee < 0) {
        continue; // an import's method polls
      }
      if (states[callee] == ENTERED) {
        polls.set(callee + imported);
      } else if (states[callee] == 0) {
        states[callee] = ENTERED;
        path[++depth] = callee;
      }
    }
  }

  private void finish(int function) {
    states[function] = DONE;
    LoweredFunction body = functions.get(function);
    long sum = body.code.length();
    long largest = 0;
    for (int callee : body.callees) {
      if (callee >= imported && !polls.get(callee)) {
        sum += words[callee - imported];
        largest = Math.max(largest, words[callee - imported]);
      }
    }
    sum += largest * (body.calls - body.callees.length);
    if (sum > MOST_WORDS) {
      polls.set(function + imported);
    }
    words[function] = Math.min(sum, MOST_WORDS);
  }
}
