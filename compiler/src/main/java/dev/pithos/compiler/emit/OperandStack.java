package dev.pithos.compiler.emit;

import dev.pithos.compiler.plan.Kind;
import java.util.Arrays;

/** The kinds of what is on the operand stack at the point of emission, and the most there was. */
final class OperandStack {
  private char[] kinds = new char[32];
  private int size;
  private int slots;
  private int mostSlots;

  int size() {
    return size;
  }

  int mostSlots() {
    return mostSlots;
  }

  char kind(int index) {
    return kinds[index];
  }

  /** The kinds of what is below a height. */
  String below(int height) {
    return String.valueOf(kinds, 0, height);
  }

  char top() {
    return kinds[size - 1];
  }

  void push(char kind) {
    if (size == kinds.length) {
      kinds = Arrays.copyOf(kinds, 2 * size);
    }
    kinds[size++] = kind;
    slots += Kind.slots(kind);
    mostSlots = Math.max(mostSlots, slots);
  }

  void pushAll(String pushed) {
    for (int i = 0; i < pushed.length(); i++) {
      push(pushed.charAt(i));
    }
  }

  char pop() {
    char kind = kinds[--size];
    slots -= Kind.slots(kind);
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
