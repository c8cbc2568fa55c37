package dev.pithos.compiler.plan;

import dev.pithos.compiler.lower.LoweredFunction;
import dev.pithos.compiler.module.Module;
import dev.pithos.runtime.ExternalKind;
import dev.pithos.runtime.FunctionType;
import dev.pithos.runtime.MemoryShape;
import dev.pithos.runtime.ModuleDescriptor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/** The whole module's plan: which class each function is in, and what its callers must know. */
public final class ModulePlan {
  /** Words of lowered code a class: about 140 KB of class file, measured fastest to start. */
  public static final int CLASS_WORDS = 40_000;

  private static final int CLASS_FUNCTIONS = 2_000;

  /** Memories and tables that are fields of the instance's class. */
  private static final int MOST_FIELDS = 500;

  private final Module module;
  private final ModuleDescriptor descriptor;
  private final String className;
  private final List<LoweredFunction> functions;
  private final MethodRef[] methods;
  private final MethodRef[] bodies;
  private final List<List<LoweredFunction>> classes = new ArrayList<>();
  private final BitSet growing;
  private final BitSet referenced;
  private final SplitLimits limits;
  private final TailCallPlan tailCalls;
  private final DispatchPlan dispatch;
  private final List<LoweredFunction> constants;
  private final boolean marksStores;
  private final String[] memoryFields;
  private final BitSet polling;
  private final BitSet apart;
  private final BitSet copying;

  /**
   * Plans a module.
   *
   * @param className internal name of the instance's class
   * @param functions those defined in the module, in order
   * @param constants constant expressions that need code, in the order of their numbers
   * @param referenced functions that are called other than directly
   * @param limits how large methods may become
   * @param startsAgain whether instances go back to a snapshot often, as those of macros do
   */
  public ModulePlan(
      Module module,
      ModuleDescriptor descriptor,
      String className,
      List<LoweredFunction> functions,
      List<LoweredFunction> constants,
      BitSet referenced,
      SplitLimits limits,
      boolean startsAgain) {
    this.module = module;
    marksStores =
        startsAgain
            && module.memories.size() == 1
            && module.importCount(ExternalKind.MEMORY) == 0
            && !module.memories.get(0).is64()
            && MemoryShape.of(module.memories.get(0)) == MemoryShape.FLAT;
    memoryFields = new String[Math.min(module.memories.size(), MOST_FIELDS)];
    for (int i = 0; i < memoryFields.length; i++) {
      memoryFields[i] = "memory" + i;
    }
    this.limits = limits;
    this.descriptor = descriptor;
    this.className = className;
    this.functions = functions;
    this.constants = constants;
    this.referenced = referenced;
    methods = new MethodRef[module.functions.size()];
    bodies = new MethodRef[module.functions.size()];
    growing = growing();
    tailCalls = new TailCallPlan(module, functions, referenced);
    int imported = module.importCount(ExternalKind.FUNCTION);
    CallOrder order = new CallOrder(functions, imported);
    polling = PollPlan.of(order, imported);
    apart = InlinePlan.apart(order, imported);
    copying = copying();
    dispatch = new DispatchPlan(module, referenced, tailCalls, constants, className);
    assignImports();
    assignClasses();
  }

  /** Whether stores keep {@code Instance.lowestStore}: those to the one memory of such a module. */
  public boolean marksStores() {
    return marksStores;
  }

  private void assignImports() {
    for (ModuleDescriptor.Import entry : module.imports) {
      if (entry.kind() == ExternalKind.FUNCTION) {
        int function = entry.index();
        methods[function] =
            new MethodRef(
                dispatch.importClass(function),
                MethodNames.of(entry.module() + ":" + entry.name(), function),
                Signature.of(module.functionType(function), className));
      }
    }
  }

