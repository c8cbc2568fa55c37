package dev.pithos.compiler.emit;

import dev.pithos.compiler.module.Module;
import dev.pithos.compiler.plan.Kind;
import dev.pithos.compiler.plan.MethodRef;
import dev.pithos.compiler.plan.ModulePlan;
import dev.pithos.compiler.plan.Signature;
import dev.pithos.runtime.ExternalKind;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * The instance's class: typed fields for memories, tables and globals, and the untyped ways in that
 * {@code Instance} asks for. Also the module's class, which makes instances.
 */
final class InstanceEmitter {
  private static final String SUPER = "dev/pithos/runtime/Instance";
  private static final String MODULE = "Ldev/pithos/runtime/WasmModule;";
  private static final String IMPORTS = "Ldev/pithos/runtime/Imports;";
  private static final String BUFFER = "L" + Signature.BUFFER + ";";

  private final ModulePlan plan;
  private final Module module;
  private final ClassSet classes = new ClassSet();
  private ClassWriter owner;

  InstanceEmitter(ModulePlan plan) {
    this.plan = plan;
    this.module = plan.module();
  }

  /** Class files by internal name. */
  SortedMap<String, byte[]> emit() {
    owner = ModuleEmitter.newClass(plan.className(), SUPER, Opcodes.ACC_PUBLIC);
    classes.put(plan.className(), owner);
    fields();
    constructor();
    factory();
    link();
    invoke();
    if (!plan.tailCalls().isEmpty()) {
      resume();
    }
    globals("readGlobal", true);
    globals("writeGlobal", false);
    constants();
    return classes.finish(plan);
  }

  /** The subclass of WasmModule. */
  byte[] emitModule() {
    String name = plan.moduleClass();
    ClassWriter writer =
        ModuleEmitter.newClass(name, "dev/pithos/runtime/WasmModule", Opcodes.ACC_PUBLIC);
    CodeWriter out = CodeWriter.method(writer, Opcodes.ACC_PUBLIC, "<init>", "()V");
    out.load('A', 0);
    out.classConstant(plan.className());
    out.text(plan.descriptorResource());
    out.callSpecial(
        "dev/pithos/runtime/WasmModule", "<init>", "(Ljava/lang/Class;Ljava/lang/String;)V");
    out.op(Opcodes.RETURN);
    out.end(3, 1);
    out =
        CodeWriter.method(
            writer, Opcodes.ACC_PROTECTED, "newInstance", "(" + IMPORTS + ")L" + SUPER + ";");
    out.type(Opcodes.NEW, plan.className());
    out.op(Opcodes.DUP);
    out.load('A', 0);
    out.load('A', 1);
    out.callSpecial(plan.className(), "<init>", "(" + MODULE + IMPORTS + ")V");
    out.op(Opcodes.ARETURN);
    out.end(4, 2);
    return ModuleEmitter.finish(writer, plan);
  }

  private void fields() {
    for (int i = 0; i < plan.memoryFields(); i++) {
      owner.visitField(0, plan.memoryField(i), "Ldev/pithos/runtime/Memory;", null, null);
    }
    for (int i = 0; i < plan.tableFields(); i++) {
      owner.visitField(0, plan.tableField(i), "Ldev/pithos/runtime/Table;", null, null);
    }
    for (int i = 0; i < module.globals.size(); i++) {
      if (!plan.descriptor().hasField(i)) {
        continue;
      }
      char kind = kindOf(i);
      if (plan.descriptor().isSharedGlobal(i)) {
        owner.visitField(0, plan.globalField(i), "Ldev/pithos/runtime/Global;", null, null);
      } else {
        owner.visitField(0, plan.globalField(i), fieldDescriptor(kind), null, null);
        if (kind == 'V') {
          owner.visitField(0, plan.globalField(i) + "high", "J", null, null);
        }
      }
    }
  }

  private char kindOf(int global) {
    return Kind.of(module.globals.get(global).value());
  }

  private static String fieldDescriptor(char kind) {
    return kind == 'V' ? "J" : Kind.descriptor(kind);
  }

