package dev.pithos.compiler.emit;

import dev.pithos.compiler.module.Instruction;
import dev.pithos.compiler.plan.Kind;
import org.objectweb.asm.Opcodes;

/** Locals, globals, drop and select. */
final class VariableEmitter {
  private static final String GLOBAL = "Ldev/pithos/runtime/Global;";

  private final FunctionEmitter function;
  private final OperandStack stack;

  VariableEmitter(FunctionEmitter function) {
    this.function = function;
    this.stack = function.stack;
  }

  void emit(Instruction instruction) {
    CodeWriter out = function.out;
    int index = instruction.index;
    switch (instruction.opcode) {
      case LOCAL_GET -> {
        // [] -> [value]
        char kind = function.localKind(index);
        function.loadLocal(index);
        stack.push(kind, index, 0);
      }
      case LOCAL_SET -> {
        // [value] -> []
        assigned(index);
        stack.pop();
        function.storeLocal(index);
      }
      case LOCAL_TEE -> {
        // [value] -> [value]
        assigned(index);
        duplicate(stack.top());
        function.storeLocal(index);
        stack.isLocal(index);
      }
      case GLOBAL_GET -> get(index);
      case GLOBAL_SET -> set(index);
      case DROP -> out.pop(stack.pop());
      default -> select();
    }
  }

  /** The local becomes the top of the stack, which is still there. */
  private void assigned(int local) {
    int top = stack.size() - 1;
    int from = stack.local(top);
    int addend = stack.addend(top);
    stack.assigned(local);
    AddressFacts facts = function.addressFacts();
    facts.assigned(local);
    if (from != OperandStack.NO_LOCAL) {
      facts.derived(local, from, addend);
    }
  }

  private void duplicate(char kind) {
    CodeWriter out = function.out;
    switch (kind) {
      case 'J', 'D' -> out.op(Opcodes.DUP2);
      case 'V' -> {
        int local = function.temporary('V');
        out.store('V', local);
        out.load('V', local);
        out.load('V', local);
        // A v128 takes four slots more for a moment.
        stack.push('V');
        stack.pop();
      }
      default -> out.op(Opcodes.DUP);
    }
  }

  /** [first second condition] -> [first or second] */
  private void select() {
    CodeWriter out = function.out;
    stack.touch(stack.size() - 3);
    stack.pop();
    char kind = stack.pop();
    if (kind == 'V') {
      int condition = function.temporary('I');
      int second = function.temporary('V');
      int first = function.temporary('V');
      out.store('I', condition);
      out.store('V', second);
      out.store('V', first);
      for (int half = 0; half < 4; half += 2) {
        out.load('J', first + half);
        out.load('J', second + half);
        out.load('I', condition);
        out.support("Calls", "select", "(JJI)J");
      }
      return;
    }
    String type = Kind.descriptor(kind);
    out.support("Calls", "select", "(" + type + type + "I)" + type);
  }

  private char kindOf(int global) {
    return Kind.of(function.module.globals.get(global).value());
  }

  private void loadShared(int global) {
    function.loadInstance();
    if (function.plan.descriptor().hasField(global)) {
      String field = function.plan.globalField(global);
      out().field(Opcodes.GETFIELD, function.plan.className(), field, GLOBAL);
    } else {
      out().constant(global);
      out().callVirtual("dev/pithos/runtime/Instance", "global", "(I)" + GLOBAL);
    }
  }

  private CodeWriter out() {
    return function.out;
  }

  /** [] -> [value] */
  private void get(int global) {
    CodeWriter out = function.out;
    char kind = kindOf(global);
    stack.push(kind);
    if (function.plan.descriptor().isSharedGlobal(global)) {
      loadShared(global);
      switch (kind) {
        case 'I' -> out.support("Globals", "i32", "(" + GLOBAL + ")I");
        case 'J' -> out.support("Globals", "i64", "(" + GLOBAL + ")J");
        case 'F' -> out.support("Globals", "f32", "(" + GLOBAL + ")F");
        case 'D' -> out.support("Globals", "f64", "(" + GLOBAL + ")D");
        case 'V' -> {
          out.support("Globals", "i64", "(" + GLOBAL + ")J");
          loadShared(global);
          out.support("Globals", "high", "(" + GLOBAL + ")J");
        }
        default -> out.support("Globals", "reference", "(" + GLOBAL + ")Ljava/lang/Object;");
      }
      return;
    }
    function.loadInstance();
    field(Opcodes.GETFIELD, global, kind, "");
    if (kind == 'V') {
      function.loadInstance();
      field(Opcodes.GETFIELD, global, kind, "high");
    }
  }

  private void field(int opcode, int global, char kind, String suffix) {
    function.out.field(
        opcode,
        function.plan.className(),
        function.plan.globalField(global) + suffix,
        kind == 'V' ? "J" : Kind.descriptor(kind));
  }

  /** [value] -> [] */
  private void set(int global) {
    CodeWriter out = function.out;
    char kind = stack.pop();
    if (function.plan.descriptor().isSharedGlobal(global)) {
      if (kind == 'V') {
        loadShared(global);
        out.support("Globals", "setHigh", "(J" + GLOBAL + ")V");
        kind = 'J';
      }
      loadShared(global);
      out.support("Globals", "set", "(" + Kind.descriptor(kind) + GLOBAL + ")V");
      return;
    }
    if (kind == 'V') {
      function.loadInstance();
      out.op(Opcodes.DUP_X2);
      out.op(Opcodes.POP);
      field(Opcodes.PUTFIELD, global, kind, "high");
    }
    function.loadInstance();
    if (Kind.slots(kind) == 1) {
      out.op(Opcodes.SWAP);
    } else {
      out.op(Opcodes.DUP_X2);
      out.op(Opcodes.POP);
    }
    field(Opcodes.PUTFIELD, global, kind, "");
  }
}
