package dev.pithos.compiler.emit;

import dev.pithos.compiler.plan.FramePlan;
import dev.pithos.compiler.plan.Kind;
import dev.pithos.compiler.plan.LocalPlan;
import dev.pithos.compiler.plan.ModulePlan;
import dev.pithos.compiler.plan.Part;
import dev.pithos.compiler.plan.Signature;
import java.util.Arrays;
import org.objectweb.asm.Opcodes;

/**
 * A method's JVM locals: what it is called with, the wasm locals that it keeps, what holds the
 * bytes of each memory that it uses, and above them temporaries that live within one instruction;
 * and what stack map frames say of them.
 */
final class LocalLayout {
  private static final int NONE = -1;

  private final String instanceClass;
  private final char[] kinds;
  private final int[] locals;
  private int instance;

  /** What a leaving function's body was given. */
  private int budget = NONE;

  private int entry = NONE;
  private int numbers = NONE;
  private int references = NONE;

  /** The memories whose bytes locals hold, and the first of those locals. */
  private long memories;

  private int firstMemory;
  private int firstTemporary;
  private int nextTemporary;
  private int most;

  private Object[] frame = new Object[32];
  private int frameCount;

  /** How much of the frames' locals is there when the method is entered. */
  private int parameterCount;

  private LocalLayout(String instanceClass, char[] kinds) {
    this.instanceClass = instanceClass;
    this.kinds = kinds;
    locals = new int[kinds.length];
    Arrays.fill(locals, NONE);
  }

  /**
   * For a function's method, with the locals that it keeps besides the parameters.
   *
   * @param split the function's frame, or null where one method is all of it
   */
  static LocalLayout ofFunction(
      ModulePlan plan, FunctionEmitter function, FramePlan split, long memories) {
    LocalLayout layout = new LocalLayout(plan.className(), function.localKinds());
    boolean spilled = function.signature.spilled();
    int parameters = function.function.type.parameters().size();
    if (spilled) {
      layout.add(Signature.BUFFER);
    } else {
      for (int i = 0; i < parameters; i++) {
        layout.addLocal(i);
      }
    }
    if (plan.tailCalls().leaves(function.function.index)) {
      layout.budget = layout.add(Opcodes.INTEGER);
    }
    layout.instance = layout.add(layout.instanceClass);
    layout.parameterCount = layout.frameCount;
    if (split == null) {
      for (int i = spilled ? 0 : parameters; i < layout.kinds.length; i++) {
        layout.addLocal(i);
      }
    } else {
      layout.addArrays(split);
      layout.addEntry(split.function());
      layout.addKept(split.function().locals);
    }
    layout.addMemories(memories, function);
    return layout;
  }

  /** For a part's method. */
  static LocalLayout ofPart(
      ModulePlan plan, FunctionEmitter function, FramePlan split, Part part, long memories) {
    LocalLayout layout = new LocalLayout(plan.className(), function.localKinds());
    layout.addArrays(split);
    layout.instance = layout.add(layout.instanceClass);
    if (part.labels > 0) {
      layout.addEntry(part);
      layout.parameterCount = layout.frameCount;
    } else {
      layout.parameterCount = layout.frameCount;
      layout.addEntry(part);
    }
    layout.addKept(part.locals);
    layout.addMemories(memories, function);
    return layout;
  }

  private void addArrays(FramePlan split) {
    numbers = add(FrameEmitter.NUMBERS);
    if (split.references() > 0) {
      references = add(FrameEmitter.REFERENCES);
    }
  }

  private void addEntry(Part part) {
    if (part.labels > 0 || part.parts.stream().anyMatch(inside -> inside.labels > 0)) {
      entry = add(Opcodes.INTEGER);
    }
  }

  private void addKept(LocalPlan plan) {
    for (int i = 0; i < plan.count(); i++) {
      int local = plan.local(i);
      if (locals[local] == NONE) {
        addLocal(local);
      }
    }
  }

  private void addMemories(long used, FunctionEmitter function) {
    memories = used;
    firstMemory = firstTemporary;
    for (long rest = used; rest != 0; rest &= rest - 1) {
      add(function.contentsClass(Long.numberOfTrailingZeros(rest)));
    }
    most = Math.max(most, firstTemporary);
    nextTemporary = firstTemporary;
  }

  private void addLocal(int local) {
    locals[local] = firstTemporary;
    firstTemporary += Kind.slots(kinds[local]);
    addFrame(kinds[local]);
  }

  private int add(Object type) {
    addFrame('A');
    frame[frameCount - 1] = type;
    return firstTemporary++;
  }

  private void addFrame(char kind) {
    if (frameCount + 2 > frame.length) {
      frame = Arrays.copyOf(frame, 2 * frame.length);
    }
    frameCount = CodeWriter.frameTypes(kind, frame, frameCount);
  }

  // ---- what is where

  int instance() {
    return instance;
  }

  int budget() {
    return budget;
  }

  /** Where a part is to be entered, this one or one that it calls, as {@link Part#labels} says. */
  int entry() {
    return entry;
  }

  boolean hasEntry() {
    return entry != NONE;
  }

  boolean hasBudget() {
    return budget != NONE;
  }

  int numbers() {
    return numbers;
  }

  int references() {
    return references;
  }

  /** Whether the wasm local is in a JVM local. */
  boolean has(int local) {
    return locals[local] != NONE;
  }

  /** The JVM local of a wasm local. */
  int local(int local) {
    return locals[local];
  }

  /** Where the function's frame has the local from now on, as it has for the function's parts. */
  void forget(int local) {
    locals[local] = NONE;
  }

  /** The memories whose bytes are in locals, a bit each. */
  long memories() {
    return memories;
  }

  /** The local of what holds the bytes of such a memory. */
  int memory(int memory) {
    return firstMemory + Long.bitCount(memories & ((1L << memory) - 1));
  }

  /** How many JVM locals the method has. */
  int most() {
    return most;
  }

  Object[] frame() {
    return frame;
  }

  int frameCount() {
    return frameCount;
  }

  int parameterCount() {
    return parameterCount;
  }

  // ---- temporaries

  /** Gives back the temporaries of the instruction before. */
  void nextInstruction() {
    nextTemporary = firstTemporary;
  }

  /** A local for a value of the kind, until the end of the current instruction. */
  int temporary(char kind) {
    int local = nextTemporary;
    nextTemporary += Kind.slots(kind);
    most = Math.max(most, nextTemporary);
    return local;
  }

  /**
   * A local for a value until {@link #release}: for the first thing that an instruction allocates.
   *
   * @param type what frames say of it, where the kind is a reference
   */
  int keep(char kind, String type) {
    int local = firstTemporary;
    firstTemporary += Kind.slots(kind);
    nextTemporary = firstTemporary;
    most = Math.max(most, firstTemporary);
    int at = frameCount;
    addFrame(kind);
    if (kind == 'A') {
      frame[at] = type;
    }
    return local;
  }

  /** What {@link #release} goes back to. */
  Kept kept() {
    return new Kept(firstTemporary, frameCount);
  }

  /** Where the kept locals end. */
  record Kept(int locals, int frameLocals) {}

  /** Gives back all locals kept since; answers whether there are any. */
  boolean release(Kept kept) {
    boolean any = kept.locals() < firstTemporary;
    firstTemporary = kept.locals();
    nextTemporary = firstTemporary;
    frameCount = kept.frameLocals();
    return any;
  }
}
