package dev.pithos.compiler.emit;

import dev.pithos.compiler.lower.LoweredFunction;
import dev.pithos.compiler.module.Instruction;
import dev.pithos.compiler.module.Opcode;
import java.util.BitSet;

/**
 * What earlier accesses of a method, which always ran before, have shown of the locals that
 * addresses come from: that a local is not negative, so that an offset can simply be added; and
 * that stores above it need not look at the instance's lowest one. Most of a Rust function's
 * accesses go to its stack frame or to one structure, so that one look is enough for many.
 *
 * <p>A local that was assigned another one plus something small shares what is known of that one,
 * its base: addresses in a Rust function's frame are the frame's plus a constant.
 *
 * <p>What is known of a local ends where it is assigned, where the block ends in which it was
 * found, and at the beginning of a loop; there not if the local is never assigned again.
 */
final class AddressFacts {
  /** Up to which distance from a local an address is taken to be in the same frame or structure. */
  static final int NEAR = 4096;

  /** One thing that is known of some locals. */
  private final class Fact {
    private final BitSet locals = new BitSet();

    /** How many blocks were open when it was found. */
    private final int[] depths = new int[assignments.length];

    void found(int local) {
      if (!locals.get(local)) {
        locals.set(local);
        depths[local] = depth;
      }
    }

    void leave(int block) {
      for (int local = locals.nextSetBit(0); local >= 0; local = locals.nextSetBit(local + 1)) {
        if (depths[local] >= block) {
          locals.clear(local);
        }
      }
    }
  }

  /** How often each local is assigned in the function. */
  private final int[] assignments;

  /** Locals that never change from here on. */
  private final BitSet fixed = new BitSet();

  private final Fact natural;
  private final Fact looked;

  /** Locals that are their base plus so much. */
  private final Fact derived;

  private final int[] bases;
  private final int[] distances;

  /** Locals that others may have for their base: few are, and any local may be assigned often. */
  private final BitSet areBases = new BitSet();

  /** Whether the size of each instruction is asked for, at most, whatever came before it. */
  private final boolean largest;

  private int depth;

  AddressFacts(LoweredFunction function, boolean largest) {
    this.largest = largest;
    assignments = function.assignments;
    natural = new Fact();
    looked = new Fact();
    derived = new Fact();
    bases = new int[assignments.length];
    distances = new int[assignments.length];
    for (int local = 0; local < function.type.parameters().size(); local++) {
      fixed.set(local, assignments[local] == 0);
    }
  }

  /** An access at the local, or at an offset from it, did not trap. */
  void accessed(int local) {
    natural.found(local);
  }

  /**
   * Whether the local is known not to be negative. One that is derived is not: its base was an
   * address in bounds, which are less than 2^31 by more than it can be away.
   */
  boolean isNatural(int local) {
    return largest || natural.locals.get(local) || natural.locals.get(base(local));
  }

  /** The local was assigned the value that another one had, plus something. */
  void derived(int local, int from, int addend) {
    int base = base(from);
    long distance = addend + (base == from ? 0L : distances[from]);
    if (base != local && addend >= 0 && distance < NEAR) {
      bases[local] = base;
      distances[local] = (int) distance;
      areBases.set(base);
      derived.found(local);
    }
  }

  /** What the local is a little more than, or the local itself. */
  int base(int local) {
    return derived.locals.get(local) ? bases[local] : local;
  }

  /** The lowest store is not above the local. */
  void looked(int local) {
    looked.found(local);
  }

  /** Whether stores to the local and above it need not look. */
  boolean covers(int local) {
    return !largest && (looked.locals.get(local) || looked.locals.get(base(local)));
  }

  void assigned(int local) {
    natural.locals.clear(local);
    looked.locals.clear(local);
    derived.locals.clear(local);
    fixed.set(local, assignments[local] == 1);
    if (areBases.get(local)) {
      areBases.clear(local);
      BitSet others = derived.locals;
      for (int i = others.nextSetBit(0); i >= 0; i = others.nextSetBit(i + 1)) {
        if (bases[i] == local) {
          others.clear(i);
        }
      }
    }
  }

  /** Some other method of the function ran, which may have assigned anything. */
  void forget() {
    natural.locals.clear();
    looked.locals.clear();
    derived.locals.clear();
  }

  /** Blocks that other methods opened. */
  void entered(int blocks) {
    depth += blocks;
  }

  /** The innermost blocks ended in another method. */
  void left(int blocks) {
    depth -= blocks;
  }

  /** Before an instruction is emitted: what control that comes from elsewhere does not know. */
  void before(Instruction instruction) {
    switch (instruction.opcode) {
      case BLOCK, IF -> depth++;
      case LOOP -> {
        natural.locals.and(fixed);
        looked.locals.and(fixed);
        keepFixedDerivations();
        depth++;
      }
      case ELSE -> leave(depth);
      case END -> leave(depth--);
      case TRY, TRY_TABLE -> {
        forget();
        depth++;
      }
      case CATCH, CATCH_ALL, DELEGATE -> {
        forget();
        depth -= instruction.opcode == Opcode.DELEGATE ? 1 : 0;
      }
      default -> {}
    }
  }

  private void keepFixedDerivations() {
    derived.locals.and(fixed);
    BitSet locals = derived.locals;
    for (int local = locals.nextSetBit(0); local >= 0; local = locals.nextSetBit(local + 1)) {
      if (!fixed.get(bases[local])) {
        locals.clear(local);
      }
    }
  }

  private void leave(int block) {
    natural.leave(block);
    looked.leave(block);
    derived.leave(block);
  }
}
