package dev.pithos.compiler.plan;

import dev.pithos.compiler.lower.LoweredFunction;
import dev.pithos.compiler.module.Opcode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** From a function that is too large for one method to its parts and its frame. */
public final class FramePlanner {
  private final ModulePlan plan;
  private final LoweredFunction function;
  private final CodeMap map;

  /** All parts, those that call before those that are called; first the function. */
  private final List<Part> parts = new ArrayList<>();

  private FramePlanner(ModulePlan plan, LoweredFunction function, CodeMap map) {
    this.plan = plan;
    this.function = function;
    this.map = map;
  }

  public static FramePlan plan(
      ModulePlan plan, LoweredFunction function, CodeMap map, SplitLimits limits) {
    return new FramePlanner(plan, function, map).plan(Splitter.split(map, limits));
  }

  /** All parts of a function, those that call before those that are called. */
  public static List<Part> all(Part function) {
    List<Part> parts = new ArrayList<>();
    parts.add(function);
    for (int i = 0; i < parts.size(); i++) {
      parts.addAll(parts.get(i).parts);
    }
    return parts;
  }

  private FramePlan plan(Part whole) {
    parts.addAll(all(whole));
    PartFacts facts = new PartFacts(map, plan::mayGrowMemory);
    parts.stream().skip(1).forEach(facts::find);
    BitSet shared =
        new LocalUses(map, whole, function.locals.length, function.type.parameters().size()).plan();
    boolean vectors = map.hasKind('V');
    for (int local = 0; local < function.locals.length; local++) {
      vectors |= Kind.of(function.locals[local]) == 'V';
    }
    int each = vectors ? 2 : 1;
    int number = each * mostOperands();
    int reference = number;
    boolean references = map.hasKind('A') || Kind.of(function.type.results()).contains("A");
    int[] entries = new int[function.locals.length];
    Arrays.fill(entries, -1);
    for (int local = shared.nextSetBit(0); local >= 0; local = shared.nextSetBit(local + 1)) {
      if (Kind.of(function.locals[local]) == 'A') {
        entries[local] = reference++;
        references = true;
      } else {
        entries[local] = number;
        number += each;
      }
    }
    int budget = plan.tailCalls().leaves(function.index) ? number++ : -1;
    int exceptions = reference;
    int tries = exceptionEntries();
    reference += tries;
    references |= tries > 0;
    return new FramePlan(
        whole, map, each, entries, number, references ? reference : 0, budget, exceptions);
  }

  /** How high the operand stack may be where it is in the frame. */
  private int mostOperands() {
    int most = function.type.results().size();
    // A method that calls parts takes any operands to the frame and back to reach those below.
    for (Part part : parts) {
      int next = 0;
      for (int i = part.from; i < part.to && !part.parts.isEmpty(); ) {
        if (next < part.parts.size() && part.parts.get(next).from == i) {
          i = part.parts.get(next++).to;
        } else {
          most = Math.max(most, map.height(i++));
        }
      }
    }
    BitSet blocks = new BitSet();
    for (Part part : parts.subList(1, parts.size())) {
      most = Math.max(most, Math.max(part.entryHeight, part.low + part.results.length()));
      addAround(part.from, blocks);
    }
    for (int i = map.longTableFrom(0); i < map.count(); i = map.longTableFrom(i + 1)) {
      addAround(i, blocks);
    }
    for (int block = blocks.nextSetBit(0); block >= 0; block = blocks.nextSetBit(block + 1)) {
      most = Math.max(most, Math.max(map.height(block), map.height(map.end(block))));
    }
    return most;
  }

  private void addAround(int number, BitSet blocks) {
    for (int block = map.block(number); block >= 0 && !blocks.get(block); ) {
      blocks.set(block);
      block = map.block(block);
    }
  }

  /** A try with parts in it may keep an exception; there is room for one at each depth. */
  private int exceptionEntries() {
    BitSet blocks = new BitSet();
    parts.stream().skip(1).forEach(part -> addAround(part.from, blocks));
    for (int i = map.longTableFrom(0); i < map.count(); i = map.longTableFrom(i + 1)) {
      addAround(i, blocks);
    }
    int most = 0;
    for (int block = blocks.nextSetBit(0); block >= 0; block = blocks.nextSetBit(block + 1)) {
      Opcode opcode = map.opcode(block);
      if (opcode == Opcode.TRY || opcode == Opcode.TRY_TABLE) {
        most = Math.max(most, map.depth(block) + 2);
      }
    }
    return most;
  }
}
