package dev.pithos.compiler.emit;

import dev.pithos.compiler.module.Instruction;
import dev.pithos.compiler.module.Opcode;
import dev.pithos.compiler.module.Shape;
import dev.pithos.runtime.MemoryShape;
import org.objectweb.asm.Opcodes;

/**
 * Atomic instructions: helpers that take the effective address and all numbers as longs, and the
 * log2 of the bytes that they access.
 */
final class AtomicEmitter {
  private static final String INSTANCE = "Ldev/pithos/runtime/Instance;";

  private final FunctionEmitter function;
  private final MemoryEmitter memories;

  AtomicEmitter(FunctionEmitter function, MemoryEmitter memories) {
    this.function = function;
    this.memories = memories;
  }

  void emit(Instruction instruction) {
    Opcode opcode = instruction.opcode;
    Shape shape = opcode.shape();
    function.line();
    function.stack.pop(shape.parameters().length());
    switch (opcode) {
      case ATOMIC_FENCE -> function.out.support("ChunkedAtomics", "fence", "()V");
      case MEMORY_ATOMIC_NOTIFY -> {
        operands(instruction, "I");
        memories.pushContents(instruction.memory);
        helper(instruction, "notify", "(JI", ")I");
      }
      case MEMORY_ATOMIC_WAIT32, MEMORY_ATOMIC_WAIT64 -> {
        operands(instruction, "JJ");
        function.out.constant(shape.alignment());
        memories.pushContents(instruction.memory);
        function.loadInstance();
        helper(instruction, "await", "(JJJI", INSTANCE + ")I");
      }
      default -> access(instruction);
    }
    function.stack.pushAll(shape.results());
  }

  /** [address numbers] -> [number before, or nothing for a store] */
  private void access(Instruction instruction) {
    Shape shape = instruction.opcode.shape();
    String numbers = "J".repeat(shape.parameters().length() - 1);
    operands(instruction, numbers);
    function.out.constant(shape.alignment());
    memories.pushContents(instruction.memory);
    boolean result = !shape.results().isEmpty();
    helper(instruction, operation(instruction.opcode), "(J" + numbers + "I", result ? ")J" : ")V");
    if (function.plan.marksStores()) {
      function.loadInstance();
      function.out.support("MarkedStores", "anywhere", "(" + INSTANCE + ")V");
    }
    if (shape.results().equals("I")) {
      function.out.op(Opcodes.L2I);
    }
  }

  /** What i64.atomic.rmw32.cmpxchg_u does: cmpxchg; loads and stores have their width there. */
  private static String operation(Opcode opcode) {
    String mnemonic = opcode.mnemonic();
    String last = mnemonic.substring(mnemonic.lastIndexOf('.') + 1);
    return last.replaceAll("\\d|_u", "");
  }

  /** [address numbers] -> [effective address as a long, numbers as the kinds say] */
  private void operands(Instruction instruction, String kinds) {
    CodeWriter out = function.out;
    String parameters = instruction.opcode.shape().parameters();
    int[] locals = new int[kinds.length()];
    for (int i = locals.length - 1; i >= 0; i--) {
      char kind = parameters.charAt(i + 1);
      locals[i] = function.temporary(kind);
      out.store(kind, locals[i]);
    }
    memories.longAddress(instruction.memory, instruction.addressOffset);
    for (int i = 0; i < locals.length; i++) {
      char kind = parameters.charAt(i + 1);
      out.load(kind, locals[i]);
      if (kind == 'I' && kinds.charAt(i) == 'J') {
        Widening.top(out);
      }
    }
  }

  private void helper(Instruction instruction, String name, String arguments, String rest) {
    MemoryShape shape = memories.shape(instruction.memory);
    function.out.support(
        shape == MemoryShape.FLAT ? "Atomics" : "ChunkedAtomics",
        name,
        arguments + MemoryEmitter.contentsType(shape) + rest);
  }
}
