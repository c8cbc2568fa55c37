package dev.pithos.compiler.emit;

import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.UnsupportedModuleException;
import dev.pithos.compiler.lower.Code;
import dev.pithos.compiler.lower.LoweredFunction;
import dev.pithos.compiler.module.Instruction;
import dev.pithos.compiler.module.Module;
import dev.pithos.compiler.module.Opcode;
import dev.pithos.compiler.module.Shape.Family;
import dev.pithos.compiler.plan.Kind;
import dev.pithos.compiler.plan.MethodRef;
import dev.pithos.compiler.plan.ModulePlan;
import dev.pithos.compiler.plan.Signature;
import dev.pithos.runtime.MemoryShape;
import java.util.Arrays;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * One function to one method. Goes through the lowered code and hands each instruction to its
 * family's emitter; keeps what they share: the operand stack's kinds, the locals, the frames.
 *
 * <p>Locals of the method: parameters, the instance, the other wasm locals, one byte[] for each
 * memory that the function uses, and above them temporaries that live within one instruction.
 */
final class FunctionEmitter {
  /** Operand stack slots that the sequences for single instructions need beyond their operands. */
  private static final int STACK_SLACK = 10;

  final ModulePlan plan;
  final Module module;
  final CompilerOptions options;
  final LoweredFunction function;
  final Signature signature;
  final OperandStack stack = new OperandStack();
  final Instruction instruction = new Instruction();
  private final Instruction lookahead = new Instruction();
  CodeWriter out;

  /** Whether the code being emitted can be reached. */
  boolean reachable = true;

  private final ControlEmitter control;
  private final ExceptionEmitter exceptions;
  private final CallEmitter calls;
  private final VariableEmitter variables;
  private final NumericEmitter numbers;
  private final MemoryEmitter memories;
  private final TableEmitter tables;
  private final ReferenceEmitter references;
  private final AggregateEmitter aggregates;
  private final VectorEmitter vectors;
  private final VectorMemoryEmitter vectorMemories;
  private final WideEmitter wides;
  private final AtomicEmitter atomics;

  private final int[] localSlots;
  private final char[] localKinds;
  private int instanceLocal;

  /** What a leaving function's body was given; -1 in others. */
  private int budgetLocal = -1;

  private final int[] memoryLocals = new int[Long.SIZE];
  private int firstTemporary;
  private int nextTemporary;
  private int mostLocals;

  private Object[] frameLocals;
  private int frameLocalCount;

  /** How much of the frames' locals is there when the method is entered. */
  private int parameterCount;

  private Object[] frameStack = new Object[32];

  /** The position after the current instruction. */
  private int next;

  FunctionEmitter(ModulePlan plan, CompilerOptions options, LoweredFunction function) {
    this.plan = plan;
    this.module = plan.module();
    this.options = options;
    this.function = function;
    this.signature = Signature.of(function.type, plan.className());
    localSlots = new int[function.locals.length];
    localKinds = new char[function.locals.length];
    control = new ControlEmitter(this);
    exceptions = new ExceptionEmitter(this);
    calls = new CallEmitter(this);
    variables = new VariableEmitter(this);
    numbers = new NumericEmitter(this);
    memories = new MemoryEmitter(this);
    tables = new TableEmitter(this);
    references = new ReferenceEmitter(this);
    aggregates = new AggregateEmitter(this);
    vectors = new VectorEmitter(this);
    vectorMemories = new VectorMemoryEmitter(this, memories, vectors);
    wides = new WideEmitter(this);
    atomics = new AtomicEmitter(this, memories);
  }

  /** Emits the function as a static method of the class. */
  void emit(ClassWriter owner, MethodRef method) {
    emit(
        CodeWriter.method(
            owner, Opcodes.ACC_STATIC, method.name(), method.signature().descriptor()));
  }

  private void emit(CodeWriter writer) {
    out = writer;
    layOutLocals();
    prologue();
    control.openFunction();
    Code code = function.code;
    for (int position = 0; position < code.length(); position = next) {
      next = code.read(position, instruction);
      nextTemporary = firstTemporary;
      instruction();
    }
    out.end(stack.mostSlots() + STACK_SLACK, mostLocals);
  }

  private void instruction() {
    Family family = instruction.opcode.shape().family();
    switch (family) {
      case CONTROL -> control.emit(instruction);
      case EXCEPTION -> exceptions.emit(instruction);
      case CALL -> calls.emit(instruction);
      case PARAMETRIC, VARIABLE -> variables.emit(instruction);
      case CONSTANT, COMPARE, NUMERIC -> numbers.emit(instruction);
      case LOAD, STORE, MEMORY -> memories.emit(instruction);
      case TABLE -> tables.emit(instruction);
      case REFERENCE -> references.emit(instruction);
      case AGGREGATE -> aggregates.emit(instruction);
      case VECTOR -> vectors.emit(instruction);
      case VECTOR_MEMORY -> vectorMemories.emit(instruction);
      case ATOMIC -> atomics.emit(instruction);
      case WIDE -> wides.emit(instruction.opcode);
      default -> throw unsupported();
    }
  }

