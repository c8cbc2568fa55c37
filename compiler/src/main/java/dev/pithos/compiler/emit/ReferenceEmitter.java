package dev.pithos.compiler.emit;

import dev.pithos.compiler.module.Instruction;
import org.objectweb.asm.Opcodes;

/** References. */
final class ReferenceEmitter {
  private static final String OBJECT = "Ljava/lang/Object;";

  private final FunctionEmitter function;
  private final OperandStack stack;

  ReferenceEmitter(FunctionEmitter function) {
    this.function = function;
    this.stack = function.stack;
  }

  void emit(Instruction instruction) {
    CodeWriter out = function.out;
    switch (instruction.opcode) {
      case REF_NULL -> {
        // [] -> [null]
        out.op(Opcodes.ACONST_NULL);
        stack.push('A');
      }
      case REF_IS_NULL -> {
        // [reference] -> [i32]
        out.support("Casts", "isNull", "(" + OBJECT + ")I");
        stack.pop();
        stack.push('I');
      }
      case REF_FUNC -> {
        // [] -> [function]
        function.loadInstance();
        out.constant(instruction.index);
        out.callVirtual(
            "dev/pithos/runtime/Instance", "function", "(I)Ldev/pithos/runtime/WasmFunction;");
        stack.push('A');
      }
      default -> throw function.unsupported();
    }
  }
}
