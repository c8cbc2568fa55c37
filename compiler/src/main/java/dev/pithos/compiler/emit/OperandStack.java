package dev.pithos.compiler.emit;

import dev.pithos.compiler.plan.Kind;
import java.util.Arrays;

/**
 * The kinds of what is on the operand stack at the point of emission, and the most there was. In a
 * function of several parts the lower operands may be in its frame, and not on the JVM's stack.
 */
final class OperandStack {
  static final int NO_LOCAL = -1;

  /** In place of a local: the operand is a constant. */
  private static final int CONSTANT = -2;

  private char[] kinds = new char[32];

  /**
   * The wasm local of which each operand is the value plus {@link #addends}; {@link #NO_LOCAL}
   * where none is known.
   */
  private int[] locals = new int[32];

  /** What was added to the local, or the constant's value. */
  private int[] addends = new int[32];

  private int size;
  private int slots;
  private int mostSlots;

  /** How many operands, the lowest ones, are in the frame. */
  private int inFrame;

  private int lowest;

  int size() {
    return size;
  }

  int mostSlots() {
    return mostSlots;
  }

  char kind(int index) {
    return kinds[index];
  }

  int inFrame() {
    return inFrame;
  }

  /** All operands are in the frame now. */
  void toFrame() {
    inFrame = size;
    slots = 0;
  }

  /** Those from a height on are on the JVM's stack now, where all were in the frame. */
  void fromFrame(int height) {
    inFrame = height;
    for (int i = height; i < size; i++) {
      slots += Kind.slots(kinds[i]);
    }
    mostSlots = Math.max(mostSlots, slots);
  }

  /** Becomes something else altogether; so many of the operands are in the frame. */
  void reset(String all, int newInFrame) {
    cut(0);
    inFrame = Math.min(newInFrame, all.length());
    pushAll(all);
  }

  /** The lowest height since {@link #watch}. */
  int lowest() {
    return lowest;
  }

  /** Begins to watch how low the stack gets. */
  void watch() {
    lowest = size;
  }

  /** Operands down to a height are read, or needed where a branch goes. */
  void touch(int height) {
    lowest = Math.min(lowest, height);
  }

  /** The kinds from a height on. */
  String above(int height) {
    return String.valueOf(kinds, height, size - height);
  }

  /** The kinds of what is below a height. */
  String below(int height) {
    return String.valueOf(kinds, 0, height);
  }

  char top() {
    touch(size - 1);
    return kinds[size - 1];
  }

  void push(char kind) {
    if (size == kinds.length) {
      kinds = Arrays.copyOf(kinds, 2 * size);
      locals = Arrays.copyOf(locals, 2 * size);
      addends = Arrays.copyOf(addends, 2 * size);
    }
    locals[size] = NO_LOCAL;
    kinds[size++] = kind;
    if (size > inFrame) {
      slots += Kind.slots(kind);
      mostSlots = Math.max(mostSlots, slots);
    }
  }

  /** The value of a wasm local, plus something, which wraps around. */
  void push(char kind, int local, int addend) {
    push(kind);
    locals[size - 1] = local;
    addends[size - 1] = addend;
  }

  void pushConstant(int value) {
    push('I', CONSTANT, value);
  }

  /** The top is the value of a wasm local now, too. */
  void isLocal(int local) {
    locals[size - 1] = local;
    addends[size - 1] = 0;
  }

  /** The wasm local that an operand is the value of, plus {@link #addend}. */
  int local(int index) {
    return Math.max(locals[index], NO_LOCAL);
  }

  /** What an operand is more than its local, or the value of a constant. */
  int addend(int index) {
    return addends[index];
  }

  boolean isConstant(int index) {
    return locals[index] == CONSTANT;
  }

  /** The local gets another value. */
  void assigned(int local) {
    for (int i = 0; i < size; i++) {
      if (locals[i] == local) {
        locals[i] = NO_LOCAL;
      }
    }
  }

  void pushAll(String pushed) {
    for (int i = 0; i < pushed.length(); i++) {
      push(pushed.charAt(i));
    }
  }

  char pop() {
    char kind = kinds[--size];
    touch(size);
    if (size >= inFrame) {
      slots -= Kind.slots(kind);
    } else {
      inFrame = size;
    }
    return kind;
  }

  void pop(int count) {
    for (int i = 0; i < count; i++) {
      pop();
    }
  }

  /** Drops what is above a height. */
  void cut(int height) {
    while (size > height) {
      pop();
    }
  }
}
