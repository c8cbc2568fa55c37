package dev.pithos.compiler.emit;

import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.lower.LoweredFunction;
import dev.pithos.compiler.plan.CodeMap;
import dev.pithos.compiler.plan.ConstantEstimate;
import dev.pithos.compiler.plan.FramePlan;
import dev.pithos.compiler.plan.FramePlanner;
import dev.pithos.compiler.plan.MethodRef;
import dev.pithos.compiler.plan.ModulePlan;
import dev.pithos.compiler.plan.Part;
import dev.pithos.compiler.plan.Signature;
import dev.pithos.compiler.plan.SplitLimits;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.objectweb.asm.ClassWriter;

/**
 * A class of functions, and more classes where its functions have so many parts that one is not
 * enough. Functions that may be too large for one method are measured first, and cut into parts if
 * they are. Should a method be too large nevertheless, everything is emitted once more with that
 * function in smaller parts: what was written into a class cannot be taken back.
 */
final class ClassEmitter {
  /** Words of lowered code from which on a function is measured before it is emitted. */
  private static final int SMALL = 1_200;

  /** Smaller parts are of no use. */
  private static final int MOST_ATTEMPTS = 4;

  private final ModulePlan plan;
  private final CompilerOptions options;
  private final int number;
  private final SplitLimits limits;

  /** Functions that turned out too large, with how often. */
  private final Map<Integer, Integer> tooLarge = new HashMap<>();

  private final TreeMap<String, ClassWriter> classes = new TreeMap<>();
  private ClassWriter current;
  private int words;
  private long constants;

  ClassEmitter(ModulePlan plan, CompilerOptions options, int number) {
    this.plan = plan;
    this.options = options;
    this.number = number;
    this.limits = plan.limits();
  }

  /** Class files by internal name. */
  SortedMap<String, byte[]> emit() {
    while (!attempt()) {
      classes.clear();
    }
    SortedMap<String, byte[]> files = new TreeMap<>();
    classes.forEach((name, writer) -> files.put(name, ModuleEmitter.finish(writer, plan)));
    return files;
  }

  private boolean attempt() {
    current = newClass(plan.functionsClass(number));
    boolean fits = true;
    for (LoweredFunction function : plan.classes().get(number)) {
      int size = function(function);
      int attempts = tooLarge.getOrDefault(function.index, 0);
      if (size > Math.max(limits.method(), SplitLimits.DEFAULT.method())
          && attempts < MOST_ATTEMPTS) {
        tooLarge.put(function.index, attempts + 1);
        fits = false;
      }
    }
    return fits;
  }

  private ClassWriter newClass(String name) {
    ClassWriter writer = ModuleEmitter.newClass(name, "java/lang/Object", 0);
    classes.put(name, writer);
    words = 0;
    constants = 0;
    return writer;
  }

  /** Emits a function; answers the size of its largest method. */
  private int function(LoweredFunction function) {
    ClassWriter owner = classes.firstEntry().getValue();
    if (plan.tailCalls().leaves(function.index)) {
      ResumeEmitter.entry(plan, owner, function.index);
    }
    if (plan.copiesMemory(function.index)) {
      MemoryEmitter.copyEntry(plan, owner, function.index);
    }
    if (isOneMethod(function)) {
      return new FunctionEmitter(plan, options, function).emit(owner, plan.body(function.index));
    }
    return parts(function, owner);
  }

  private boolean isOneMethod(LoweredFunction function) {
    if (tooLarge.containsKey(function.index)) {
      return false;
    }
    boolean small = function.code.length() + function.locals.length <= SMALL;
    return (small && limits.isDefault())
        || new FunctionEmitter(plan, options, function).fits(limits.method());
  }

  private int parts(LoweredFunction function, ClassWriter owner) {
    CodeMap map = new FunctionEmitter(plan, options, function).map();
    SplitLimits tighter = limits;
    for (int i = 1; i < tooLarge.getOrDefault(function.index, 0); i++) {
      tighter = tighter.smaller();
    }
    FramePlan frame = FramePlanner.plan(plan, function, map, tighter);
    List<Part> parts = FramePlanner.all(frame.function());
    ClassWriter[] owners = assign(function, parts, frame, owner);
    Map<Part, String> operands = new IdentityHashMap<>();
    int largest = 0;
    for (int i = 0; i < owners.length; i++) {
      int size =
          new FunctionEmitter(plan, options, function)
              .emit(owners[i], frame, parts.get(i), operands);
      largest = Math.max(largest, size);
    }
    return largest;
  }

  /** Gives parts their methods, in as many classes as it takes. */
  private ClassWriter[] assign(
      LoweredFunction function, List<Part> parts, FramePlan frame, ClassWriter owner) {
    MethodRef method = plan.body(function.index);
    ConstantEstimate estimate = plan.constantEstimate();
    ClassWriter[] owners = new ClassWriter[parts.size()];
    for (int i = 0; i < owners.length; i++) {
      Part part = parts.get(i);
      long entries = entries(estimate, frame.map(), part);
      if (i == 0) {
        part.method = method;
        owners[0] = owner;
        constants += current == owner ? entries : 0;
        continue;
      }
      int length = part.parts.isEmpty() ? length(frame.map(), part) : 0;
      if ((words > 0 && words + length > ModulePlan.CLASS_WORDS)
          || (constants > 0 && constants + entries > ConstantEstimate.MOST)) {
        current = newClass(plan.functionsClass(number) + "_" + classes.size());
      }
      words += length;
      constants += entries;
      owners[i] = current;
      part.method =
          new MethodRef(
              nameOf(current),
              method.name() + "$part" + i,
              Signature.ofDescriptor(PartEmitter.descriptor(frame, part, plan.className())));
    }
    return owners;
  }

  /** What a part's method takes of the constant pool; of the parts inside, their calls. */
  private static long entries(ConstantEstimate estimate, CodeMap map, Part part) {
    long entries = ConstantEstimate.METHOD;
    int from = part.from;
    for (Part inside : part.parts) {
      entries += estimate.of(map.code(), map.position(from), map.position(inside.from));
      entries += ConstantEstimate.MEMBER;
      from = inside.to;
    }
    return entries + estimate.of(map.code(), map.position(from), map.position(part.to));
  }

  private String nameOf(ClassWriter writer) {
    for (Map.Entry<String, ClassWriter> entry : classes.entrySet()) {
      if (entry.getValue() == writer) {
        return entry.getKey();
      }
    }
    throw new IllegalArgumentException();
  }

  private static int length(CodeMap map, Part part) {
    return map.position(part.to) - map.position(part.from);
  }
}