  /** For what no emitter knows yet. */
  UnsupportedModuleException unsupported() {
    return new UnsupportedModuleException(
        "unsupported instruction " + instruction.opcode.mnemonic(),
        "function " + plan.descriptor().functionName(function.index),
        instruction.offset);
  }

  // ---- locals

  private void layOutLocals() {
    int parameters = function.type.parameters().size();
    int next = 0;
    for (int i = 0; i < localKinds.length; i++) {
      localKinds[i] = Kind.of(function.locals[i]);
    }
    boolean leaving = plan.tailCalls().leaves(function.index);
    if (signature.spilled()) {
      next = 1;
      budgetLocal = leaving ? next++ : -1;
      instanceLocal = next++;
      for (int i = 0; i < localKinds.length; i++) {
        localSlots[i] = next;
        next += Kind.slots(localKinds[i]);
      }
    } else {
      for (int i = 0; i < parameters; i++) {
        localSlots[i] = next;
        next += Kind.slots(localKinds[i]);
      }
      budgetLocal = leaving ? next++ : -1;
      instanceLocal = next++;
      for (int i = parameters; i < localKinds.length; i++) {
        localSlots[i] = next;
        next += Kind.slots(localKinds[i]);
      }
    }
    for (int memory = 0; memory < Long.SIZE; memory++) {
      memoryLocals[memory] = usesMemory(memory) ? next++ : -1;
    }
    firstTemporary = next;
    nextTemporary = next;
    mostLocals = next;
    buildFrameLocals();
  }

  private boolean usesMemory(int memory) {
    return (function.memories >>> memory & 1) != 0;
  }

  private void buildFrameLocals() {
    frameLocals = new Object[2 * localKinds.length + Long.SIZE + 4];
    int parameters = function.type.parameters().size();
    int at = 0;
    int carried = signature.spilled() ? 0 : parameters;
    if (signature.spilled()) {
      frameLocals[at++] = Signature.BUFFER;
    }
    for (int i = 0; i < carried; i++) {
      at = CodeWriter.frameTypes(localKinds[i], frameLocals, at);
    }
    if (budgetLocal >= 0) {
      frameLocals[at++] = Opcodes.INTEGER;
    }
    frameLocals[at++] = plan.className();
    parameterCount = at;
    for (int i = carried; i < localKinds.length; i++) {
      at = CodeWriter.frameTypes(localKinds[i], frameLocals, at);
    }
    for (int memory = 0; memory < Long.SIZE; memory++) {
      if (usesMemory(memory)) {
        frameLocals[at++] = contentsClass(memory);
      }
    }
    frameLocalCount = at;
  }

  /** Everything that the frames say is there, and the first look for an interruption. */
  private void prologue() {
    int parameters = function.type.parameters().size();
    if (budgetLocal >= 0) {
      Label stay = new Label();
      loadBudget();
      out.jump(Opcodes.IFGE, stay);
      calls.tails().leaveAtOnce();
      out.label(stay);
      out.frame(frameLocals, parameterCount, frameStack, 0);
    }
    if (signature.spilled()) {
      int position = 0;
      for (int i = 0; i < parameters; i++) {
        BufferCode.get(out, 0, position, localKinds[i], null);
        out.store(localKinds[i], localSlots[i]);
        position += Kind.positions(localKinds[i]);
      }
    }
    for (int i = parameters; i < localKinds.length; i++) {
      out.zero(localKinds[i]);
      out.store(localKinds[i], localSlots[i]);
    }
    loadMemories(true);
    if (options.interruptible() && (function.callees.length > 0 || function.mayGrowMemory)) {
      poll();
    }
  }

  /** Looks whether the guest was asked to stop. */
  void poll() {
    loadInstance();
    out.support("Calls", "poll", "(Ldev/pithos/runtime/Instance;)V");
  }

  /** Pushes how many tail calls may still be plain calls. */
  void loadBudget() {
    out.load('I', budgetLocal);
  }

  void loadInstance() {
    out.load('A', instanceLocal);
  }

  int instanceLocal() {
    return instanceLocal;
  }

  int localSlot(int local) {
    return localSlots[local];
  }

  char localKind(int local) {
    return localKinds[local];
  }

  /** The local that holds the memory's bytes. */
  int memoryLocal(int memory) {
    return memoryLocals[memory];
  }

  /** Fetches the memories' bytes again: a memory that grew has a new array. */
  void reloadMemories() {
    loadMemories(false);
  }

