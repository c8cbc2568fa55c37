package dev.pithos.compiler.emit;

import dev.pithos.compiler.module.Instruction;
import dev.pithos.compiler.module.Opcode;
import dev.pithos.compiler.plan.Kind;
import dev.pithos.compiler.plan.MethodRef;
import dev.pithos.compiler.plan.ModulePlan;
import dev.pithos.runtime.MemoryShape;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Loads, stores, and whole ranges of memory. */
final class MemoryEmitter {
  private static final String MEMORY = "Ldev/pithos/runtime/Memory;";
  private static final String INSTANCE = "Ldev/pithos/runtime/Instance;";

  /** The kinds of what is loaded and stored; the helpers' descriptors are in this order. */
  private static final String NUMBERS = "IJFD";

  private static final String[] LOADS = descriptors("(I[B)", "");
  private static final String[] LOADS_WITH_OFFSET = descriptors("(II[B)", "");
  private static final String[] STORES = descriptors("(I", "[B)V");
  private static final String[] STORES_WITH_OFFSET = descriptors("(I", "I[B)V");
  private static final String[] MARKED_STORES = descriptors("(I", "I[B" + INSTANCE + ")V");

  private final FunctionEmitter function;
  private final OperandStack stack;

  MemoryEmitter(FunctionEmitter function) {
    this.function = function;
    this.stack = function.stack;
  }

  /** A descriptor for each kind of number, with what is before and after it. */
  private static String[] descriptors(String before, String after) {
    String[] descriptors = new String[NUMBERS.length()];
    for (int i = 0; i < descriptors.length; i++) {
      descriptors[i] = before + NUMBERS.charAt(i) + after;
    }
    return descriptors;
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
    int local = baseOf(stack.size() - 1, instruction);
    if (local != OperandStack.NO_LOCAL
        && function.addressFacts().isNatural(local)
        && instruction.addressOffset != 0) {
      function.out.constant((int) instruction.addressOffset);
      function.out.op(Opcodes.IADD);
      load(instruction.opcode, instruction.memory, 0);
    } else {
      load(instruction.opcode, instruction.memory, instruction.addressOffset);
    }
    if (local != OperandStack.NO_LOCAL) {
      function.addressFacts().accessed(local);
    }
    stack.pop();
    stack.pushAll(instruction.opcode.shape().results());
  }

  /**
   * The local that is the address of an access, or none where it is another, or that of a memory
   * whose accesses tell nothing of their addresses' signs.
   */
  private int baseOf(int operand, Instruction instruction) {
    return stack.addend(operand) == 0
            && !is64(instruction.memory)
            && shape(instruction.memory) == MemoryShape.FLAT
            && Long.compareUnsigned(instruction.addressOffset, Integer.MAX_VALUE) <= 0
        ? stack.local(operand)
        : OperandStack.NO_LOCAL;
  }

  /** [address value] -> [] */
  private void store(Instruction instruction) {
    int address = stack.size() - 2;
    int local = baseOf(address, instruction);
    if (function.plan.marksStores()) {
      markedStore(instruction, address);
    } else {
      store(instruction.opcode, instruction.memory, instruction.addressOffset);
    }
    if (local != OperandStack.NO_LOCAL) {
      function.addressFacts().accessed(local);
    }
    stack.pop(2);
  }

  /** A store, and the look at the lowest one unless an earlier one is enough. */
  private void markedStore(Instruction instruction, int address) {
    int local = stack.local(address);
    int addend = stack.addend(address);
    long offset = instruction.addressOffset;
    if (local == OperandStack.NO_LOCAL
        || addend < 0
        || Long.compareUnsigned(offset, AddressFacts.NEAR) >= 0
        || addend >= AddressFacts.NEAR) {
      store(instruction.opcode, instruction.memory, offset);
      return;
    }
    AddressFacts facts = function.addressFacts();
    plainStore(instruction.opcode, 0, offset);
    if (!facts.covers(local)) {
      // The look is at the local itself, or its base: stores above it need none then. Not all
      // methods of a function of several have all locals.
      int lowest = function.split == null ? facts.base(local) : local;
      function.loadLocal(lowest);
      function.loadInstance();
      function.out.support("MarkedStores", "mark", "(I" + INSTANCE + ")V");
      facts.looked(lowest);
    }
  }

  /** How the memory holds its bytes. */
  MemoryShape shape(int memory) {
    return MemoryShape.of(function.module.memories.get(memory));
  }

  /** The descriptor of what holds the bytes of a memory of the shape. */
  static String contentsType(MemoryShape shape) {
    return shape == MemoryShape.FLAT ? "[B" : "Ldev/pithos/runtime/ChunkedMemory;";
  }

