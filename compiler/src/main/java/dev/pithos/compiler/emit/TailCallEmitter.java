package dev.pithos.compiler.emit;

import dev.pithos.compiler.module.Instruction;
import dev.pithos.compiler.plan.Kind;
import dev.pithos.compiler.plan.MethodRef;
import dev.pithos.compiler.plan.ModulePlan;
import dev.pithos.runtime.ExternalKind;
import org.objectweb.asm.Opcodes;

/**
 * Tail calls. Within the module and outside of any try they are plain calls, a leaving function's
 * with one less in its budget; else the function is left at once. See {@link
 * dev.pithos.compiler.plan.TailCallPlan}; a function's tail calls of itself are loops already.
 */
final class TailCallEmitter {
  private static final String FUNCTION = "Ldev/pithos/runtime/WasmFunction;";
  private static final String INSTANCE = "dev/pithos/runtime/Instance";

  private final FunctionEmitter function;
  private final CallEmitter calls;
  private final OperandStack stack;
  private final ModulePlan plan;

  TailCallEmitter(FunctionEmitter function, CallEmitter calls) {
    this.function = function;
    this.calls = calls;
    this.stack = function.stack;
    this.plan = function.plan;
  }

  void emit(Instruction instruction) {
    switch (instruction.opcode) {
      case RETURN_CALL -> direct(instruction.index);
      case RETURN_CALL_INDIRECT -> {
        // [arguments index] -> unreachable
        calls.element(instruction.secondIndex);
        throughReference(instruction.index);
      }
      case RETURN_CALL_REF -> {
        // [arguments reference] -> unreachable
        calls.nonNull();
        throughReference(instruction.index);
      }
      default -> throw function.unsupported();
    }
    function.reachable = false;
  }

  /** [arguments] -> unreachable */
  private void direct(int callee) {
    if (callee < function.module.importCount(ExternalKind.FUNCTION) || inTry()) {
      String parameters = Kind.of(function.module.functionType(callee).parameters());
      putArguments(parameters);
      leaveFor(callee);
      return;
    }
    call(plan.body(callee), false, plan.tailCalls().leaves(callee));
  }

  /** [arguments function] -> unreachable */
  private void throughReference(int type) {
    if (!inTry()) {
      call(plan.tailDispatch(type), true, false);
      return;
    }
    CodeWriter out = function.out;
    int callee = function.temporary('A');
    out.op(Opcodes.DUP);
    out.store('A', callee);
    DispatchEmitter.pushType(out, function.layout.instance(), type);
    out.support("Calls", "checkType", "(" + FUNCTION + "Ldev/pithos/runtime/DefinedType;)V");
    putArguments(Kind.of(function.module.types.get(type).function().parameters()));
    function.loadInstance();
    out.load('A', callee);
    leave();
  }

  /** Whether a handler of this function would see the callee's exceptions. */
  private boolean inTry() {
    if (function.isPart() && function.split.part().inTry) {
      return true;
    }
    for (Block block : function.control().blocks()) {
      if (block.guard != null && !block.guard.handling) {
        return true;
      }
    }
    return false;
  }

  /**
   * A call whose results are this function's: [arguments (function)] -> unreachable
   *
   * @param spend whether the callee is a body, and gets one less than this function
   */
  private void call(MethodRef target, boolean throughReference, boolean spend) {
    CodeWriter out = function.out;
    if (target.signature().spilled()) {
      calls.spill(target.signature(), throughReference);
    }
    if (spend || throughReference) {
      function.loadBudget();
    }
    if (spend) {
      out.op(Opcodes.ICONST_1);
      out.op(Opcodes.ISUB);
    }
    function.loadInstance();
    out.call(target);
    stack.pop(target.signature().parameters().length());
    if (function.isPart()) {
      calls.results(target.signature().results());
      function.control().branch(function.control().functionBlock());
    } else {
      out.returnValue(function.signature.returned());
    }
  }

  // ---- leaving

  /** A body's beginning when it may not run: its arguments are still in the parameters. */
  void leaveAtOnce() {
    CodeWriter out = function.out;
    String parameters = function.signature.parameters();
    if (!parameters.isEmpty()) {
      int positions = Kind.positions(parameters);
      if (function.signature.spilled()) {
        out.load('A', 0);
        out.constant(positions);
        function.loadInstance();
        out.support("TailCalls", "keep", "(Ldev/pithos/runtime/ValueBuffer;IL" + INSTANCE + ";)V");
      } else {
        new CallFrame(function.signature, plan.className())
            .putArguments(out, ResumeEmitter.buffer(function, positions));
      }
    }
    leaveFor(function.function.index);
  }

  /** [arguments] -> [], the arguments where the caller finds them */
  private void putArguments(String kinds) {
    if (!kinds.isEmpty()) {
      int buffer = ResumeEmitter.buffer(function, Kind.positions(kinds));
      BufferCode.putAll(function.out, buffer, kinds);
    }
    stack.pop(kinds.length());
  }

  private void leaveFor(int callee) {
    function.loadInstance();
    function.loadInstance();
    function.out.constant(callee);
    function.out.callVirtual(INSTANCE, "function", "(I)" + FUNCTION);
    leave();
  }

  /**
   * [instance function] -> unreachable. No call stands between this and the caller's look at the
   * field, so that no overflow of the stack can come between either.
   */
  private void leave() {
    CodeWriter out = function.out;
    out.field(Opcodes.PUTFIELD, INSTANCE, "tailCall", FUNCTION);
    if (function.isPart()) {
      function.control().leaveFunction();
      return;
    }
    char returned = function.signature.returned();
    if (returned != 0) {
      out.zero(returned);
    }
    out.returnValue(returned);
  }
}