  private void constructor() {
    CodeWriter out = CodeWriter.method(owner, 0, "<init>", "(" + MODULE + IMPORTS + ")V");
    out.load('A', 0);
    out.load('A', 1);
    out.load('A', 2);
    out.callSpecial(SUPER, "<init>", "(" + MODULE + IMPORTS + ")V");
    if (plan.marksStores()) {
      out.load('A', 0);
      out.constant(1);
      out.field(Opcodes.PUTFIELD, SUPER, "marksStores", "Z");
    }
    out.op(Opcodes.RETURN);
    out.end(3, 3);
  }

  /** {@code public static WasmModule module()} */
  private void factory() {
    CodeWriter out =
        CodeWriter.method(owner, Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "module", "()" + MODULE);
    out.type(Opcodes.NEW, plan.moduleClass());
    out.op(Opcodes.DUP);
    out.callSpecial(plan.moduleClass(), "<init>", "()V");
    out.op(Opcodes.ARETURN);
    out.end(2, 0);
  }

  // ---- link: what the superclass holds in arrays, into typed fields

  private void link() {
    List<Runnable> steps = new ArrayList<>();
    CodeWriter[] current = new CodeWriter[1];
    for (int i = 0; i < plan.memoryFields(); i++) {
      int index = i;
      steps.add(() -> take(current[0], "memories", "Memory", index, plan.memoryField(index)));
    }
    for (int i = 0; i < plan.tableFields(); i++) {
      int index = i;
      steps.add(() -> take(current[0], "tables", "Table", index, plan.tableField(index)));
    }
    for (int i = 0; i < module.globals.size(); i++) {
      int index = i;
      if (plan.descriptor().isSharedGlobal(i) && plan.descriptor().hasField(i)) {
        steps.add(() -> take(current[0], "globals", "Global", index, plan.globalField(index)));
      }
    }
    int each = 400;
    int methods = (steps.size() + each - 1) / each;
    for (int m = 0; m < methods; m++) {
      current[0] = CodeWriter.method(owner, Opcodes.ACC_PRIVATE, "link" + m, "()V");
      steps.subList(m * each, Math.min(steps.size(), (m + 1) * each)).forEach(Runnable::run);
      current[0].op(Opcodes.RETURN);
      current[0].end(4, 1);
    }
    CodeWriter out = CodeWriter.method(owner, Opcodes.ACC_PROTECTED, "link", "()V");
    for (int m = 0; m < methods; m++) {
      out.load('A', 0);
      out.callSpecial(plan.className(), "link" + m, "()V");
    }
    out.op(Opcodes.RETURN);
    out.end(1, 1);
  }

  private void take(CodeWriter out, String array, String type, int index, String field) {
    String descriptor = "Ldev/pithos/runtime/" + type + ";";
    out.load('A', 0);
    out.load('A', 0);
    out.field(Opcodes.GETFIELD, SUPER, array, "[" + descriptor);
    out.constant(index);
    out.op(Opcodes.AALOAD);
    out.field(Opcodes.PUTFIELD, plan.className(), field, descriptor);
  }

  private NumberSwitch byNumber(String name, String descriptor, int locals) {
    return new NumberSwitch(plan, owner, classes, name, descriptor, locals);
  }

  // ---- the ways in

  private void invoke() {
    referenced("invoke", (out, function) -> call(out, plan.method(function)));
  }

  /** Like invoke, but a function that leaves may do so. */
  private void resume() {
    referenced(
        "resume",
        (out, function) -> {
          if (plan.tailCalls().leaves(function)) {
            resume(out, function);
          } else {
            call(out, plan.method(function));
          }
        });
  }

  private void resume(CodeWriter out, int function) {
    out.load('A', 0);
    out.load('I', 1);
    out.callVirtual(SUPER, "function", "(I)Ldev/pithos/runtime/WasmFunction;");
    out.op(Opcodes.ICONST_0);
    out.load('A', 0);
    MethodRef resume = plan.resume(plan.method(function).signature().results());
    out.call(resume);
    results(out, resume.signature());
  }

