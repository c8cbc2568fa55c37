package dev.pithos.compiler.validate;

import dev.pithos.compiler.module.Instruction;

/** Takes the instructions of a body in order, each after it has passed validation. */
@FunctionalInterface
public interface InstructionSink {
  /** Takes one; the object is filled again for the next. */
  void accept(Instruction instruction);
}
