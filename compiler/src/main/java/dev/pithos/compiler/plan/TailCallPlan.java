package dev.pithos.compiler.plan;

import dev.pithos.compiler.lower.LoweredFunction;
import dev.pithos.compiler.lower.TailCalls;
import dev.pithos.compiler.module.Module;
import dev.pithos.runtime.ExternalKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which functions <em>leave</em>: return before the function that they call in tail position has
 * run, so that chains of tail calls take no stack.
 *
 * <p>A leaving function has two methods. Its <em>body</em> has one parameter more, how many tail
 * calls may still be made as plain calls. A body that gets less than 0 does nothing but put its
 * arguments and itself where its caller finds them. Its <em>entry</em> is for everybody else: it
 * calls the body and then whatever is left to call. All other functions are as if there were no
 * tail calls; theirs lead only to functions that do not go on for long.
 */
public final class TailCallPlan {
  /**
   * Tail calls made as plain calls before the stack is given back. The more, the cheaper they are
   * and the more stack a guest's other recursion takes.
   */
  public static final int PLAIN_CALLS = 8;

  /** So many tail calls in a row need no leaving where no chain of calls is longer. */
  private static final int SHORT_CHAIN = 4;

  private final BitSet leaving = new BitSet();
  private final BitSet resumed = new BitSet();
  private final BitSet types = new BitSet();
  private final Map<String, List<Integer>> resumedByResults = new LinkedHashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  TailCallPlan(Module module, List<LoweredFunction> functions, BitSet referenced) {
    int imported = module.importCount(ExternalKind.FUNCTION);
    List<LoweredFunction> callers = new ArrayList<>();
    for (LoweredFunction function : functions) {
      if (!function.tailCalls.isEmpty()) {
        callers.add(function);
        leaving.set(function.index);
      }
    }
    // An import's function is not known: for a caller it goes on.
    if (!callers.isEmpty()) {
      leaving.set(0, imported);
    }
    for (int round = 0; round < SHORT_CHAIN; round++) {
      BitSet before = (BitSet) leaving.clone();
      for (LoweredFunction caller : callers) {
        leaving.set(caller.index, leaves(caller.tailCalls, before));
      }
    }
    leaving.clear(0, imported);
    for (LoweredFunction caller : callers) {
      types.or(caller.tailCalls.types());
      resumed.or(caller.tailCalls.directInTry());
      if (!caller.tailCalls.typesInTry().isEmpty()) {
        resumed.or(referenced);
      }
      String kinds = Kind.of(caller.type.results());
      if (leaving.get(caller.index) && numbers.putIfAbsent(kinds, numbers.size()) == null) {
        resumedByResults.put(kinds, new ArrayList<>());
      }
    }
    resumed.or(leaving);
    resumed.clear(0, imported);
    resumed.stream().forEach(function -> addResumed(module, function));
  }

  private void addResumed(Module module, int function) {
    List<Integer> same = resumedByResults.get(Kind.of(module.functionType(function).results()));
    if (same != null) {
      same.add(function);
    }
  }

  private static boolean leaves(TailCalls calls, BitSet leaving) {
    return calls.direct().intersects(leaving)
        || !calls.directInTry().isEmpty()
        || !calls.types().isEmpty()
        || !calls.typesInTry().isEmpty();
  }

  /** Whether any function leaves. */
  public boolean isEmpty() {
    return leaving.isEmpty();
  }

  /** Whether the function leaves; a constant expression, whose index is -1, never does. */
  public boolean leaves(int function) {
    return function >= 0 && leaving.get(function);
  }

  /** The type indices of tail calls through tables and references, outside of any try. */
  public BitSet types() {
    return types;
  }

  /** The different results of leaving functions, as kinds. */
  public Set<String> results() {
    return resumedByResults.keySet();
  }

  /** The place of results among {@link #results}. */
  int number(String kinds) {
    return numbers.get(kinds);
  }

  /** The functions with these results that may be called for one that left. */
  public List<Integer> resumed(String kinds) {
    return resumedByResults.get(kinds);
  }
}
