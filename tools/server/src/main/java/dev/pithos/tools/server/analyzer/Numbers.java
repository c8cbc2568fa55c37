package dev.pithos.tools.server.analyzer;

import java.util.Arrays;

/** A growing array of u32. */
final class Numbers {
  private int[] values = new int[64];
  private int size;

  Numbers() {}

  /** Begins with a copy of other numbers. */
  Numbers(int[] first) {
    values = Arrays.copyOf(first, first.length + values.length);
    size = first.length;
  }

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  /** Adds zeros to be {@linkplain #set set} later; returns the position of the first. */
  int reserve(int count) {
    int first = size;
    while (values.length - size < count) {
      values = Arrays.copyOf(values, values.length * 2);
    }
    size += count;
    return first;
  }

  int size() {
    return size;
  }

  int get(int position) {
    return values[position];
  }

  void set(int position, int value) {
    values[position] = value;
  }

  int[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
