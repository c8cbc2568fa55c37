package dev.pithos.compiler.emit;

import org.objectweb.asm.Opcodes;

/** Indices, addresses and lengths of 32 bits to unsigned numbers in a long. */
final class Widening {
  private Widening() {}

  /** An i32 on top: [int] -> [long] */
  static void top(CodeWriter out) {
    out.support("Numeric", "i64ExtendI32U", "(I)J");
  }

  /** [target source length] -> [long long long]; the length is i64 only when both others are. */
  static void lengths(FunctionEmitter function, boolean target64, boolean source64) {
    CodeWriter out = function.out;
    if (!(target64 && source64)) {
      top(out);
    }
    if (target64 && source64) {
      return;
    }
    int length = function.temporary('J');
    out.store('J', length);
    if (!source64) {
      top(out);
    }
    if (!target64) {
      int source = function.temporary('J');
      out.store('J', source);
      top(out);
      out.load('J', source);
    }
    out.load('J', length);
  }

  /** A size that an int holds, as the i64 that a 64-bit table or memory answers: [int] -> [long] */
  static void result(CodeWriter out) {
    out.op(Opcodes.I2L);
  }
}