  private void assignClasses() {
    List<Integer> estimates =
        Parallel.map(
            functions.size(),
            number -> new ConstantEstimate(module).of(functions.get(number).code));
    List<LoweredFunction> current = null;
    int words = 0;
    long entries = 0;
    for (int i = 0; i < estimates.size(); i++) {
      LoweredFunction function = functions.get(i);
      if (current == null
          || words + function.code.length() > CLASS_WORDS
          || entries + estimates.get(i) > ConstantEstimate.MOST
          || current.size() == CLASS_FUNCTIONS) {
        current = new ArrayList<>();
        classes.add(current);
        words = 0;
        entries = 0;
      }
      entries += estimates.get(i) + ConstantEstimate.METHOD;
      current.add(function);
      words += function.code.length();
      String owner = functionsClass(classes.size() - 1);
      String name = MethodNames.of(module.functionNames.get(function.index), function.index);
      Signature signature = Signature.of(function.type, className);
      MethodRef whole = new MethodRef(owner, name, signature);
      boolean leaves = tailCalls.leaves(function.index);
      // Stack traces show the body by the function's name, and not the entry.
      methods[function.index] =
          leaves || copying.get(function.index)
              ? new MethodRef(owner, "enter#" + function.index, signature)
              : whole;
      bodies[function.index] =
          leaves
              ? new MethodRef(owner, name, Signature.withExtra(function.type, "I", className))
              : whole;
    }
  }

  /**
   * Functions that copy memory, and have an entry that does so at once. In a memory that ends with
   * a whole word, as their proof has it.
   */
  private BitSet copying() {
    BitSet result = new BitSet();
    if (!module.memories.isEmpty()
        && !module.memories.get(0).is64()
        && module.memories.get(0).pageSizeLog2() >= LoweredFunction.COPIED_WORD_LOG2
        && MemoryShape.of(module.memories.get(0)) == MemoryShape.FLAT) {
      functions.stream().filter(f -> f.copiesMemory).forEach(f -> result.set(f.index));
    }
    return result;
  }

  /** Functions during whose execution a memory may grow, by a fixpoint over the call graph. */
  private BitSet growing() {
    int imported = module.importCount(ExternalKind.FUNCTION);
    BitSet result = new BitSet();
    List<List<Integer>> callers = new ArrayList<>();
    for (int i = 0; i < module.functions.size(); i++) {
      callers.add(new ArrayList<>(0));
    }
    Deque<Integer> work = new ArrayDeque<>();
    result.set(0, imported);
    for (int i = 0; i < imported; i++) {
      work.add(i);
    }
    for (LoweredFunction function : functions) {
      for (int callee : function.callees) {
        callers.get(callee).add(function.index);
      }
      if (function.mayGrowMemory) {
        result.set(function.index);
        work.add(function.index);
      }
    }
    while (!work.isEmpty()) {
      for (int caller : callers.get(work.remove())) {
        if (!result.get(caller)) {
          result.set(caller);
          work.add(caller);
        }
      }
    }
    return result;
  }

  public Module module() {
    return module;
  }

  public ModuleDescriptor descriptor() {
    return descriptor;
  }

  /** The instance class's internal name. */
  public String className() {
    return className;
  }

  /** The class that makes instances. */
  public String moduleClass() {
    return className + "$Module";
  }

  /** The descriptor's file name, beside the instance's class. */
  public String descriptorResource() {
    return className.substring(className.lastIndexOf('/') + 1) + ".pithos";
  }

  /** The first class of dispatch methods, calls of imports and constant expressions. */
  public String dispatchClass() {
    return className + "$Dispatch";
  }

  /** The internal name of a class of functions. */
  public String functionsClass(int number) {
    return className + "$" + number;
  }

  /** How large methods may become. */
  public SplitLimits limits() {
    return limits;
  }

  /** The functions of each class. */
  public List<List<LoweredFunction>> classes() {
    return classes;
  }

  /** The method of a function; of an import, the method that calls it. */
  public MethodRef method(int function) {
    return methods[function];
  }

