package dev.pithos.compiler.plan;

import dev.pithos.compiler.lower.LoweredFunction;
import java.util.BitSet;

/**
 * Which functions HotSpot's optimising compiler should not inline into their callers. It inlines
 * whatever is called often and small in bytecode, and counts neither the loads and stores in it, of
 * which each becomes some thirty bytes of machine code, nor what is inlined into it in turn. Large
 * callers then come to its limits before their own loads and stores are inlined, and to several
 * times the machine code, of which a macro runs most just once.
 */
final class InlinePlan {
  /** What may be inlined comes to this at most, in words of lowered code. */
  private static final long MOST = 500;

  /** What a load or store comes to beyond its words. */
  private static final int ACCESS = 30;

  /** What a call comes to beyond its words. */
  private static final int CALL = 10;

  private InlinePlan() {}

  /** The functions, by index, that stay on their own. */
  static BitSet apart(CallOrder order, int imported) {
    BitSet apart = new BitSet();
    long[] weights = new long[order.size()];
    for (int place = 0; place < order.size(); place++) {
      LoweredFunction function = order.at(place);
      long weight =
          function.code.length() + ACCESS * (long) function.accesses + CALL * (long) function.calls;
      long inlined = 0;
      for (int callee : function.callees) {
        if (callee >= imported && !order.closesCycle(place, callee) && !apart.get(callee)) {
          inlined += weights[order.placeOf(callee)];
        }
      }
      // How often each is called is not known: as often as the others.
      weight += inlined * function.calls / Math.max(1, function.callees.length);
      weights[place] = weight;
      if (weight > MOST) {
        apart.set(function.index);
      }
    }
    return apart;
  }
}
