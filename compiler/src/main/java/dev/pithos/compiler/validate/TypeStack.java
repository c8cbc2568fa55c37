package dev.pithos.compiler.validate;

import dev.pithos.compiler.InvalidModuleException;
import dev.pithos.compiler.module.Opcode;
import dev.pithos.runtime.FunctionType;
import dev.pithos.runtime.ValueType;
import java.util.Arrays;
import java.util.List;

/** The operand stack's types and the control stack, as the specification's algorithm has them. */
final class TypeStack {
  /** A block that is open. */
  static final class Frame {
    final Opcode opcode;
    final FunctionType type;
    final int height;
    final int initializedLocals;
    boolean unreachable;

    Frame(Opcode opcode, FunctionType type, int height, int initializedLocals) {
      this.opcode = opcode;
      this.type = type;
      this.height = height;
      this.initializedLocals = initializedLocals;
    }

    /** What a branch to the block takes with it. */
    List<ValueType> labelTypes() {
      return opcode == Opcode.LOOP ? type.parameters() : type.results();
    }
  }

  private final String where;
  private ValueType[] types = new ValueType[32];
  private int size;
  private Frame[] frames = new Frame[16];
  private int depth;

  /** The current instruction's offset, for errors. */
  int offset;

  TypeStack(String where) {
    this.where = where;
  }

  InvalidModuleException invalid(String problem) {
    return new InvalidModuleException(problem, where, offset);
  }

  // ---- operands

  void push(ValueType type) {
    if (size == types.length) {
      types = Arrays.copyOf(types, 2 * size);
    }
    types[size++] = type;
  }

  void pushAll(List<ValueType> pushed) {
    for (int i = 0; i < pushed.size(); i++) {
      push(pushed.get(i));
    }
  }

  /** Pops an operand of any type; BOTTOM where unreachable code has none. */
  ValueType pop() {
    Frame frame = frames[depth - 1];
    if (size == frame.height) {
      if (frame.unreachable) {
        return ValueType.BOTTOM;
      }
      throw invalid("type mismatch: expected an operand, the stack is empty");
    }
    return types[--size];
  }

  ValueType pop(ValueType expected) {
    ValueType actual = pop();
    if (actual != expected && !actual.isSubtypeOf(expected)) {
      throw invalid("type mismatch: expected " + expected + ", got " + actual);
    }
    return actual;
  }

  void popAll(List<ValueType> expected) {
    for (int i = expected.size() - 1; i >= 0; i--) {
      pop(expected.get(i));
    }
  }

  /** Pops a reference of any type. */
  ValueType popReference() {
    ValueType actual = pop();
    if (!actual.isReference() && actual != ValueType.BOTTOM) {
      throw invalid("type mismatch: expected a reference, got " + actual);
    }
    return actual;
  }

  // ---- control

  int depth() {
    return depth;
  }

  void open(Opcode opcode, FunctionType type, int initializedLocals) {
    if (depth == frames.length) {
      frames = Arrays.copyOf(frames, 2 * depth);
    }
    frames[depth++] = new Frame(opcode, type, size, initializedLocals);
    pushAll(type.parameters());
  }

  Frame close() {
    if (depth == 0) {
      throw invalid("unexpected end of a block");
    }
    Frame frame = frames[depth - 1];
    popAll(frame.type.results());
    if (size != frame.height) {
      throw invalid(
          "type mismatch: " + (size - frame.height) + " operands too many at the end of the block");
    }
    depth--;
    return frame;
  }

  Frame top() {
    return frames[depth - 1];
  }

  /** The block that a label means. */
  Frame label(int relativeDepth) {
    if (relativeDepth >= depth) {
      throw invalid("unknown label " + relativeDepth);
    }
    return frames[depth - 1 - relativeDepth];
  }

  void unreachable() {
    size = frames[depth - 1].height;
    frames[depth - 1].unreachable = true;
  }
}
