package dev.pithos.compiler.emit;

import dev.pithos.compiler.module.Instruction;
import dev.pithos.compiler.module.Opcode;
import dev.pithos.compiler.module.Shape;
import dev.pithos.compiler.module.VectorForm;
import dev.pithos.compiler.plan.Kind;
import org.objectweb.asm.Opcodes;

/**
 * Vector instructions that touch no memory. A v128 is two longs, low half first; {@link VectorForm}
 * says how an instruction works on them. Comments name the halves aL, aH and so on.
 */
final class VectorEmitter {
  private final FunctionEmitter function;
  private final OperandStack stack;

  VectorEmitter(FunctionEmitter function) {
    this.function = function;
    this.stack = function.stack;
  }

  void emit(Instruction instruction) {
    Shape shape = instruction.opcode.shape();
    stack.pop(shape.parameters().length());
    if (shape.form() == VectorForm.PICK) {
      new ShuffleCode(function).emit(instruction.bits, instruction.high);
    } else {
      code(instruction.opcode, instruction.index);
    }
    stack.pushAll(shape.results());
  }

  /** The code of an instruction other than a shuffle; what the operand stack has is not noted. */
  void code(Opcode opcode, int lane) {
    switch (opcode.shape().form()) {
      case HALVES, LANES -> lanes(opcode);
      case WIDEN_LOW -> widen(opcode, false);
      case WIDEN_HIGH -> widen(opcode, true);
      case NARROW -> narrow(opcode);
      case REDUCE -> helper(opcode, "(JJ)I");
      case SPLAT -> {
        // [number] -> [half half]
        helper(opcode, "(" + opcode.shape().parameters() + ")J");
        function.out.op(Opcodes.DUP2);
      }
      case EXTRACT_LANE -> extract(opcode, lane);
      case REPLACE_LANE -> replace(opcode, lane);
      case SWIZZLE -> swizzle(opcode);
      case PICK -> throw new IllegalArgumentException(opcode.mnemonic());
    }
  }

  private void helper(Opcode opcode, String descriptor) {
    function.out.support(
        HelperNames.lanesClass(opcode), HelperNames.lanesMethod(opcode), descriptor);
  }

  /** [aL aH (bL bH ...) (number)] -> [f(aL bL ... number) f(aH bH ... number)] */
  private void lanes(Opcode opcode) {
    CodeWriter out = function.out;
    String parameters = opcode.shape().parameters();
    int[] locals = new int[parameters.length()];
    for (int i = locals.length - 1; i > 0; i--) {
      locals[i] = function.temporary(parameters.charAt(i));
      out.store(parameters.charAt(i), locals[i]);
    }
    locals[0] = function.temporary('V');
    out.store('J', locals[0] + 2);
    for (int half = 0; half < 4; half += 2) {
      if (half > 0) {
        out.load('J', locals[0] + 2);
      }
      for (int i = 1; i < locals.length; i++) {
        boolean vector = parameters.charAt(i) == 'V';
        out.load(vector ? 'J' : parameters.charAt(i), vector ? locals[i] + half : locals[i]);
      }
      if (opcode.shape().jvm().isEmpty()) {
        helper(opcode, "(" + parameters.replace('V', 'J') + ")J");
      } else {
        out.op(opcode.shape().jvm());
      }
    }
  }

  /** [aL aH (bL bH)] -> [f(low 32 bits of a half) f(high 32 bits of it)] */
  private void widen(Opcode opcode, boolean high) {
    CodeWriter out = function.out;
    int count = opcode.shape().parameters().length();
    int[] locals = new int[count];
    for (int i = count - 1; i >= 0; i--) {
      locals[i] = function.temporary('J');
      if (high) {
        out.store('J', locals[i]);
        out.op(Opcodes.POP2);
      } else {
        out.op(Opcodes.POP2);
        out.store('J', locals[i]);
      }
    }
    for (int shift = 0; shift < Long.SIZE; shift += Integer.SIZE) {
      for (int local : locals) {
        out.load('J', local);
        if (shift > 0) {
          out.constant(shift);
          out.op(Opcodes.LUSHR);
        }
        out.op(Opcodes.L2I);
      }
      helper(opcode, "(" + "I".repeat(count) + ")J");
    }
  }

  /** [aL aH] -> [f(aL aH) 0]; [aL aH bL bH] -> [f(aL aH) f(bL bH)] */
  private void narrow(Opcode opcode) {
    CodeWriter out = function.out;
    if (opcode.shape().parameters().length() == 1) {
      helper(opcode, "(JJ)J");
      out.op(Opcodes.LCONST_0);
      return;
    }
    int second = function.temporary('V');
    out.store('V', second);
    helper(opcode, "(JJ)J");
    out.load('V', second);
    helper(opcode, "(JJ)J");
  }

  /** [aL aH] -> [number] */
  private void extract(Opcode opcode, int lane) {
    CodeWriter out = function.out;
    int each = opcode.laneCount() / 2;
    if (lane < each) {
      out.op(Opcodes.POP2);
    } else {
      int high = function.temporary('J');
      out.store('J', high);
      out.op(Opcodes.POP2);
      out.load('J', high);
    }
    out.constant(lane % each);
    helper(opcode, "(JI)" + opcode.shape().results());
  }

  /** [aL aH number] -> [aL aH] */
  private void replace(Opcode opcode, int lane) {
    CodeWriter out = function.out;
    char number = opcode.shape().parameters().charAt(1);
    int each = opcode.laneCount() / 2;
    int high = -1;
    if (lane < each) {
      int value = function.temporary(number);
      high = function.temporary('J');
      out.store(number, value);
      out.store('J', high);
      out.load(number, value);
    }
    out.constant(lane % each);
    helper(opcode, "(J" + Kind.descriptor(number) + "I)J");
    if (lane < each) {
      out.load('J', high);
    }
  }

  /** [table indices] -> [vector] */
  private void swizzle(Opcode opcode) {
    CodeWriter out = function.out;
    int indices = function.temporary('V');
    int table = function.temporary('V');
    out.store('V', indices);
    out.store('V', table);
    for (int half = 0; half < 4; half += 2) {
      out.load('V', table);
      out.load('J', indices + half);
      helper(opcode, "(JJJ)J");
    }
  }
}
