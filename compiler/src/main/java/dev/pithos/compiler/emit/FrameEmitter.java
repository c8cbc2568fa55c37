package dev.pithos.compiler.emit;

import dev.pithos.compiler.plan.FramePlan;
import dev.pithos.compiler.plan.Kind;
import org.objectweb.asm.Opcodes;

/**
 * The frame of a function of several parts: operands and locals between the JVM's stack and the
 * frame's arrays. See {@link FramePlan}.
 */
final class FrameEmitter {
  static final String NUMBERS = "[J";
  static final String REFERENCES = "[Ljava/lang/Object;";
  private static final String FRAMES = "Frames";

  private final FunctionEmitter function;
  private final OperandStack stack;
  private final FramePlan plan;

  FrameEmitter(FunctionEmitter function, FramePlan plan) {
    this.function = function;
    this.stack = function.stack;
    this.plan = plan;
  }

  /** Makes the arrays and puts them into their locals: [] -> [] */
  void create() {
    CodeWriter out = function.out;
    out.constant(plan.numbers());
    out.newArray(Opcodes.T_LONG);
    out.store('A', function.layout.numbers());
    if (plan.references() > 0) {
      out.constant(plan.references());
      out.type(Opcodes.ANEWARRAY, "java/lang/Object");
      out.store('A', function.layout.references());
    }
  }

  /** Pushes the arrays: [] -> [numbers (references)] */
  void loadArrays() {
    function.out.load('A', function.layout.numbers());
    if (plan.references() > 0) {
      function.out.load('A', function.layout.references());
    }
  }

  // ---- entries

  /** [] -> [value] */
  void load(char kind, int entry) {
    CodeWriter out = function.out;
    out.load('A', kind == 'A' ? function.layout.references() : function.layout.numbers());
    out.constant(entry);
    if (kind == 'A') {
      out.op(Opcodes.AALOAD);
      return;
    }
    out.op(Opcodes.LALOAD);
    switch (kind) {
      case 'I' -> out.op(Opcodes.L2I);
      case 'F' -> {
        out.op(Opcodes.L2I);
        out.call("java/lang/Float", "intBitsToFloat", "(I)F");
      }
      case 'D' -> out.call("java/lang/Double", "longBitsToDouble", "(J)D");
      case 'V' -> load('J', entry + 1);
      default -> {}
    }
  }

  /** [value] -> [] */
  void store(char kind, int entry) {
    CodeWriter out = function.out;
    if (kind == 'V') {
      store('J', entry + 1);
      store('J', entry);
      return;
    }
    boolean reference = kind == 'A';
    out.load('A', reference ? function.layout.references() : function.layout.numbers());
    out.constant(entry);
    out.support(
        FRAMES, "put", "(" + Kind.descriptor(kind) + (reference ? REFERENCES : NUMBERS) + "I)V");
  }

  void loadLocal(int local) {
    load(function.localKind(local), plan.localEntry(local));
  }

  void storeLocal(int local) {
    store(function.localKind(local), plan.localEntry(local));
  }

  /** [] -> [exception], the one that a try at a depth handles */
  void loadException(int depth) {
    load('A', plan.exceptions() + depth);
  }

  /** [exception] -> [] */
  void storeException(int depth) {
    store('A', plan.exceptions() + depth);
  }

  // ---- operands

  /** Takes all operands to the frame. */
  void spill() {
    for (int i = stack.size() - 1; i >= stack.inFrame(); i--) {
      store(stack.kind(i), plan.operand(i));
    }
    stack.toFrame();
  }

  /** Takes the operands from a height on to the JVM's stack, unless they are there. */
  void fill(int height) {
    if (stack.inFrame() <= height) {
      return;
    }
    spill();
    for (int i = height; i < stack.size(); i++) {
      load(stack.kind(i), plan.operand(i));
    }
    stack.fromFrame(height);
  }

  /** Whether a jump can leave the operands where they are. */
  boolean isInPlace(int count, int carried, int height) {
    return stack.inFrame() >= count && (carried == 0 || count - carried == height);
  }

  /**
   * Takes the operands on top to where a label has them, and the others off the JVM's stack: [..
   * carried] -> []. The tracked stack stays, since other code goes on with it.
   */
  void carry(int carried, int height) {
    int from = stack.size() - carried;
    int onStack = Math.max(from, stack.inFrame());
    if (from != height && onStack > from) {
      move(from, height, onStack - from);
    }
    for (int i = stack.size() - 1; i >= onStack; i--) {
      store(stack.kind(i), plan.operand(height + i - from));
    }
    for (int i = onStack - 1; i >= stack.inFrame(); i--) {
      function.out.pop(stack.kind(i));
    }
  }

  private void move(int from, int to, int count) {
    if (count == 1) {
      load(stack.kind(from), plan.operand(from));
      store(stack.kind(from), plan.operand(to));
      return;
    }
    move(function.layout.numbers(), from, to, count);
    if (plan.references() > 0) {
      move(function.layout.references(), from, to, count);
    }
  }

  private void move(int array, int from, int to, int count) {
    CodeWriter out = function.out;
    out.load('A', array);
    out.constant(plan.operand(from));
    out.load('A', array);
    out.constant(plan.operand(to));
    out.constant(count * plan.operandEntries());
    out.call("java/lang/System", "arraycopy", "(Ljava/lang/Object;ILjava/lang/Object;II)V");
  }
}