  /** Fetches what holds the memories' bytes, which is another object later only for flat ones. */
  private void loadMemories(boolean all) {
    for (int memory = 0; memory < Long.SIZE; memory++) {
      if (usesMemory(memory)) {
        boolean flat = memories.shape(memory) == MemoryShape.FLAT;
        if (all || flat) {
          loadMemory(memory);
          out.field(
              Opcodes.GETFIELD,
              "dev/pithos/runtime/Memory",
              flat ? "bytes" : "chunks",
              MemoryEmitter.contentsType(memories.shape(memory)));
          out.store('A', memoryLocals[memory]);
        }
      }
    }
  }

  /** Pushes a defined type: [] -> [DefinedType] */
  void loadType(int type) {
    loadInstance();
    out.field(
        Opcodes.GETFIELD,
        "dev/pithos/runtime/Instance",
        "types",
        "[Ldev/pithos/runtime/DefinedType;");
    out.constant(type);
    out.op(Opcodes.AALOAD);
  }

  private String contentsClass(int memory) {
    return memories.shape(memory) == MemoryShape.FLAT ? "[B" : "dev/pithos/runtime/ChunkedMemory";
  }

  /** Pushes the Memory object. */
  void loadMemory(int memory) {
    loadInstance();
    out.field(
        Opcodes.GETFIELD,
        plan.className(),
        plan.memoryField(memory),
        "Ldev/pithos/runtime/Memory;");
  }

  /** Pushes the Table object. */
  void loadTable(int table) {
    loadInstance();
    out.field(
        Opcodes.GETFIELD, plan.className(), plan.tableField(table), "Ldev/pithos/runtime/Table;");
  }

  /** A local for a value of the kind, until the end of the current instruction. */
  int temporary(char kind) {
    int local = nextTemporary;
    nextTemporary += Kind.slots(kind);
    mostLocals = Math.max(mostLocals, nextTemporary);
    return local;
  }

  // ---- locals that live longer than an instruction, and are in frames

  /**
   * A local for a value until {@link #release}: for the first thing that an instruction allocates.
   *
   * @param type what frames say of it, where the kind is a reference
   */
  int keep(char kind, String type) {
    int local = firstTemporary;
    firstTemporary += Kind.slots(kind);
    nextTemporary = firstTemporary;
    mostLocals = Math.max(mostLocals, firstTemporary);
    if (frameLocalCount + 2 > frameLocals.length) {
      frameLocals = Arrays.copyOf(frameLocals, 2 * frameLocals.length);
    }
    int at = frameLocalCount;
    frameLocalCount = CodeWriter.frameTypes(kind, frameLocals, at);
    if (kind == 'A') {
      frameLocals[at] = type;
    }
    return local;
  }

  /** What {@link #release} goes back to. */
  Kept kept() {
    return new Kept(firstTemporary, frameLocalCount);
  }

  /** Where the kept locals end. */
  record Kept(int locals, int frameLocals) {}

  /** Gives back all locals kept since. */
  void release(Kept kept) {
    if (kept.locals() < firstTemporary) {
      // The locals of a frame given here are not those of the frames that follow.
      out.endFrame();
    }
    firstTemporary = kept.locals();
    nextTemporary = firstTemporary;
    frameLocalCount = kept.frameLocals();
  }

  // ---- frames and lines

  /** A frame with the locals and the operand stack as they are now. */
  void frame() {
    int count = 0;
    for (int i = 0; i < stack.size(); i++) {
      if (count + 2 > frameStack.length) {
        frameStack = Arrays.copyOf(frameStack, 2 * frameStack.length);
      }
      count = CodeWriter.frameTypes(stack.kind(i), frameStack, count);
    }
    out.frame(frameLocals, frameLocalCount, frameStack, count);
  }

  /** A frame with nothing but an exception on the operand stack. */
  void handlerFrame(String exception) {
    out.frame(frameLocals, frameLocalCount, new Object[] {exception}, 1);
  }

  /** Places a label that something jumps to, with its frame. */
  void place(Label label) {
    out.label(label);
    frame();
  }

  /** Ties what follows to the current instruction's offset in the body. */
  void line() {
    out.line(instruction.offset - function.bodyOffset);
  }

  // ---- looking ahead, for instructions that are better together

  /** The opcode of the instruction after the current one. */
  Opcode peek() {
    return next < function.code.length() ? function.code.opcode(next) : null;
  }

  /** The opcode after that. */
  Opcode peekAfterNext() {
    Code code = function.code;
    int after = next < code.length() ? code.read(next, lookahead) : next;
    return after < code.length() ? code.opcode(after) : null;
  }

  /** Moves on to the next instruction, which the current emitter takes along. */
  void advance() {
    next = function.code.read(next, instruction);
  }

  ControlEmitter control() {
    return control;
  }

  ExceptionEmitter exceptions() {
    return exceptions;
  }
}