  /** The code of a load: [address] -> [value] */
  void load(Opcode opcode, int memory, long addressOffset) {
    if (shape(memory) == MemoryShape.CHUNKED) {
      longAddress(memory, addressOffset);
      pushContents(memory);
      chunked(opcode, "(J", opcode.shape().results());
      return;
    }
    boolean offset = effectiveAddress(memory, addressOffset);
    pushContents(memory);
    String[] descriptors = offset ? LOADS_WITH_OFFSET : LOADS;
    function.out.support(
        "MemoryAccess",
        HelperNames.of(opcode),
        descriptors[NUMBERS.indexOf(opcode.shape().results())]);
  }

  /** The code of a store: [address value] -> [] */
  void store(Opcode opcode, int memory, long addressOffset) {
    char value = opcode.shape().parameters().charAt(1);
    if (shape(memory) == MemoryShape.CHUNKED) {
      int local = function.temporary(value);
      function.out.store(value, local);
      longAddress(memory, addressOffset);
      function.out.load(value, local);
      pushContents(memory);
      chunked(opcode, "(J" + Kind.descriptor(value), "V");
      return;
    }
    if (function.plan.marksStores()) {
      markedStore(opcode, value, addressOffset);
      return;
    }
    plainStore(opcode, memory, addressOffset);
  }

  /** A store to a flat memory that is not marked: [address value] -> [] */
  private void plainStore(Opcode opcode, int memory, long addressOffset) {
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
    pushContents(memory);
    String[] descriptors = offset ? STORES_WITH_OFFSET : STORES;
    function.out.support(
        "MemoryAccess", HelperNames.of(opcode), descriptors[NUMBERS.indexOf(value)]);
  }

  /** A store that keeps the instance's lowest one: [address value] -> [] */
  private void markedStore(Opcode opcode, char value, long addressOffset) {
    CodeWriter out = function.out;
    if (addressOffset > Integer.MAX_VALUE) {
      int local = function.temporary(value);
      out.store(value, local);
      effectiveAddress(0, addressOffset);
      out.load(value, local);
      out.constant(0);
    } else {
      out.constant((int) addressOffset);
    }
    pushContents(0);
    function.loadInstance();
    out.support("MarkedStores", HelperNames.of(opcode), MARKED_STORES[NUMBERS.indexOf(value)]);
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

  private void chunked(Opcode opcode, String arguments, String result) {
    function.out.support(
        "ChunkedAccess",
        HelperNames.of(opcode),
        arguments + contentsType(MemoryShape.CHUNKED) + ")" + result);
  }

  /** Makes the address on top a long with the offset in it: [address] -> [long] */
  void longAddress(int memory, long offset) {
    function.out.constant(offset);
    function.out.support("ChunkedAccess", "effective", is64(memory) ? "(JJ)J" : "(IJ)J");
  }

  /** Pushes what holds the memory's bytes: [] -> [contents] */
  void pushContents(int memory) {
    if (function.keepsMemory(memory)) {
      function.out.load('A', function.memoryLocal(memory));
      return;
    }
    function.loadMemory(memory);
    if (shape(memory) == MemoryShape.FLAT) {
      function.out.support("MemoryAccess", "bytes", "(" + MEMORY + ")[B");
    } else {
      function.out.support(
          "ChunkedAccess", "chunks", "(" + MEMORY + ")" + contentsType(MemoryShape.CHUNKED));
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
        out.support("MemoryBulk", "size", "(" + MEMORY + ")J");
        if (!is64(index)) {
          out.op(Opcodes.L2I);
        }
        stack.push(is64(index) ? 'J' : 'I');
      }
      case MEMORY_GROW -> {
        // [delta] -> [pages before, or -1]
        stack.touch(stack.size() - 1);
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

  /** (target, source, length, instance) -> target: copies, or leaves it to the function's body */
  static void copyEntry(ModulePlan plan, ClassWriter owner, int function) {
    MethodRef method = plan.method(function);
    CallFrame frame = new CallFrame(method.signature(), plan.className());
    CodeWriter out = frame.method(owner, method.name());
    Label body = new Label();
    frame.loadArguments(out);
    out.load('A', frame.instance);
    out.field(Opcodes.GETFIELD, plan.className(), plan.memoryField(0), MEMORY);
    out.support("MemoryBulk", "copied", "(III" + MEMORY + ")Z");
    out.jump(Opcodes.IFEQ, body);
    out.load('I', 0);
    out.returnValue('I');
    out.label(body);
    frame.emit(out);
    frame.loadArguments(out);
    out.load('A', frame.instance);
    out.call(plan.body(function));
    out.returnValue('I');
    out.end(frame.end, frame.end);
  }
}
