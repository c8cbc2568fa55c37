package dev.pithos.compiler.plan;

import dev.pithos.compiler.module.Instruction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Which method each local is in. A local that one part alone uses, and always sets first, is that
 * part's own. The others are in the frame; parts without parts of their own copy them at their
 * beginning and end.
 */
final class LocalUses {
  private static final int NOBODY = -1;
  private static final int SEVERAL = -2;

  private final CodeMap map;
  private final Part function;
  private final int parameters;
  private final Instruction instruction = new Instruction();

  /** For each local the number of the only method that uses it. */
  private final int[] users;

  private final BitSet shared = new BitSet();
  private final List<Part> all = new ArrayList<>();
  private final List<PartLocals> leaves = new ArrayList<>();

  LocalUses(CodeMap map, Part function, int locals, int parameters) {
    this.map = map;
    this.function = function;
    this.parameters = parameters;
    users = new int[locals];
  }

  /** Plans the locals of all parts; answers those that are in the frame. */
  BitSet plan() {
    collect(function);
    Arrays.fill(users, NOBODY);
    for (int number = 0; number < all.size(); number++) {
      int user = number;
      ownAccesses(
          all.get(number),
          local -> users[local] = users[local] == NOBODY || users[local] == user ? user : SEVERAL);
    }
    for (int local = 0; local < parameters; local++) {
      // The function has the parameters first.
      users[local] = users[local] == NOBODY || users[local] == 0 ? 0 : SEVERAL;
    }
    for (int number = 0; number < all.size(); number++) {
      Part part = all.get(number);
      boolean isLeaf = number > 0 && part.isLeaf();
      leaves.add(isLeaf ? new PartLocals(map, part) : null);
      share(number, leaves.get(number));
    }
    for (int number = 0; number < all.size(); number++) {
      PartLocals leaf = leaves.get(number);
      all.get(number).locals = leaf == null ? own(number) : leaf.plan(shared);
    }
    return shared;
  }

  private void collect(Part part) {
    all.add(part);
    for (int i = 0; i < all.size(); i++) {
      all.addAll(all.get(i).parts);
    }
  }

  /** Takes the locals that an access names, one by one. */
  private interface Access {
    void local(int index);
  }

  private void ownAccesses(Part part, Access access) {
    int next = 0;
    for (int i = part.from; i < part.to; ) {
      if (next < part.parts.size() && part.parts.get(next).from == i) {
        i = part.parts.get(next++).to;
        continue;
      }
      switch (map.opcode(i)) {
        case LOCAL_GET, LOCAL_SET, LOCAL_TEE -> {
          map.code().read(map.position(i), instruction);
          access.local(instruction.index);
        }
        default -> {}
      }
      i++;
    }
  }

  /** Finds what a method shares with others, or with its own next invocation. */
  private void share(int number, PartLocals leaf) {
    for (int local = 0; local < users.length; local++) {
      if (users[local] == SEVERAL) {
        shared.set(local);
      }
    }
    if (number == 0) {
      return;
    }
    if (leaf != null) {
      shared.or(leaf.exposed());
    } else {
      ownAccesses(all.get(number), shared::set);
    }
  }

  /** The locals of a method that calls parts: those that it has for itself. */
  private LocalPlan own(int number) {
    BitSet mine = new BitSet();
    if (number == 0) {
      ownAccesses(function, mine::set);
      mine.andNot(shared);
    }
    int[] kept = mine.stream().toArray();
    return new LocalPlan(kept, new boolean[kept.length], new boolean[kept.length]);
  }
}
