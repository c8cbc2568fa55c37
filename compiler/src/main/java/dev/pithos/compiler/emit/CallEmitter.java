package dev.pithos.compiler.emit;

import dev.pithos.compiler.module.Instruction;
import dev.pithos.compiler.plan.Kind;
import dev.pithos.compiler.plan.MethodRef;
import dev.pithos.compiler.plan.Signature;
import org.objectweb.asm.Opcodes;

/** Calls: direct, through tables, through references. */
final class CallEmitter {
  private static final String FUNCTION = "Ldev/pithos/runtime/WasmFunction;";

  private final FunctionEmitter function;
  private final OperandStack stack;
  private final TailCallEmitter tails;

  CallEmitter(FunctionEmitter function) {
    this.function = function;
    this.stack = function.stack;
    tails = new TailCallEmitter(function, this);
  }

  TailCallEmitter tails() {
    return tails;
  }

  void emit(Instruction instruction) {
    function.line();
    switch (instruction.opcode) {
      case CALL -> {
        MethodRef target = function.plan.method(instruction.index);
        call(target, false);
        if (function.plan.mayGrowMemory(instruction.index)) {
          function.reloadMemories();
        }
      }
      case CALL_INDIRECT -> {
        // [arguments index] -> [results]
        element(instruction.secondIndex);
        throughReference(instruction.index);
      }
      case CALL_REF -> {
        // [arguments reference] -> [results]
        nonNull();
        throughReference(instruction.index);
      }
      default -> tails.emit(instruction);
    }
  }

  /** [index] -> [function], which the tracked stack does not have */
  void element(int table) {
    TableEmitter.index(function.out, function.module.tables.get(table).is64());
    function.loadTable(table);
    function.out.support("Tables", "function", "(ILdev/pithos/runtime/Table;)" + FUNCTION);
    stack.pop();
  }

  /** [reference] -> [function], which the tracked stack does not have */
  void nonNull() {
    function.out.support("Calls", "nonNull", "(Ljava/lang/Object;)" + FUNCTION);
    stack.pop();
  }

  /** A WasmFunction lies above the arguments. */
  private void throughReference(int type) {
    call(function.plan.dispatch(type), true);
    function.reloadMemories();
  }

  /** [arguments (extra)] -> [results] */
  private void call(MethodRef target, boolean extra) {
    CodeWriter out = function.out;
    Signature signature = target.signature();
    if (signature.spilled()) {
      spill(signature, extra);
    }
    function.loadInstance();
    out.call(target);
    stack.pop(signature.parameters().length());
    results(signature.results());
  }

  /** [arguments (extra)] -> [buffer (extra)] */
  void spill(Signature signature, boolean extra) {
    CodeWriter out = function.out;
    int reference = function.temporary('A');
    if (extra) {
      out.store('A', reference);
    }
    int buffer = function.temporary('A');
    BufferCode.create(out, buffer, Kind.positions(signature.parameters()));
    BufferCode.putAll(out, buffer, signature.parameters());
    out.load('A', buffer);
    if (extra) {
      out.load('A', reference);
      out.type(Opcodes.CHECKCAST, "dev/pithos/runtime/WasmFunction");
    }
  }

  /** The first result is on the stack, the others are in the buffer: [first] -> [results] */
  void results(String results) {
    CodeWriter out = function.out;
    if (Kind.positions(results) > 1) {
      int buffer = function.temporary('A');
      function.loadInstance();
      out.field(
          Opcodes.GETFIELD,
          "dev/pithos/runtime/Instance",
          "results",
          "Ldev/pithos/runtime/ValueBuffer;");
      out.store('A', buffer);
      if (results.charAt(0) == 'V') {
        BufferCode.get(out, buffer, 1, 'J', null);
      }
      BufferCode.getAll(out, buffer, Kind.positions(results.charAt(0)), results.substring(1));
    }
    stack.pushAll(results);
  }
}
