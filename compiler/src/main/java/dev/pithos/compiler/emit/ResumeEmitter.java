package dev.pithos.compiler.emit;

import dev.pithos.compiler.plan.Kind;
import dev.pithos.compiler.plan.MethodRef;
import dev.pithos.compiler.plan.ModulePlan;
import dev.pithos.compiler.plan.Signature;
import dev.pithos.compiler.plan.TailCallPlan;
import java.util.List;
import java.util.SortedMap;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * What stands around the bodies of leaving functions: their entries; for each type of function that
 * is called through references in tail position, a method that finds it; for each kind of results,
 * the loop that calls what was left to call.
 */
final class ResumeEmitter {
  private static final String FUNCTION = FunctionSwitch.FUNCTION;
  private static final String INSTANCE = "dev/pithos/runtime/Instance";
  private static final String BUFFER = "L" + Signature.BUFFER + ";";
  private static final int STACK_SLACK = 12;

  private final ModulePlan plan;
  private final ClassSet classes = new ClassSet();

  ResumeEmitter(ModulePlan plan) {
    this.plan = plan;
  }

  /** Class files by internal name. */
  SortedMap<String, byte[]> emit() {
    classes.get(plan.tailClass());
    plan.tailCalls().types().stream().map(plan::canonicalIndex).distinct().forEach(this::dispatch);
    plan.tailCalls().results().forEach(this::resume);
    return classes.finish(plan);
  }

  /** A local with the buffer for the arguments of the call that is left to the caller. */
  static int buffer(FunctionEmitter function, int positions) {
    int local = function.temporary('A');
    function.loadInstance();
    function.out.constant(positions);
    function.out.support("TailCalls", "arguments", "(L" + INSTANCE + ";I)" + BUFFER);
    function.out.store('A', local);
    return local;
  }

  /** (arguments, instance) -> results: the body, and whatever it leaves */
  static void entry(ModulePlan plan, ClassWriter owner, int function) {
    MethodRef method = plan.method(function);
    Signature signature = method.signature();
    CallFrame frame = new CallFrame(signature, plan.className());
    CodeWriter out = frame.method(owner, method.name());
    frame.loadArguments(out);
    out.constant(TailCallPlan.PLAIN_CALLS);
    out.load('A', frame.instance);
    out.call(plan.body(function));
    Label done = new Label();
    takeTailCall(out, frame, frame.end, done);
    out.load('A', frame.end);
    out.op(Opcodes.ICONST_1);
    out.load('A', frame.instance);
    out.call(plan.resume(signature.results()));
    out.returnValue(signature.returned());
    out.label(done);
    frame.emit(out, signature.returned());
    out.returnValue(signature.returned());
    out.end(frame.end + STACK_SLACK, frame.end + 1);
  }

  /**
   * Goes to the label where a body has results: [results] -> [results]. Takes what it left to call
   * to a local: [results] -> []
   */
  private static void takeTailCall(CodeWriter out, CallFrame frame, int function, Label done) {
    out.load('A', frame.instance);
    out.field(Opcodes.GETFIELD, INSTANCE, "tailCall", "L" + FUNCTION + ";");
    out.store('A', function);
    out.load('A', function);
    out.jump(Opcodes.IFNULL, done);
    if (frame.signature.returned() != 0) {
      out.pop(frame.signature.returned());
    }
    out.load('A', frame.instance);
    out.op(Opcodes.ACONST_NULL);
    out.field(Opcodes.PUTFIELD, INSTANCE, "tailCall", "L" + FUNCTION + ";");
  }

  // ---- calls through references

  /** (arguments, function, budget, instance) -> results, or leaves */
  private void dispatch(int typeIndex) {
    MethodRef method = plan.tailDispatch(typeIndex);
    Signature signature = method.signature();
    CallFrame frame = new CallFrame(signature, plan.className(), FUNCTION, Opcodes.INTEGER);
    new FunctionSwitch(
            plan,
            classes,
            frame,
            out -> {},
            (out, function) -> {
              frame.loadArguments(out);
              if (plan.tailCalls().leaves(function)) {
                out.load('I', frame.extra + 1);
                out.op(Opcodes.ICONST_1);
                out.op(Opcodes.ISUB);
              }
              out.load('A', frame.instance);
              out.call(plan.body(function));
              out.returnValue(signature.returned());
            },
            out -> {
              DispatchEmitter.checkType(out, frame, typeIndex);
              leave(out, frame);
            })
        .emit(
            method.owner(),
            method.name(),
            plan.targets(typeIndex),
            28 + 3 * signature.parameters().length());
  }

