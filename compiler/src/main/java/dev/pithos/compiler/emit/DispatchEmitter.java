package dev.pithos.compiler.emit;

import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.lower.LoweredFunction;
import dev.pithos.compiler.module.Module;
import dev.pithos.compiler.plan.Kind;
import dev.pithos.compiler.plan.MethodRef;
import dev.pithos.compiler.plan.ModulePlan;
import dev.pithos.compiler.plan.Signature;
import dev.pithos.runtime.DefinedType;
import dev.pithos.runtime.ExternalKind;
import dev.pithos.runtime.FunctionType;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * Methods that call what is not known at compile time: one for each function type, which finds the
 * instance's own functions by a switch on their index, and one for each import.
 */
final class DispatchEmitter {
  private static final String FUNCTION = "dev/pithos/runtime/WasmFunction";
  private static final String INSTANCE = "Ldev/pithos/runtime/Instance;";
  private static final int STACK_SLACK = 12;

  /** Bytes of code a dispatch method may have, with room for the call to the outside. */
  private static final int MOST_BYTES = 6_500;

  private final ModulePlan plan;
  private final Module module;
  private final CompilerOptions options;
  private ClassWriter owner;

  DispatchEmitter(ModulePlan plan, CompilerOptions options) {
    this.plan = plan;
    this.module = plan.module();
    this.options = options;
  }

  byte[] emit(List<LoweredFunction> constants) {
    owner = ModuleEmitter.newClass(plan.dispatchClass(), "java/lang/Object", 0);
    for (int i = 0; i < module.types.size(); i++) {
      DefinedType type = module.types.get(i);
      if (type.composite() instanceof FunctionType && plan.canonicalIndex(i) == i) {
        dispatch(i, type);
      }
    }
    for (int i = 0; i < module.importCount(ExternalKind.FUNCTION); i++) {
      importCall(i);
    }
    for (int i = 0; i < constants.size(); i++) {
      LoweredFunction constant = constants.get(i);
      new FunctionEmitter(plan, options, constant)
          .emit(owner, ModuleEmitter.constantMethod(plan, i, constant.type));
    }
    return ModuleEmitter.finish(owner, plan);
  }

  /** (arguments, function, instance) -> results */
  private void dispatch(int typeIndex, DefinedType type) {
    List<Integer> targets = plan.targets(type);
    MethodRef method = plan.dispatch(typeIndex);
    Signature signature = method.signature();
    int size = 20 + 3 * signature.parameters().length();
    int each = Math.max(1, MOST_BYTES / (size + 4));
    dispatch(typeIndex, method.name(), signature, targets, each, 0);
  }

  /** So many targets in this method, the rest in the next. */
  private void dispatch(
      int typeIndex,
      String name,
      Signature signature,
      List<Integer> targets,
      int each,
      int number) {
    List<Integer> mine = targets.subList(0, Math.min(each, targets.size()));
    List<Integer> rest = targets.subList(mine.size(), targets.size());
    CodeWriter out = CodeWriter.method(owner, Opcodes.ACC_STATIC, name, signature.descriptor());
    Frame frame = new Frame(signature, true);
    Label outside = new Label();
    if (!mine.isEmpty()) {
      out.load('A', frame.function);
      out.field(Opcodes.GETFIELD, FUNCTION, "instance", INSTANCE);
      out.load('A', frame.instance);
      out.jump(Opcodes.IF_ACMPNE, outside);
      out.load('A', frame.function);
      out.field(Opcodes.GETFIELD, FUNCTION, "index", "I");
      switchOn(out, frame, signature, mine, outside);
    }
    if (!mine.isEmpty()) {
      out.label(outside);
      frame.emit(out);
    }
    if (!rest.isEmpty()) {
      String nextName = name + "_" + (number + 1);
      frame.loadAll(out);
      out.call(plan.dispatchClass(), nextName, signature.descriptor());
      out.returnValue(signature.returned());
      out.end(frame.end + STACK_SLACK, frame.end + 1);
      dispatch(typeIndex, nextName, signature, rest, each, number + 1);
      return;
    }
    out.load('A', frame.function);
    out.load('A', frame.instance);
    out.field(
        Opcodes.GETFIELD,
        "dev/pithos/runtime/Instance",
        "types",
        "[Ldev/pithos/runtime/DefinedType;");
    out.constant(typeIndex);
    out.op(Opcodes.AALOAD);
    out.support("Calls", "checkType", "(L" + FUNCTION + ";Ldev/pithos/runtime/DefinedType;)V");
    outsideCall(out, frame, signature);
    out.end(frame.end + STACK_SLACK, frame.end + 1);
  }

