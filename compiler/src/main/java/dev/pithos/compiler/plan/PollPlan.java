package dev.pithos.compiler.plan;

import dev.pithos.compiler.lower.LoweredFunction;
import java.util.BitSet;

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

  private PollPlan() {}

  /** The functions, by index, that poll at their entry. */
  static BitSet of(CallOrder order, int imported) {
    BitSet polls = new BitSet();
    for (int place = 0; place < order.size(); place++) {
      for (int callee : order.at(place).callees) {
        if (order.closesCycle(place, callee)) {
          polls.set(callee);
        }
      }
    }
    // What a call of the function at each place may run without a poll, at most.
    long[] words = new long[order.size()];
    for (int place = 0; place < order.size(); place++) {
      LoweredFunction function = order.at(place);
      long sum = function.code.length();
      long largest = 0;
      for (int callee : function.callees) {
        if (callee >= imported && !polls.get(callee)) { // an import's method polls
          long most = words[order.placeOf(callee)];
          sum += most;
          largest = Math.max(largest, most);
        }
      }
      sum += largest * (function.calls - function.callees.length);
      if (sum > MOST_WORDS) {
        polls.set(function.index);
      }
      words[place] = Math.min(sum, MOST_WORDS);
    }
    return polls;
  }
}
