package dev.pithos.compiler.emit;

import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.module.Module;
import dev.pithos.compiler.plan.Kind;
import dev.pithos.compiler.plan.MethodRef;
import dev.pithos.compiler.plan.ModulePlan;
import dev.pithos.compiler.plan.Signature;
import dev.pithos.runtime.ExternalKind;
import dev.pithos.runtime.FunctionType;
import java.util.SortedMap;
import org.objectweb.asm.Opcodes;

/**
 * Methods that call what is not known at compile time: one for each function type, which finds the
 * instance's own functions by a switch on their index, and one for each import.
 */
final class DispatchEmitter {
  private static final String FUNCTION = FunctionSwitch.FUNCTION;
  private static final String INSTANCE = FunctionSwitch.INSTANCE;
  private static final int STACK_SLACK = 12;

  private final ModulePlan plan;
  private final Module module;
  private final CompilerOptions options;
  private final ClassSet classes = new ClassSet();

  DispatchEmitter(ModulePlan plan, CompilerOptions options) {
    this.plan = plan;
    this.module = plan.module();
    this.options = options;
  }

  /** Class files by internal name. */
  SortedMap<String, byte[]> emit() {
    classes.get(plan.dispatchClass());
    for (int i = 0; i < module.types.size(); i++) {
      if (module.types.get(i).composite() instanceof FunctionType && plan.canonicalIndex(i) == i) {
        dispatch(i);
      }
    }
    for (int i = 0; i < module.importCount(ExternalKind.FUNCTION); i++) {
      importCall(i);
    }
    for (int i = 0; i < plan.constants().size(); i++) {
      MethodRef method = plan.constantMethod(i);
      new FunctionEmitter(plan, options, plan.constants().get(i))
          .emit(classes.get(method.owner()), method);
    }
    return classes.finish(plan);
  }

  /** (arguments, function, instance) -> results */
  private void dispatch(int typeIndex) {
    MethodRef method = plan.dispatch(typeIndex);
    Signature signature = method.signature();
    CallFrame frame = new CallFrame(signature, plan.className(), FUNCTION);
    new FunctionSwitch(
            plan,
            classes,
            frame,
            out -> poll(out, frame),
            (out, function) -> {
              frame.loadArguments(out);
              out.load('A', frame.instance);
              out.call(plan.method(function));
              out.returnValue(signature.returned());
            },
            out -> {
              checkType(out, frame, typeIndex);
              outsideCall(out, frame, frame.extra);
            })
        .emit(
            method.owner(),
            method.name(),
            plan.targets(typeIndex),
            24 + 3 * signature.parameters().length());
  }

  /** Traps unless the function, the frame's first extra, is of the type: [] -> [] */
  static void checkType(CodeWriter out, CallFrame frame, int typeIndex) {
    out.load('A', frame.extra);
    pushType(out, frame.instance, typeIndex);
    out.support("Calls", "checkType", "(L" + FUNCTION + ";Ldev/pithos/runtime/DefinedType;)V");
  }

  /** [] -> [type] */
  static void pushType(CodeWriter out, int instance, int typeIndex) {
    out.load('A', instance);
    out.field(
        Opcodes.GETFIELD,
        "dev/pithos/runtime/Instance",
        "types",
        "[Ldev/pithos/runtime/DefinedType;");
    out.constant(typeIndex);
    out.op(Opcodes.AALOAD);
  }

  /** [] -> [], in methods that may lead to any function: {@code PollPlan} counts on it. */
  private void poll(CodeWriter out, CallFrame frame) {
    if (options.interruptible()) {
      out.load('A', frame.instance);
      out.support("Calls", "poll", "(" + INSTANCE + ")V");
    }
  }

  /** (arguments, instance) -> results */
  private void importCall(int function) {
    MethodRef method = plan.method(function);
    CallFrame frame = new CallFrame(method.signature(), plan.className());
    CodeWriter out = frame.method(classes.get(method.owner()), method.name());
    poll(out, frame);
    out.load('A', frame.instance);
    out.constant(function);
    out.support("Calls", "imported", "(" + INSTANCE + "I)L" + FUNCTION + ";");
    out.store('A', frame.end);
    outsideCall(out, frame, frame.end);
    out.end(frame.end + STACK_SLACK, frame.end + 2);
  }

  /** Arguments into a buffer, the call of the function in a local, results out of the buffer. */
  private void outsideCall(CodeWriter out, CallFrame frame, int function) {
    Signature signature = frame.signature;
    int buffer;
    int positions =
        Math.max(Kind.positions(signature.parameters()), Kind.positions(signature.results()));
    if (signature.spilled()) {
      buffer = 0;
      out.load('A', buffer);
      out.constant(positions);
      out.callVirtual(Signature.BUFFER, "ensure", "(I)V");
    } else {
      buffer = frame.end + 1;
      BufferCode.create(out, buffer, positions);
      frame.putArguments(out, buffer);
    }
    out.load('A', function);
    out.load('A', buffer);
    out.load('A', frame.instance);
    out.support(
        "Calls", "invoke", "(L" + FUNCTION + ";L" + Signature.BUFFER + ";" + INSTANCE + ")V");
    returnFrom(out, buffer, frame);
  }

  /** Returns the results in a buffer. */
  static void returnFrom(CodeWriter out, int buffer, CallFrame frame) {
    Signature signature = frame.signature;
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
}