  /** A switch over the functions defined here that others know. */
  private void referenced(String name, BiConsumer<CodeWriter, Integer> each) {
    NumberSwitch functions = byNumber(name, "(I" + BUFFER + ")V", 3);
    int imported = module.importCount(ExternalKind.FUNCTION);
    plan.referenced().stream()
        .filter(function -> function >= imported)
        .forEach(
            function -> {
              Signature signature = plan.method(function).signature();
              int values =
                  Kind.positions(signature.parameters()) + Kind.positions(signature.results());
              functions.add(function, 24 + 12 * values, out -> each.accept(out, function));
            });
    functions.emit();
  }

  /** Arguments from the buffer in local 2, results to it. */
  private void call(CodeWriter out, MethodRef method) {
    Signature signature = method.signature();
    if (signature.spilled()) {
      out.load('A', 2);
    } else {
      BufferCode.getAll(out, 2, 0, signature.parameters());
    }
    out.load('A', 0);
    out.call(method);
    results(out, signature);
  }

  /** The first result on the stack, the others where the instance has them, to the buffer. */
  private static void results(CodeWriter out, Signature signature) {
    if (signature.returned() != 0) {
      BufferCode.put(out, 2, 0, signature.returned());
    }
    int results = Kind.positions(signature.results());
    if (results > 1) {
      out.load('A', 0);
      out.load('A', 2);
      out.constant(results);
      out.support("Calls", "collect", "(L" + SUPER + ";" + BUFFER + "I)V");
    }
  }

  private void globals(String name, boolean read) {
    NumberSwitch globals = byNumber(name, "(I" + BUFFER + "I)V", 4);
    for (int i = 0; i < module.globals.size(); i++) {
      int index = i;
      if (!plan.descriptor().isSharedGlobal(i)) {
        globals.add(i, 45, out -> global(out, index, read));
      }
    }
    globals.emit();
  }

  /** Between a private global and the position that local 3 holds, of the buffer in local 2. */
  private void global(CodeWriter out, int index, boolean read) {
    char kind = kindOf(index);
    String field = plan.globalField(index);
    if (read) {
      out.load('A', 0);
      out.field(Opcodes.GETFIELD, plan.className(), field, fieldDescriptor(kind));
      out.load('A', 2);
      out.load('I', 3);
      out.support("Calls", "put", "(" + fieldDescriptor(kind) + BUFFER + "I)V");
      if (kind == 'V') {
        out.load('A', 0);
        out.field(Opcodes.GETFIELD, plan.className(), field + "high", "J");
        out.load('A', 2);
        out.load('I', 3);
        out.op(Opcodes.ICONST_1);
        out.op(Opcodes.IADD);
        out.support("Calls", "put", "(J" + BUFFER + "I)V");
      }
      return;
    }
    out.load('A', 0);
    out.load('A', 2);
    out.load('I', 3);
    getter(out, kind);
    out.field(Opcodes.PUTFIELD, plan.className(), field, fieldDescriptor(kind));
    if (kind == 'V') {
      out.load('A', 0);
      out.load('A', 2);
      out.load('I', 3);
      out.op(Opcodes.ICONST_1);
      out.op(Opcodes.IADD);
      getter(out, kind);
      out.field(Opcodes.PUTFIELD, plan.className(), field + "high", "J");
    }
  }

  private static void getter(CodeWriter out, char kind) {
    switch (kind) {
      case 'I' -> out.callVirtual(Signature.BUFFER, "i32", "(I)I");
      case 'F' -> out.callVirtual(Signature.BUFFER, "f32", "(I)F");
      case 'D' -> out.callVirtual(Signature.BUFFER, "f64", "(I)D");
      case 'A' -> out.callVirtual(Signature.BUFFER, "reference", "(I)Ljava/lang/Object;");
      default -> out.callVirtual(Signature.BUFFER, "i64", "(I)J");
    }
  }

  private void constants() {
    NumberSwitch constants = byNumber("constant", "(I" + BUFFER + ")V", 3);
    for (int i = 0; i < plan.constants().size(); i++) {
      MethodRef method = plan.constantMethod(i);
      constants.add(i, 40, out -> call(out, method));
    }
    constants.emit();
  }
}
