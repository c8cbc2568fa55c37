package dev.pithos.compiler.emit;

import dev.pithos.compiler.lower.LoweredFunction;
import dev.pithos.compiler.module.Module;
import dev.pithos.compiler.plan.Kind;
import dev.pithos.compiler.plan.MethodRef;
import dev.pithos.compiler.plan.ModulePlan;
import dev.pithos.compiler.plan.Signature;
import dev.pithos.runtime.ExternalKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
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

  /** Bytes of code after which a switch goes on in another method. */
  private static final int MOST_BYTES = 6_500;

  private static final int STACK_SLACK = 270;

  private final ModulePlan plan;
  private final Module module;
  private ClassWriter owner;

  InstanceEmitter(ModulePlan plan) {
    this.plan = plan;
    this.module = plan.module();
  }

  byte[] emit(List<LoweredFunction> constants) {
    owner = ModuleEmitter.newClass(plan.className(), SUPER, Opcodes.ACC_PUBLIC);
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
    constants(constants);
    return ModuleEmitter.finish(owner, plan);
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
    for (int i = 0; i < module.memories.size(); i++) {
      owner.visitField(0, plan.memoryField(i), "Ldev/pithos/runtime/Memory;", null, null);
    }
    for (int i = 0; i < module.tables.size(); i++) {
      owner.visitField(0, plan.tableField(i), "Ldev/pithos/runtime/Table;", null, null);
    }
    for (int i = 0; i < module.globals.size(); i++) {
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
    for (int i = 0; i < module.memories.size(); i++) {
      int index = i;
      steps.add(() -> take(current[0], "memories", "Memory", index, plan.memoryField(index)));
    }
    for (int i = 0; i < module.tables.size(); i++) {
      int index = i;
      steps.add(() -> take(current[0], "tables", "Table", index, plan.tableField(index)));
    }
    for (int i = 0; i < module.globals.size(); i++) {
      int index = i;
      if (plan.descriptor().isSharedGlobal(i)) {
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

  // ---- switches by number, over as many methods as they need

  /** One case of a switch. */
  private interface Case {
    void emit(CodeWriter out);
  }

  /**
   * A method that switches on its first argument.
   *
   * @param descriptor the first parameter is an int, the result void
   * @param slots the locals that the parameters take, with this
   * @param sizes bytes of code that each case may have
   */
  private void switchMethod(
      String name,
      String descriptor,
      int slots,
      List<Integer> keys,
      List<Case> cases,
      int[] sizes) {
    CodeWriter out = CodeWriter.method(owner, Opcodes.ACC_PROTECTED, name, descriptor);
    Object[] locals = frameLocals(slots);
    int part = 0;
    for (int from = 0; from < cases.size(); ) {
      int to = from;
      for (int size = 0; to < cases.size() && (to == from || size + sizes[to] < MOST_BYTES); to++) {
        size += sizes[to];
      }
      String partName = name + part++;
      part(partName, descriptor, slots, keys.subList(from, to), cases.subList(from, to));
      Label beyond = new Label();
      if (to < cases.size()) {
        out.load('I', 1);
        out.constant(keys.get(to));
        out.jump(Opcodes.IF_ICMPGE, beyond);
      }
      out.load('A', 0);
      out.load('I', 1);
      for (int local = 2; local < slots; local++) {
        out.load(local == 2 ? 'A' : 'I', local);
      }
      out.callSpecial(plan.className(), partName, descriptor);
      out.op(Opcodes.RETURN);
      if (to < cases.size()) {
        out.label(beyond);
        out.frame(locals, slots, new Object[0], 0);
      }
      from = to;
    }
    if (cases.isEmpty()) {
      noSuch(out);
    }
    out.end(STACK_SLACK, slots + 2);
  }

  private Object[] frameLocals(int slots) {
    Object[] locals = new Object[slots];
    locals[0] = plan.className();
    locals[1] = Opcodes.INTEGER;
    for (int i = 2; i < slots; i++) {
      locals[i] = i == 2 ? Signature.BUFFER : Opcodes.INTEGER;
    }
    return locals;
  }

  private void part(
      String name, String descriptor, int slots, List<Integer> keys, List<Case> cases) {
    CodeWriter out = CodeWriter.method(owner, Opcodes.ACC_PRIVATE, name, descriptor);
    Label otherwise = new Label();
    Label[] labels = new Label[cases.size()];
    Arrays.setAll(labels, i -> new Label());
    out.load('I', 1);
    out.lookupSwitch(otherwise, keys.stream().mapToInt(Integer::intValue).toArray(), labels);
    Object[] locals = frameLocals(slots);
    for (int i = 0; i < labels.length; i++) {
      out.label(labels[i]);
      out.frame(locals, slots, new Object[0], 0);
      cases.get(i).emit(out);
      out.op(Opcodes.RETURN);
    }
    out.label(otherwise);
    out.frame(locals, slots, new Object[0], 0);
    noSuch(out);
    out.end(STACK_SLACK, slots + 2);
  }

  private static void noSuch(CodeWriter out) {
    out.type(Opcodes.NEW, "java/lang/IllegalArgumentException");
    out.op(Opcodes.DUP);
    out.callSpecial("java/lang/IllegalArgumentException", "<init>", "()V");
    out.op(Opcodes.ATHROW);
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
    List<Integer> keys = new ArrayList<>();
    List<Case> cases = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    int imported = module.importCount(ExternalKind.FUNCTION);
    plan.referenced().stream()
        .filter(function -> function >= imported)
        .forEach(
            function -> {
              Signature signature = plan.method(function).signature();
              keys.add(function);
              cases.add(out -> each.accept(out, function));
              int values =
                  Kind.positions(signature.parameters()) + Kind.positions(signature.results());
              sizes.add(24 + 12 * values);
            });
    switchMethod(
        name,
        "(I" + BUFFER + ")V",
        3,
        keys,
        cases,
        sizes.stream().mapToInt(Integer::intValue).toArray());
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
    List<Integer> keys = new ArrayList<>();
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < module.globals.size(); i++) {
      int index = i;
      if (!plan.descriptor().isSharedGlobal(i)) {
        keys.add(i);
        cases.add(out -> global(out, index, read));
      }
    }
    int[] sizes = new int[cases.size()];
    Arrays.fill(sizes, 45);
    switchMethod(name, "(I" + BUFFER + "I)V", 4, keys, cases, sizes);
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

  private void constants(List<LoweredFunction> constants) {
    int count = constants.size();
    List<Integer> keys = new ArrayList<>();
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = i;
      keys.add(i);
      cases.add(
          out -> call(out, ModuleEmitter.constantMethod(plan, number, constants.get(number).type)));
    }
    int[] sizes = new int[count];
    Arrays.fill(sizes, 40);
    switchMethod("constant", "(I" + BUFFER + ")V", 3, keys, cases, sizes);
  }
}
