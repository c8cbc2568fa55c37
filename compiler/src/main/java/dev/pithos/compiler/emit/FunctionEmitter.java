package dev.pithos.compiler.emit;

import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.UnsupportedModuleException;
import dev.pithos.compiler.lower.LoweredFunction;
import dev.pithos.compiler.module.Instruction;
import dev.pithos.compiler.module.Module;
import dev.pithos.compiler.module.Opcode;
import dev.pithos.compiler.module.Shape.Family;
import dev.pithos.compiler.plan.CodeMap;
import dev.pithos.compiler.plan.FramePlan;
import dev.pithos.compiler.plan.Kind;
import dev.pithos.compiler.plan.MethodRef;
import dev.pithos.compiler.plan.ModulePlan;
import dev.pithos.compiler.plan.Part;
import dev.pithos.compiler.plan.Signature;
import dev.pithos.runtime.MemoryShape;
import java.util.Arrays;
import java.util.Map;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * A function's code to one method. Goes through the lowered code and hands each instruction to its
 * family's emitter; keeps what they share: the operand stack's kinds, the locals, the frames. Also
 * one method of a function that has several: see {@link PartEmitter}.
 */
final class FunctionEmitter {
  /** Operand stack slots that the sequences for single instructions need beyond their operands. */
  private static final int STACK_SLACK = 10;

  /** HotSpot inlines methods that are called often up to 325 bytes (-XX:FreqInlineSize). */
  private static final int NEVER_INLINED = 326;

  private static final String MEMORY = "Ldev/pithos/runtime/Memory;";
  private static final String TABLE = "Ldev/pithos/runtime/Table;";

  final ModulePlan plan;
  private AddressFacts facts;
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

  private final char[] localKinds;
  LocalLayout layout;

  /** What a method of a function of several takes; null in a function that is one method. */
  PartEmitter split;

  private Object[] frameStack = new Object[32];

  /** The position after the current instruction, and where the method's code ends. */
  private int next;

  private int end;

  /** The current instruction, counted from the function's first. */
  private int number;

  /** Whether each instruction stands for itself, as where another method may begin. */
  private boolean single;

