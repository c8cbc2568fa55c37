package dev.pithos.compiler.emit;

import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.Statistics;
import dev.pithos.compiler.UnsupportedModuleException;
import dev.pithos.compiler.plan.ModulePlan;
import dev.pithos.compiler.plan.Parallel;
import dev.pithos.macro.MacroSlot;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
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
   * @param slots the module's macros; none for a module that is no macro library
   * @return class files by internal name, in alphabetical order
   */
  public SortedMap<String, byte[]> emit(List<MacroSlot> slots) {
    List<SortedMap<String, byte[]>> functionClasses =
        Parallel.map(
            plan.classes().size(), number -> new ClassEmitter(plan, options, number).emit());
    for (int i = 0; i < functionClasses.size(); i++) {
      functionClasses.get(i).forEach(this::add);
    }
    new DispatchEmitter(plan, options).emit().forEach(this::add);
    if (!plan.tailCalls().isEmpty()) {
      new ResumeEmitter(plan).emit().forEach(this::add);
    }
    InstanceEmitter instance = new InstanceEmitter(plan);
    instance.emit().forEach(this::add);
    add(plan.moduleClass(), instance.emitModule());
    if (!slots.isEmpty()) {
      new MacroEmitter(plan).emit(slots).forEach(this::add);
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
