package dev.pithos.compiler.emit;

import dev.pithos.compiler.module.Instruction;
import dev.pithos.compiler.module.Opcode;
import dev.pithos.compiler.module.Shape;
import org.objectweb.asm.Opcodes;

/** Constants, comparisons and numbers: mostly what the opcode table says. */
final class NumericEmitter {
  private final FunctionEmitter function;
  private final OperandStack stack;

  NumericEmitter(FunctionEmitter function) {
    this.function = function;
    this.stack = function.stack;
  }

  void emit(Instruction instruction) {
    Opcode opcode = instruction.opcode;
    switch (opcode.shape().family()) {
      case CONSTANT -> constant(instruction);
      case COMPARE -> compare(opcode);
      default -> number(opcode);
    }
  }

  /** [] -> [value] */
  private void constant(Instruction instruction) {
    CodeWriter out = function.out;
    switch (instruction.opcode) {
      case I32_CONST -> {
        out.constant((int) instruction.bits);
        stack.pushConstant((int) instruction.bits);
        return;
      }
      case I64_CONST -> out.constant(instruction.bits);
      case F32_CONST -> out.floatConstant((int) instruction.bits);
      case F64_CONST -> out.doubleConstant(instruction.bits);
      default -> {
        out.constant(instruction.bits);
        out.constant(instruction.high);
      }
    }
    stack.pushAll(instruction.opcode.shape().results());
  }

  /** [operands] -> [i32]; or left to the branch that follows, with any i32.eqz between them. */
  private void compare(Opcode opcode) {
    boolean negated = false;
    Opcode next = function.peek();
    while (next == Opcode.I32_EQZ && isBranch(function.peekAfterNext())) {
      function.advance();
      negated = !negated;
      next = function.peek();
    }
    if (isBranch(next)) {
      function.control().defer(new ControlEmitter.Condition(opcode, negated));
      return;
    }
    stack.pop(opcode.shape().parameters().length());
    helper(function.out, opcode);
    stack.push('I');
  }

  private static boolean isBranch(Opcode opcode) {
    return opcode == Opcode.BR_IF || opcode == Opcode.IF;
  }

  /** [operands] -> [result] */
  private void number(Opcode opcode) {
    if (opcode == Opcode.I32_ADD && stack.isConstant(stack.size() - 1)) {
      addConstant();
      return;
    }
    Shape shape = opcode.shape();
    stack.pop(shape.parameters().length());
    if (shape.jvm().isEmpty()) {
      if (mayTrap(opcode)) {
        function.line();
      }
      helper(function.out, opcode);
    } else {
      function.out.op(shape.jvm());
    }
    stack.pushAll(shape.results());
  }

  /** [i32 constant] -> [sum], of which the stack knows still which local is in it */
  private void addConstant() {
    int sum = stack.addend(stack.size() - 1) + stack.addend(stack.size() - 2);
    int local = stack.local(stack.size() - 2);
    stack.pop(2);
    function.out.op(Opcodes.IADD);
    stack.push('I', local, sum);
  }

  private static boolean mayTrap(Opcode opcode) {
    String mnemonic = opcode.mnemonic();
    return mnemonic.contains(".div_")
        || mnemonic.contains(".rem_")
        || mnemonic.contains(".trunc_f");
  }

  /** The static method of the mnemonic's name: [operands] -> [result] */
  static void helper(CodeWriter out, Opcode opcode) {
    out.support("Numeric", HelperNames.of(opcode), HelperNames.descriptor(opcode));
  }
}
