package dev.pithos.compiler.plan;

import dev.pithos.compiler.module.Opcode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * Groups what is left of a function when its parts are calls, from the inside out, until the
 * function and each group are small enough.
 */
final class Items {
  /**
   * An instruction, a part or a block of a sequence, as the method sees it that has the sequence.
   *
   * @param size bytes that it takes there
   * @param parts what it calls
   * @param pinned whether it must stay in the method of the block around it
   */
  record Item(int from, int to, long size, List<Part> parts, boolean pinned) {}

  /** An open block. */
  private static final class Level {
    final int opener;
    long size;
    List<Item> items = new ArrayList<>();
    final List<Part> parts = new ArrayList<>();
    final List<List<Item>> arms = new ArrayList<>();

    Level(int opener) {
      this.opener = opener;
    }
  }

  private final CodeMap map;
  private final SplitLimits limits;
  private final List<Part> parts;
  private final BitSet pinned;
  private final IntUnaryOperator size;
  private final Map<Integer, Arms> switches;

  Items(
      CodeMap map,
      SplitLimits limits,
      List<Part> parts,
      BitSet pinned,
      IntUnaryOperator size,
      Map<Integer, Arms> switches) {
    this.map = map;
    this.limits = limits;
    this.parts = parts;
    this.pinned = pinned;
    this.size = size;
    this.switches = switches;
  }

  /** The parts that the function itself calls. */
  List<Part> group() {
    long all = 0;
    int next = 0;
    for (int i = 0; i < map.count(); ) {
      Arms arms = switches.get(i);
      if (arms != null) {
        all += arms.size();
        next += arms.parts.size();
        i = arms.to;
      } else if (next < parts.size() && parts.get(next).from == i) {
        all += Splitter.CALL;
        i = parts.get(next++).to;
      } else {
        all += size.applyAsInt(i++);
      }
    }
    return all <= limits.largestDriver() ? parts : groupAll();
  }

  private List<Part> groupAll() {
    Deque<Level> levels = new ArrayDeque<>();
    levels.push(new Level(-1));
    int next = 0;
    for (int i = 0; i < map.count() - 1; ) {
      Level level = levels.peek();
      Arms arms = switches.get(i);
      if (arms != null) {
        next += arms.parts.size();
        level.items.add(new Item(i, arms.to, arms.size(), arms.parts, false));
        i = arms.to;
        continue;
      }
      if (next < parts.size() && parts.get(next).from == i) {
        Part part = parts.get(next++);
        level.items.add(new Item(i, part.to, Splitter.CALL, List.of(part), false));
        i = part.to;
        continue;
      }
      Opcode opcode = map.opcode(i);
      if (CodeMap.isOpener(opcode)) {
        levels.push(new Level(i));
      } else if (CodeMap.isSeparator(opcode)) {
        closeArm(level);
        level.size += size.applyAsInt(i);
      } else if (CodeMap.isEnd(opcode)) {
        closeArm(level);
        levels.pop();
        closeBlock(level, i, levels.peek());
      } else {
        level.items.add(new Item(i, i + 1, size.applyAsInt(i), List.of(), false));
      }
      i++;
    }
    Level function = levels.peek();
    closeArm(function);
    return function.arms.get(0).stream().flatMap(item -> item.parts().stream()).toList();
  }

  private void closeArm(Level level) {
    level.arms.add(reduce(level.items, limits.group()));
    level.items = new ArrayList<>();
  }

  private void closeBlock(Level level, int end, Level outer) {
    long total = level.size + size.applyAsInt(level.opener) + size.applyAsInt(end);
    for (List<Item> arm : level.arms) {
      total += sum(arm);
    }
    for (List<Item> arm : level.arms) {
      List<Item> items = arm;
      if (total > limits.driver() && level.arms.size() > 1) {
        items = reduce(arm, Splitter.CALL);
        total += sum(items) - sum(arm);
      }
      items.forEach(item -> level.parts.addAll(item.parts()));
    }
    outer.items.add(new Item(level.opener, end + 1, total, level.parts, pinned.get(level.opener)));
  }

  private static long sum(List<Item> items) {
    return items.stream().mapToLong(Item::size).sum();
  }

  /**
   * Groups neighbours until all come to no more than so many bytes, or nothing more can be done.
   */
  private List<Item> reduce(List<Item> items, int most) {
    List<Item> current = items;
    while (sum(current) > most) {
      List<Item> next = groupOnce(current);
      if (sum(next) >= sum(current)) {
        return current;
      }
      current = next;
    }
    return current;
  }

  private List<Item> groupOnce(List<Item> items) {
    List<Item> result = new ArrayList<>();
    List<Item> open = new ArrayList<>();
    long total = 0;
    for (Item item : items) {
      if (item.pinned() || total + item.size() > limits.group()) {
        closeGroup(open, total, result);
        total = 0;
      }
      if (item.pinned()) {
        result.add(item);
      } else {
        open.add(item);
        total += item.size();
      }
    }
    closeGroup(open, total, result);
    return result;
  }

  private static void closeGroup(List<Item> open, long total, List<Item> result) {
    if (total <= 2 * Splitter.CALL) {
      result.addAll(open);
    } else {
      int from = open.get(0).from();
      int to = open.get(open.size() - 1).to();
      List<Part> inside = open.stream().flatMap(item -> item.parts().stream()).toList();
      boolean isPart = inside.size() == 1 && inside.get(0).from == from && inside.get(0).to == to;
      Part part = isPart ? inside.get(0) : new Part(from, to, inside);
      result.add(new Item(from, to, Splitter.CALL, List.of(part), false));
    }
    open.clear();
  }
}
