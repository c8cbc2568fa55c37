package dev.pithos.compiler.emit;

import dev.pithos.compiler.module.Opcode;
import dev.pithos.compiler.module.Shape;
import org.objectweb.asm.Opcodes;

/** Arithmetic with results of 128 bits, as two numbers, the low half first. */
final class WideEmitter {
  private final FunctionEmitter function;

  WideEmitter(FunctionEmitter function) {
    this.function = function;
  }

  void emit(Opcode opcode) {
    Shape shape = opcode.shape();
    function.stack.pop(shape.parameters().length());
    switch (opcode) {
      case I64_ADD128 -> sum(Opcodes.LADD, "addHigh");
      case I64_SUB128 -> sum(Opcodes.LSUB, "subHigh");
      case I64_MUL_WIDE_S -> product("mulHighS");
      default -> product("mulHighU");
    }
    function.stack.pushAll(shape.results());
  }

  /** [aL aH bL bH] -> [low high] */
  private void sum(int operation, String helper) {
    CodeWriter out = function.out;
    int right = function.temporary('V');
    int left = function.temporary('V');
    out.store('V', right);
    out.store('V', left);
    out.load('J', left);
    out.load('J', right);
    out.op(operation);
    out.load('J', left + 2);
    out.load('J', right + 2);
    out.load('J', left);
    out.load('J', right);
    out.support("Wide", helper, "(JJJJ)J");
  }

  /** [a b] -> [low high] */
  private void product(String helper) {
    CodeWriter out = function.out;
    int operands = function.temporary('V');
    out.store('V', operands);
    out.load('V', operands);
    out.op(Opcodes.LMUL);
    out.load('V', operands);
    out.support("Wide", helper, "(JJ)J");
  }
}