  /** Leaves for the function that is the frame's first extra. */
  private void leave(CodeWriter out, CallFrame frame) {
    Signature signature = frame.signature;
    int positions = Kind.positions(signature.parameters());
    if (signature.spilled()) {
      out.load('A', 0);
      out.constant(positions);
      out.load('A', frame.instance);
      out.support("TailCalls", "keep", "(" + BUFFER + "IL" + INSTANCE + ";)V");
    } else if (positions > 0) {
      out.load('A', frame.instance);
      out.constant(positions);
      out.support("TailCalls", "arguments", "(L" + INSTANCE + ";I)" + BUFFER);
      out.store('A', frame.end);
      frame.putArguments(out, frame.end);
    }
    out.load('A', frame.instance);
    out.load('A', frame.extra);
    out.field(Opcodes.PUTFIELD, INSTANCE, "tailCall", "L" + FUNCTION + ";");
    if (signature.returned() != 0) {
      out.zero(signature.returned());
    }
    out.returnValue(signature.returned());
  }

  // ---- the loop

  /**
   * (function, whether to go on outside of the instance, instance) -> results. Where it is not to
   * go on outside, it leaves.
   */
  private void resume(String results) {
    MethodRef method = plan.resume(results);
    Signature signature = method.signature();
    CallFrame frame = new CallFrame(signature, plan.className(), FUNCTION, Opcodes.INTEGER);
    step(method.owner(), method.name() + "step", frame, results);
    CodeWriter out = frame.method(classes.get(method.owner()), method.name());
    Label loop = new Label();
    Label outside = new Label();
    Label done = new Label();
    out.label(loop);
    frame.emit(out);
    out.load('A', frame.extra);
    out.field(Opcodes.GETFIELD, FUNCTION, "instance", "L" + INSTANCE + ";");
    out.load('A', frame.instance);
    out.jump(Opcodes.IF_ACMPNE, outside);
    out.load('A', frame.extra);
    out.load('I', frame.extra + 1);
    out.load('A', frame.instance);
    out.call(method.owner(), method.name() + "step", signature.descriptor());
    takeTailCall(out, frame, frame.extra, done);
    out.jump(Opcodes.GOTO, loop);
    out.label(done);
    frame.emit(out, signature.returned());
    out.returnValue(signature.returned());
    out.label(outside);
    frame.emit(out);
    outside(out, frame);
    out.end(frame.end + STACK_SLACK, frame.end + 1);
  }

  private void outside(CodeWriter out, CallFrame frame) {
    Label leave = new Label();
    out.load('I', frame.extra + 1);
    out.jump(Opcodes.IFEQ, leave);
    out.load('A', frame.extra);
    out.load('A', frame.instance);
    out.support("TailCalls", "outside", "(L" + FUNCTION + ";L" + INSTANCE + ";)" + BUFFER);
    out.store('A', frame.end);
    DispatchEmitter.returnFrom(out, frame.end, frame);
    out.label(leave);
    frame.emit(out);
    leave(out, frame);
  }

  /** The same parameters; one of the instance's own functions, with the arguments left for it. */
  private void step(String owner, String name, CallFrame frame, String results) {
    List<Integer> functions = plan.tailCalls().resumed(results);
    int most =
        functions.stream()
            .mapToInt(function -> Kind.positions(plan.method(function).signature().parameters()))
            .max()
            .orElse(0);
    new FunctionSwitch(
            plan,
            classes,
            frame,
            out -> {},
            (out, function) -> step(out, frame, function),
            out -> {
              out.load('A', frame.extra);
              out.support(
                  "TailCalls", "unknown", "(L" + FUNCTION + ";)Ljava/lang/IllegalStateException;");
              out.op(Opcodes.ATHROW);
            })
        .emit(owner, name, functions, 40 + 10 * most);
  }

  private void step(CodeWriter out, CallFrame frame, int function) {
    Signature signature = plan.method(function).signature();
    if (!signature.parameters().isEmpty()) {
      out.load('A', frame.instance);
      out.field(Opcodes.GETFIELD, INSTANCE, "tailArguments", BUFFER);
      out.store('A', frame.end);
      if (signature.spilled()) {
        out.load('A', frame.end);
      } else {
        BufferCode.getAll(out, frame.end, 0, signature.parameters());
      }
    }
    if (plan.tailCalls().leaves(function)) {
      out.constant(TailCallPlan.PLAIN_CALLS);
    }
    out.load('A', frame.instance);
    out.call(plan.body(function));
    out.returnValue(signature.returned());
  }
}
