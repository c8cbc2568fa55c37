package dev.pithos.compiler.emit;

import dev.pithos.compiler.module.Opcode;
import org.objectweb.asm.Label;

/** An open block. */
final class Block {
  final Opcode opcode;
  final Label label = new Label();

  /** Where an if goes when its condition is false; null once an else has come. */
  Label otherwise;

  final String parameters;
  final String results;

  /** Operands on the stack below the block's own. */
  final int height;

  /** Whether something jumps to the label. */
  boolean targeted;

  /** How many blocks are around it; the function's own has none. */
  int depth;

  /**
   * The instruction that opened it, counted from the function's first; -1 for the function's own.
   */
  int opener = -1;

  /**
   * Whether at its label all operands are in the frame: so it is with blocks that are in more than
   * one method.
   */
  boolean inFrame;

  /** What a try protects and how; null for other blocks. */
  Guard guard;

  Block(Opcode opcode, String parameters, String results, int height) {
    this.opcode = opcode;
    this.parameters = parameters;
    this.results = results;
    this.height = height;
  }

  /** The kinds that a branch to the block takes along. */
  String carried() {
    return opcode == Opcode.LOOP ? parameters : results;
  }
}