  /**
   * Whether a function looks at its entry whether to stop. Where tail calls may go round without
   * calls, all but the simplest do. A constant expression, which has no index, calls nothing.
   */
  public boolean polls(LoweredFunction function) {
    if (function.index < 0) {
      return false;
    }
    return tailCalls.isEmpty()
        ? polling.get(function.index)
        : function.callees.length > 0 || function.mayGrowMemory;
  }

  /** Whether HotSpot should not inline a function; a constant expression is called once. */
  public boolean isApart(LoweredFunction function) {
    return function.index >= 0 && apart.get(function.index);
  }

  /** Which functions leave. */
  public TailCallPlan tailCalls() {
    return tailCalls;
  }

  /** Whether the function's entry copies memory, and leaves to its body what it cannot. */
  public boolean copiesMemory(int function) {
    return copying.get(function);
  }

  /** The method that has the code of a function defined here: its only one, or its entry's body. */
  public MethodRef body(int function) {
    return bodies[function];
  }

  /** The method that calls a function reference of the type in tail position. */
  public MethodRef tailDispatch(int type) {
    FunctionType function = module.types.get(type).function();
    return new MethodRef(
        dispatch.tailClass(type),
        "call" + canonicalIndex(type),
        Signature.withExtra(function, "Ldev/pithos/runtime/WasmFunction;I", className));
  }

  /** The first class of what leaving functions need. */
  public String tailClass() {
    return className + "$Tail";
  }

  /** The method that calls what leaving functions with these results leave to call. */
  public MethodRef resume(String results) {
    int number = tailCalls.number(results);
    return new MethodRef(
        dispatch.resumeClass(number), "resume" + number, Signature.resuming(results, className));
  }

  /** The method that calls a function reference of a type index's type. */
  public MethodRef dispatch(int type) {
    FunctionType function = module.types.get(type).function();
    return new MethodRef(
        dispatch.dispatchClass(type),
        "call" + canonicalIndex(type),
        Signature.withExtra(function, "Ldev/pithos/runtime/WasmFunction;", className));
  }

  /** The first type index with the same type. */
  public int canonicalIndex(int type) {
    return dispatch.canonicalIndex(type);
  }

  /** Whether a memory may be larger after a call of the function. */
  public boolean mayGrowMemory(int function) {
    return growing.get(function);
  }

  /** Functions that are values somewhere or exported, so that more than direct calls reach them. */
  public BitSet referenced() {
    return referenced;
  }

  /** The referenced functions defined here that a call through the type may mean. */
  public List<Integer> targets(int type) {
    return dispatch.targets(type);
  }

  /** Constant expressions that need code, in the order of their numbers. */
  public List<LoweredFunction> constants() {
    return constants;
  }

  /** The method of a constant expression, which is a function without parameters. */
  public MethodRef constantMethod(int number) {
    return new MethodRef(
        dispatch.constantClass(number),
        "constant" + number,
        Signature.of(constants.get(number).type, className));
  }

  /** Counts what code takes of the constant pool; for one thread. */
  public ConstantEstimate constantEstimate() {
    return new ConstantEstimate(module);
  }

  /** Whether a switch over so many functions has its cases in its own class. */
  public boolean isSmallSwitch(int functions) {
    return functions <= DispatchPlan.SWITCH_FUNCTIONS;
  }

  /** The field of a private global, or of the Global object of a shared one. */
  public String globalField(int global) {
    return "global" + global;
  }

  /** Memories that are fields of the instance; the others are asked for by index. */
  public int memoryFields() {
    return memoryFields.length;
  }

  /** Tables that are fields of the instance; the others are asked for by index. */
  public int tableFields() {
    return Math.min(module.tables.size(), MOST_FIELDS);
  }

  public String memoryField(int memory) {
    return memoryFields[memory];
  }

  public String tableField(int table) {
    return "table" + table;
  }
}
