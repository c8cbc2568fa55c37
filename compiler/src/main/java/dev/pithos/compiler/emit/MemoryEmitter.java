package dev.pithos.compiler.emit;

import dev.pithos.compiler.module.Instruction;
import dev.pithos.compiler.module.Opcode;
import dev.pithos.compiler.plan.Kind;
import org.objectweb.asm.Opcodes;

/** Loads, stores, and whole ranges of memory. */
final class MemoryEmitter {
  private static final String MEMORY = "Ldev/pithos/runtime/Memory;";
  private static final String INSTANCE = "Ldev/pithos/runtime/Instance;";

  private final FunctionEmitter function;
  private final OperandStack stack;

  MemoryEmitter(FunctionEmitter function) {
    this.function = function;
    this.stack = function.stack;
  }

  void emit(Instruction instruction) {
    switch (instruction.opcode.shape().family()) {
      case LOAD -> load(instruction);
      case STORE -> store(instruction);
      default -> bulk(instruction);
    }
  }

  private boolean is64(int memory) {
    return function.module.memories.get(memory).is64();
  }

  /** What the memory's addresses are. */
  char addressKind(int memory) {
    return is64(memory) ? 'J' : 'I';
  }

  /** [address] -> [value] */
  private void load(Instruction instruction) {
    load(instruction.opcode, instruction.memory, instruction.addressOffset);
    stack.pop();
    stack.pushAll(instruction.opcode.shape().results());
  }

  /** [address value] -> [] */
  private void store(Instruction instruction) {
    store(instruction.opcode, instruction.memory, instruction.addressOffset);
    stack.pop(2);
  }

  /** The code of a load: [address] -> [value] */
  void load(Opcode opcode, int memory, long addressOffset) {
    boolean offset = effectiveAddress(memory, addressOffset);
    pushBytes(memory);
    function.out.support(
        "MemoryAccess",
        HelperNames.of(opcode),
        (offset ? "(II[B)" : "(I[B)") + opcode.shape().results());
  }

  /** The code of a store: [address value] -> [] */
  void store(Opcode opcode, int memory, long addressOffset) {
    char value = opcode.shape().parameters().charAt(1);
    boolean simple = !is64(memory) && Long.compareUnsigned(addressOffset, Integer.MAX_VALUE) <= 0;
    boolean offset = simple && addressOffset != 0;
    if (!simple) {
      int local = function.temporary(value);
      function.out.store(value, local);
      effectiveAddress(memory, addressOffset);
      function.out.load(value, local);
    } else if (offset) {
      function.out.constant((int) addressOffset);
    }
    pushBytes(memory);
    function.out.support(
        "MemoryAccess",
        HelperNames.of(opcode),
        "(I" + Kind.descriptor(value) + (offset ? "I[B)V" : "[B)V"));
  }

  /**
   * Makes the address on top an int: [address] -> [int] or, where true is returned, [int offset].
   */
  private boolean effectiveAddress(int memory, long offset) {
    CodeWriter out = function.out;
    if (Long.compareUnsigned(offset, Integer.MAX_VALUE) > 0) {
      // No memory of one array reaches so far.
      out.pop(addressKind(memory));
      out.constant(-1);
      return false;
    }
    if (is64(memory)) {
      out.constant(offset);
      out.support("MemoryAccess", "effective", "(JJ)I");
      return false;
    }
    if (offset != 0) {
      out.constant((int) offset);
      return true;
    }
    return false;
  }

  private void pushBytes(int memory) {
    if (memory < Long.SIZE) {
      function.out.load('A', function.memoryLocal(memory));
    } else {
      function.loadMemory(memory);
      function.out.support("MemoryAccess", "bytes", "(" + MEMORY + ")[B");
    }
  }

  private void bulk(Instruction instruction) {
    CodeWriter out = function.out;
    int index = instruction.index;
    function.line();
    switch (instruction.opcode) {
      case MEMORY_SIZE -> {
        // [] -> [pages]
        function.loadMemory(index);
        out.support("MemoryBulk", "size", "(" + MEMORY + ")I");
        if (is64(index)) {
          Widening.result(out);
        }
        stack.push(is64(index) ? 'J' : 'I');
      }
      case MEMORY_GROW -> {
        // [delta] -> [pages before, or -1]
        String type = is64(index) ? "J" : "I";
        function.loadMemory(index);
        out.support("MemoryBulk", "grow", "(" + type + MEMORY + ")" + type);
        function.reloadMemories();
      }
      case MEMORY_FILL -> {
        // [address value length] -> []
        String type = is64(index) ? "J" : "I";
        function.loadMemory(index);
        out.support("MemoryBulk", "fill", "(" + type + "I" + type + MEMORY + ")V");
        stack.pop(3);
      }
      case MEMORY_COPY -> copy(index, instruction.secondIndex);
      case MEMORY_INIT -> {
        // [target source length] -> []
        out.constant(index);
        function.loadMemory(instruction.secondIndex);
        function.loadInstance();
        String type = is64(instruction.secondIndex) ? "J" : "I";
        out.support("MemoryBulk", "init", "(" + type + "III" + MEMORY + INSTANCE + ")V");
        stack.pop(3);
      }
      default -> {
        out.constant(index);
        dropSegment(function, "dropData");
      }
    }
  }

  /** A segment's number is on the stack: [int] -> [] */
  static void dropSegment(FunctionEmitter function, String method) {
    function.loadInstance();
    function.out.op(Opcodes.SWAP);
    function.out.callVirtual("dev/pithos/runtime/Instance", method, "(I)V");
  }

  /** [target source length] -> [] */
  private void copy(int target, int source) {
    CodeWriter out = function.out;
    boolean wide = is64(target) || is64(source);
    if (wide) {
      Widening.lengths(function, is64(target), is64(source));
    }
    function.loadMemory(target);
    function.loadMemory(source);
    out.support("MemoryBulk", "copy", (wide ? "(JJJ" : "(III") + MEMORY + MEMORY + ")V");
    stack.pop(3);
  }
}
