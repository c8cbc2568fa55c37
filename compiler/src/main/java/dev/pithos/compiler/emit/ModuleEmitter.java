package dev.pithos.compiler.emit;

import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.Statistics;
import dev.pithos.compiler.UnsupportedModuleException;
import dev.pithos.compiler.lower.LoweredFunction;
import dev.pithos.compiler.plan.MethodRef;
import dev.pithos.compiler.plan.ModulePlan;
import dev.pithos.compiler.plan.Signature;
import dev.pithos.macro.MacroSlot;
import dev.pithos.runtime.FunctionType;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.Opcodes;

/** All classes of a module: the instance's, its module's, the functions', the dispatch methods'. */
public final class ModuleEmitter {
  static final int VERSION = Opcodes.V17;

  private final ModulePlan plan;
  private final CompilerOptions options;
  private final SortedMap<String, byte[]> classes = new TreeMap<>();
  private final Statistics statistics = new Statistics();

  public ModuleEmitter(ModulePlan plan, CompilerOptions options) {
    this.plan = plan;
    this.options = options;
  }

  /**
   * Emits the module.
   *
   * @param constants constant expressions that need code, in the order of their numbers
   * @param slots the module's macros; none for a module that is no macro library
   * @return class files by internal name, in alphabetical order
   */
  public SortedMap<String, byte[]> emit(List<LoweredFunction> constants, List<MacroSlot> slots) {
    List<SortedMap<String, byte[]>> functionClasses =
        IntStream.range(0, plan.classes().size())
            .parallel()
            .mapToObj(number -> new ClassEmitter(plan, options, number).emit())
            .toList();
    for (int i = 0; i < functionClasses.size(); i++) {
      functionClasses.get(i).forEach(this::add);
    }
    add(plan.dispatchClass(), new DispatchEmitter(plan, options).emit(constants));
    if (!plan.tailCalls().isEmpty()) {
      add(plan.tailClass(), new ResumeEmitter(plan).emit());
    }
    InstanceEmitter instance = new InstanceEmitter(plan);
    add(plan.className(), instance.emit(constants));
    add(plan.moduleClass(), instance.emitModule());
    if (!slots.isEmpty()) {
      add(MacroEmitter.className(plan.className()), new MacroEmitter(plan).emit(slots));
    }
    return classes;
  }

  public Statistics statistics() {
    return statistics;
  }

  private void add(String name, byte[] bytes) {
    classes.put(name, bytes);
    statistics.addClass(bytes);
  }

  /** The type of a constant expression, which is a function without parameters. */
  static MethodRef constantMethod(ModulePlan plan, int number, FunctionType type) {
    return new MethodRef(
        plan.dispatchClass(), "constant" + number, Signature.of(type, plan.className()));
  }

  static ClassWriter newClass(String name, String superName, int access, String... interfaces) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(
        VERSION, access | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, name, null, superName, interfaces);
    writer.visitSource("module.wasm", null);
    return writer;
  }

  static byte[] finish(ClassWriter writer, ModulePlan plan) {
    writer.visitEnd();
    try {
      return writer.toByteArray();
    } catch (MethodTooLargeException e) {
      String name = e.getMethodName();
      int index = Integer.parseInt(name.substring(name.lastIndexOf('@') + 1).replaceAll("\\D", ""));
      throw new UnsupportedModuleException(
          "function too large: "
              + e.getCodeSize()
              + " bytes of JVM bytecode, a method has at most 65535",
          "function " + index + " \"" + plan.descriptor().functionName(index) + "\"",
          0);
    }
  }
}
