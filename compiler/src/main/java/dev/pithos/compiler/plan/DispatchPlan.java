package dev.pithos.compiler.plan;

import dev.pithos.compiler.lower.LoweredFunction;
import dev.pithos.compiler.module.Module;
import dev.pithos.runtime.DefinedType;
import dev.pithos.runtime.ExternalKind;
import dev.pithos.runtime.FunctionType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The methods that are no function's of the module: calls through references by type, calls of
 * imports, constant expressions, and what leaving functions need. They are in a class for all and
 * in more where that is not enough.
 */
final class DispatchPlan {
  /** Functions that a switch names in its own class; a larger one has classes for its cases. */
  static final int SWITCH_FUNCTIONS = 2_000;

  /** What a switch takes whose cases are elsewhere. */
  private static final int ROUTER = 1_500;

  private final Module module;
  private final TailCallPlan tailCalls;
  private final int[] canonical;
  private final Map<DefinedType, List<Integer>> targets = new IdentityHashMap<>();
  private final String[] dispatchClasses;
  private final String[] importClasses;
  private final String[] constantClasses;
  private final String[] tailClasses;
  private final String[] resumeClasses;

  DispatchPlan(
      Module module,
      BitSet referenced,
      TailCallPlan tailCalls,
      List<LoweredFunction> constants,
      String className) {
    this.module = module;
    this.tailCalls = tailCalls;
    canonical = canonical();
    targets(referenced);
    ClassSpread classes = new ClassSpread(className + "$Dispatch");
    dispatchClasses = new String[canonical.length];
    for (int i = 0; i < canonical.length; i++) {
      if (canonical[i] == i && isFunction(i)) {
        dispatchClasses[i] = classes.next(switchConstants(targets(i).size()));
      }
    }
    importClasses = new String[module.importCount(ExternalKind.FUNCTION)];
    for (int i = 0; i < importClasses.length; i++) {
      importClasses[i] = classes.next(ConstantEstimate.METHOD);
    }
    constantClasses = new String[constants.size()];
    ConstantEstimate estimate = new ConstantEstimate(module);
    for (int i = 0; i < constantClasses.length; i++) {
      constantClasses[i] =
          classes.next(ConstantEstimate.METHOD + estimate.of(constants.get(i).code));
    }
    ClassSpread tails = new ClassSpread(className + "$Tail");
    tailClasses = tailDispatch(tails);
    resumeClasses = resume(tails);
  }

  private int[] canonical() {
    Map<DefinedType, Integer> first = new IdentityHashMap<>();
    int[] result = new int[module.types.size()];
    for (int i = 0; i < result.length; i++) {
      Integer known = first.putIfAbsent(module.types.get(i), i);
      result[i] = known == null ? i : known;
    }
    return result;
  }

  private boolean isFunction(int type) {
    return module.types.get(type).composite() instanceof FunctionType;
  }

  private void targets(BitSet referenced) {
    int imported = importCount();
    for (int i = referenced.nextSetBit(imported); i >= 0; i = referenced.nextSetBit(i + 1)) {
      DefinedType type = module.definedFunctionType(i);
      for (; type != null; type = type.supertype()) {
        targets.computeIfAbsent(type, key -> new ArrayList<>()).add(i);
      }
    }
  }

  private int importCount() {
    return module.importCount(ExternalKind.FUNCTION);
  }

  /** What a switch over functions takes, with its method. */
  private static int switchConstants(int functions) {
    int cases = functions > SWITCH_FUNCTIONS ? ROUTER : ConstantEstimate.MEMBER * functions;
    return 2 * ConstantEstimate.METHOD + cases;
  }

  private String[] tailDispatch(ClassSpread tails) {
    String[] result = new String[canonical.length];
    tailCalls.types().stream()
        .map(type -> canonical[type])
        .distinct()
        .forEach(type -> result[type] = tails.next(switchConstants(targets(type).size())));
    return result;
  }

  private String[] resume(ClassSpread tails) {
    return tailCalls.results().stream()
        .map(kinds -> tails.next(2 * switchConstants(tailCalls.resumed(kinds).size())))
        .toArray(String[]::new);
  }

  /** The first type index with the same type. */
  int canonicalIndex(int type) {
    return canonical[type];
  }

  /** The referenced functions defined here that a call through the type may mean. */
  List<Integer> targets(int type) {
    return targets.getOrDefault(module.types.get(type), List.of());
  }

  /** The class of the method that calls a function reference of a type. */
  String dispatchClass(int type) {
    return dispatchClasses[canonical[type]];
  }

  /** The same for calls in tail position. */
  String tailClass(int type) {
    return tailClasses[canonical[type]];
  }

  /** The class of the loop for leaving functions' results, by their number. */
  String resumeClass(int results) {
    return resumeClasses[results];
  }

  /** The class of the method that calls an import. */
  String importClass(int function) {
    return importClasses[function];
  }

  /** The class of a constant expression's method. */
  String constantClass(int number) {
    return constantClasses[number];
  }
}