  /** [index] -> returned from, or on to the label */
  private void switchOn(
      CodeWriter out, Frame frame, Signature signature, List<Integer> targets, Label outside) {
    int[] keys = targets.stream().mapToInt(Integer::intValue).toArray();
    Label[] labels = new Label[keys.length];
    Arrays.setAll(labels, i -> new Label());
    int first = keys[0];
    int last = keys[keys.length - 1];
    if (last - first < 3 * keys.length) {
      Label[] table = new Label[last - first + 1];
      Arrays.fill(table, outside);
      for (int i = 0; i < keys.length; i++) {
        table[keys[i] - first] = labels[i];
      }
      out.tableSwitch(first, last, outside, table);
    } else {
      out.lookupSwitch(outside, keys, labels);
    }
    for (int i = 0; i < keys.length; i++) {
      out.label(labels[i]);
      frame.emit(out);
      frame.loadArguments(out);
      out.load('A', frame.instance);
      out.call(plan.method(keys[i]));
      out.returnValue(signature.returned());
    }
  }

  /** (arguments, instance) -> results */
  private void importCall(int function) {
    MethodRef method = plan.method(function);
    CodeWriter out =
        CodeWriter.method(
            owner, Opcodes.ACC_STATIC, method.name(), method.signature().descriptor());
    Frame frame = new Frame(method.signature(), false);
    out.load('A', frame.instance);
    out.constant(function);
    out.support("Calls", "imported", "(" + INSTANCE + "I)L" + FUNCTION + ";");
    out.store('A', frame.function);
    outsideCall(out, frame, method.signature());
    out.end(frame.end + STACK_SLACK, frame.end + 1);
  }

  /** Arguments into a buffer, the call, results out of it. */
  private void outsideCall(CodeWriter out, Frame frame, Signature signature) {
    int buffer;
    int positions =
        Math.max(Kind.positions(signature.parameters()), Kind.positions(signature.results()));
    if (signature.spilled()) {
      buffer = 0;
      out.load('A', buffer);
      out.constant(positions);
      out.callVirtual(Signature.BUFFER, "ensure", "(I)V");
    } else {
      buffer = frame.end;
      BufferCode.create(out, buffer, positions);
      int local = 0;
      int position = 0;
      for (char kind : signature.parameters().toCharArray()) {
        out.load(kind, local);
        BufferCode.put(out, buffer, position, kind);
        local += Kind.slots(kind);
        position += Kind.positions(kind);
      }
    }
    out.load('A', frame.function);
    out.load('A', buffer);
    out.load('A', frame.instance);
    out.support(
        "Calls", "invoke", "(L" + FUNCTION + ";L" + Signature.BUFFER + ";" + INSTANCE + ")V");
    int results = Kind.positions(signature.results());
    if (results > 1) {
      out.load('A', buffer);
      out.constant(results);
      out.load('A', frame.instance);
      out.support("Calls", "spread", "(L" + Signature.BUFFER + ";I" + INSTANCE + ")V");
    }
    if (results > 0) {
      BufferCode.get(out, buffer, 0, signature.returned(), null);
    }
    out.returnValue(signature.returned());
  }

  /** The locals of a dispatch method. */
  private final class Frame {
    private final Signature signature;
    final int function;
    final int instance;
    final int end;

    Frame(Signature signature, boolean functionIsParameter) {
      this.signature = signature;
      int slots = signature.spilled() ? 1 : Kind.slots(signature.parameters());
      if (functionIsParameter) {
        function = slots;
        instance = slots + 1;
      } else {
        instance = slots;
        function = slots + 1;
      }
      end = slots + 2;
    }

    void loadArguments(CodeWriter out) {
      if (signature.spilled()) {
        out.load('A', 0);
        return;
      }
      int local = 0;
      for (char kind : signature.parameters().toCharArray()) {
        out.load(kind, local);
        local += Kind.slots(kind);
      }
    }

    void loadAll(CodeWriter out) {
      loadArguments(out);
      out.load('A', function);
      out.load('A', instance);
    }

    void emit(CodeWriter out) {
      String parameters = signature.spilled() ? "" : signature.parameters();
      Object[] locals = new Object[2 * parameters.length() + 3];
      int count = 0;
      if (signature.spilled()) {
        locals[count++] = Signature.BUFFER;
      }
      for (char kind : parameters.toCharArray()) {
        count = CodeWriter.frameTypes(kind, locals, count);
      }
      locals[count++] = FUNCTION;
      locals[count++] = plan.className();
      out.frame(locals, count, new Object[0], 0);
    }
  }
}