  FunctionEmitter(ModulePlan plan, CompilerOptions options, LoweredFunction function) {
    this.plan = plan;
    this.module = plan.module();
    this.options = options;
    this.function = function;
    this.signature = Signature.of(function.type, plan.className());
    localKinds = new char[function.locals.length];
    for (int i = 0; i < localKinds.length; i++) {
      localKinds[i] = Kind.of(function.locals[i]);
    }
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

  /**
   * Emits the function as a static method of the class.
   *
   * @return bytes of code, at most
   */
  int emit(ClassWriter owner, MethodRef method) {
    layout = LocalLayout.ofFunction(plan, this, null, function.memories);
    return whole(method(owner, method), Integer.MAX_VALUE);
  }

  /** Whether the function's code comes to this many bytes at most as one method. */
  boolean fits(int bytes) {
    layout = LocalLayout.ofFunction(plan, this, null, function.memories);
    return whole(CodeWriter.dryRun(), bytes) <= bytes;
  }

  /** What the function's code comes to, instruction for instruction. */
  CodeMap map() {
    single = true;
    facts = new AddressFacts(function, true);
    layout = LocalLayout.ofFunction(plan, this, null, function.memories);
    begin(CodeWriter.dryRun(), 0, function.code.length());
    control.openFunction();
    CodeMap map = new CodeMap(function.code);
    for (int position = 0; position < end; position = next) {
      read(position);
      int before = out.size();
      // What becomes of the stack at the end of an arm depends on the block alone.
      Opcode opcode = instruction.opcode;
      boolean closes = CodeMap.isSeparator(opcode) || CodeMap.isEnd(opcode);
      int height = closes ? control.block(0).height : stack.size();
      stack.watch();
      instruction();
      int lowest = closes ? height : stack.lowest();
      map.add(
          position, out.size() - before, lowest, reachable ? stack.above(lowest) : "", reachable);
    }
    map.close();
    return map;
  }

  /**
   * Emits one method of a function of several: the function's own, or a part's.
   *
   * @param operands for each part called so far, what it finds on the operand stack
   * @return bytes of code, at most
   */
  int emit(ClassWriter owner, FramePlan frame, Part part, Map<Part, String> operands) {
    split = new PartEmitter(this, frame, part, operands);
    facts = new AddressFacts(function, false);
    CodeMap map = frame.map();
    CodeWriter writer = method(owner, part.method);
    long memories = part.parts.isEmpty() ? map.memories(part.from, part.to) : 0;
    if (split.isFunction()) {
      layout = LocalLayout.ofFunction(plan, this, frame, memories);
      begin(writer, 0, function.code.length());
      prologue();
      control.openFunction();
    } else {
      layout = LocalLayout.ofPart(plan, this, frame, part, memories);
      begin(writer, map.position(part.from), map.position(part.to));
      split.enterPart();
      loadMemories(true);
    }
    number = part.from;
    if (part.labels > 0) {
      split.enterAtLabels();
      facts.entered(part.labels);
    }
    for (int position = map.position(number); position < end; position = next) {
      Part callee = split.partAt(number);
      if (callee != null) {
        layout.nextInstruction();
        split.call(callee);
        facts.forget();
        facts.left(callee.labels);
        number = callee.to;
        next = map.position(number);
      } else {
        read(position);
        prepare();
        instruction();
        number++;
      }
    }
    split.finish();
    return finish();
  }

  private static CodeWriter method(ClassWriter owner, MethodRef method) {
    return CodeWriter.method(
        owner, Opcodes.ACC_STATIC, method.name(), method.signature().descriptor());
  }

  private void begin(CodeWriter writer, int position, int to) {
    out = writer;
    next = position;
    end = to;
  }

  /** Emits the function's code to one method; what exceeds the bytes ends early. */
  private int whole(CodeWriter writer, int bytes) {
    facts = new AddressFacts(function, false);
    begin(writer, 0, function.code.length());
    prologue();
    control.openFunction();
    for (int position = 0; position < end && out.size() <= bytes; position = next) {
      read(position);
      instruction();
    }
    return finish();
  }

  private int finish() {
    if (!out.isDryRun() && !isPart() && plan.isApart(function)) {
      out.padTo(NEVER_INLINED);
    }
    out.end(stack.mostSlots() + STACK_SLACK, layout.most());
    return out.size();
  }

  private void read(int position) {
    next = function.code.read(position, instruction);
    layout.nextInstruction();
  }

  /**
   * Whether this is to find out what each instruction comes to, in a function of several methods.
   */
  boolean countsSingly() {
    return single;
  }

  /** Takes what the instruction needs out of the frame; control does so by itself. */
  private void prepare() {
    switch (instruction.opcode.shape().family()) {
      case CONTROL -> {}
      case EXCEPTION -> {
        if (instruction.opcode == Opcode.THROW || instruction.opcode == Opcode.THROW_REF) {
          split.prepare(number);
        }
      }
      default -> split.prepare(number);
    }
  }

  /** What accesses of the method that is emitted know of each other. */
  AddressFacts addressFacts() {
    return facts;
  }

  private void instruction() {
    facts.before(instruction);
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

  /** Everything that the frames say is there, and the first look for an interruption. */
  private void prologue() {
    int parameters = function.type.parameters().size();
    if (layout.hasBudget()) {
      Label stay = new Label();
      loadBudget();
      out.jump(Opcodes.IFGE, stay);
      calls.tails().leaveAtOnce();
      out.label(stay);
      out.frame(layout.frame(), layout.parameterCount(), frameStack, 0);
    }
    if (split != null) {
      split.enterFunction(signature.spilled() ? 0 : parameters);
    }
    if (signature.spilled()) {
      int position = 0;
      for (int i = 0; i < parameters; i++) {
        BufferCode.get(out, 0, position, localKinds[i], null);
        storeLocal(i);
        position += Kind.positions(localKinds[i]);
      }
    }
    for (int i = parameters; i < localKinds.length; i++) {
      if (layout.has(i)) {
        out.zero(localKinds[i]);
        storeLocal(i);
      }
    }
    loadMemories(true);
    if (options.interruptible() && plan.polls(function)) {
      loadInstance();
      out.support("Calls", "enter", "(Ldev/pithos/runtime/Instance;)V");
    }
  }

  /** Looks whether the guest was asked to stop. */
  void poll() {
    loadInstance();
    out.support("Calls", "poll", "(Ldev/pithos/runtime/Instance;)V");
  }

  /** Pushes how many tail calls may still be plain calls. */
  void loadBudget() {
    if (isPart()) {
      split.loadBudget();
    } else {
      out.load('I', layout.budget());
    }
  }

  /** Whether the method is a part of a function, and not the function's own. */
  boolean isPart() {
    return split != null && !split.isFunction();
  }

  void loadInstance() {
    out.load('A', layout.instance());
  }

  /** [] -> [value] */
  void loadLocal(int local) {
    if (layout.has(local)) {
      out.load(localKinds[local], layout.local(local));
    } else {
      split.frames().loadLocal(local);
    }
  }

  /** [value] -> [] */
  void storeLocal(int local) {
    if (layout.has(local)) {
      out.store(localKinds[local], layout.local(local));
    } else {
      split.frames().storeLocal(local);
    }
  }

  char localKind(int local) {
    return localKinds[local];
  }

  /** The kinds of all wasm locals. */
  char[] localKinds() {
    return localKinds;
  }

  /** Whether a local holds the memory's bytes. */
  boolean keepsMemory(int memory) {
    return memory < Long.SIZE && (layout.memories() >>> memory & 1) != 0;
  }

  /** The local that holds the memory's bytes. */
  int memoryLocal(int memory) {
    return layout.memory(memory);
  }

  /** Fetches the memories' bytes again: a memory that grew has a new array. */
  void reloadMemories() {
    loadMemories(false);
  }

  /** Fetches what holds the memories' bytes, which is another object later only for flat ones. */
  private void loadMemories(boolean all) {
    for (long rest = layout.memories(); rest != 0; rest &= rest - 1) {
      int memory = Long.numberOfTrailingZeros(rest);
      boolean flat = memories.shape(memory) == MemoryShape.FLAT;
      if (all || flat) {
        loadMemory(memory);
        out.field(
            Opcodes.GETFIELD,
            "dev/pithos/runtime/Memory",
            flat ? "bytes" : "chunks",
            MemoryEmitter.contentsType(memories.shape(memory)));
        out.store('A', layout.memory(memory));
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

  /** The class of what holds a memory's bytes. */
  String contentsClass(int memory) {
    return memories.shape(memory) == MemoryShape.FLAT ? "[B" : "dev/pithos/runtime/ChunkedMemory";
  }

  /** Pushes the Memory object. */
  void loadMemory(int memory) {
    loadInstance();
    if (memory < plan.memoryFields()) {
      out.field(Opcodes.GETFIELD, plan.className(), plan.memoryField(memory), MEMORY);
    } else {
      out.constant(memory);
      out.callVirtual("dev/pithos/runtime/Instance", "memory", "(I)" + MEMORY);
    }
  }

  /** Pushes the Table object. */
  void loadTable(int table) {
    loadInstance();
    if (table < plan.tableFields()) {
      out.field(Opcodes.GETFIELD, plan.className(), plan.tableField(table), TABLE);
    } else {
      out.constant(table);
      out.callVirtual("dev/pithos/runtime/Instance", "table", "(I)" + TABLE);
    }
  }

  /** Gives back all locals kept since. */
  void release(LocalLayout.Kept kept) {
    if (layout.release(kept)) {
      // The locals of a frame given here are not those of the frames that follow.
      out.endFrame();
    }
  }

  /** A local for a value of the kind, until the end of the current instruction. */
  int temporary(char kind) {
    return layout.temporary(kind);
  }

  // ---- frames and lines

  /** A frame with the locals and the operand stack as they are now. */
  void frame() {
    if (out.isDryRun()) {
      return;
    }
    int count = 0;
    for (int i = stack.inFrame(); i < stack.size(); i++) {
      if (count + 2 > frameStack.length) {
        frameStack = Arrays.copyOf(frameStack, 2 * frameStack.length);
      }
      count = CodeWriter.frameTypes(stack.kind(i), frameStack, count);
    }
    out.frame(layout.frame(), layout.frameCount(), frameStack, count);
  }

  /** A frame with nothing but an exception on the operand stack. */
  void handlerFrame(String exception) {
    out.frame(layout.frame(), layout.frameCount(), new Object[] {exception}, 1);
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
    return canTake(next, 1) ? function.code.opcode(next) : null;
  }

  /** The opcode after that. */
  Opcode peekAfterNext() {
    if (!canTake(next, 1)) {
      return null;
    }
    int after = function.code.read(next, lookahead);
    return canTake(after, 2) ? function.code.opcode(after) : null;
  }

  /** Whether an instruction that comes so many later can be taken along. */
  private boolean canTake(int position, int later) {
    return position < end && !single && (split == null || split.partAt(number + later) == null);
  }

  /** Moves on to the next instruction, which the current emitter takes along. */
  void advance() {
    next = function.code.read(next, instruction);
    number++;
  }

  /** The current instruction, counted from the function's first. */
  int number() {
    return number;
  }

  ControlEmitter control() {
    return control;
  }

  ExceptionEmitter exceptions() {
    return exceptions;
  }
}
