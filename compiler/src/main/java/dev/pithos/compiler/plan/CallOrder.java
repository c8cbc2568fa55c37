package dev.pithos.compiler.plan;

import dev.pithos.compiler.lower.LoweredFunction;
import java.util.Arrays;
import java.util.List;

/**
 * The functions of a module in an order in which callees come before their callers, as far as
 * direct calls make no cycles.
 */
final class CallOrder {
  private static final int UNSEEN = -1;
  private static final int ENTERED = -2;

  private final List<LoweredFunction> functions;
  private final int imported;

  /** Where each function stands in the order, while it is made also one of the constants. */
  private final int[] places;

  private final int[] order;
  private int count;

  /**
   * Goes through the calls.
   *
   * @param functions those that the module defines
   * @param imported how many have lower indexes
   */
  CallOrder(List<LoweredFunction> functions, int imported) {
    this.functions = functions;
    this.imported = imported;
    places = new int[functions.size()];
    Arrays.fill(places, UNSEEN);
    order = new int[functions.size()];
    int[] path = new int[functions.size()];
    int[] next = new int[functions.size()];
    for (int root = 0; root < places.length; root++) {
      if (places[root] == UNSEEN) {
        walk(root, path, next);
      }
    }
  }

  /** Depth first, with a stack of its own: call chains may be long. */
  private void walk(int root, int[] path, int[] next) {
    int depth = 0;
    path[0] = root;
    places[root] = ENTERED;
    while (depth >= 0) {
      int function = path[depth];
      int[] callees = functions.get(function).callees;
      if (next[function] == callees.length) {
        places[function] = count;
        order[count++] = function;
        depth--;
        continue;
      }
      int callee = callees[next[function]++] - imported;
      if (callee >= 0 && places[callee] == UNSEEN) {
        places[callee] = ENTERED;
        path[++depth] = callee;
      }
    }
  }

  /** How many functions there are. */
  int size() {
    return count;
  }

  /** The function at a place in the order. */
  LoweredFunction at(int place) {
    return functions.get(order[place]);
  }

  /** Where a function that the module defines stands, by its index. */
  int placeOf(int index) {
    return places[index - imported];
  }

  /** Whether the function at a place calls another one, by its index, that comes no earlier. */
  boolean closesCycle(int place, int callee) {
    return callee >= imported && placeOf(callee) >= place;
  }
}
