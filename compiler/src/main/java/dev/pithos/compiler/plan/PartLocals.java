package dev.pithos.compiler.plan;

import dev.pithos.compiler.module.Instruction;
import dev.pithos.compiler.module.Opcode;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The locals of a part that has no parts inside: which it may read before it sets them, and which
 * it has set on every way out. One pass in the order of the code, since code has structure.
 */
final class PartLocals {
  private final CodeMap map;
  private final Part part;
  private final BranchTargets branches;
  private final Instruction instruction = new Instruction();

  /** How often each local is used; in a loop, often. */
  private final Map<Integer, Integer> uses = new HashMap<>();

  private final BitSet used = new BitSet();
  private final BitSet written = new BitSet();
  private final BitSet exposed = new BitSet();

  /** What is set on every way out so far; null as long as there was none. */
  private BitSet setAtExits;

  private final Deque<Level> levels = new ArrayDeque<>();
  private int loops;

  /** What is set here; null where nothing gets. */
  private BitSet set = new BitSet();

  /** An open block. */
  private static final class Level {
    final Opcode opcode;
    final BitSet before;
    BitSet atEnd;
    boolean hasElse;

    Level(Opcode opcode, BitSet before) {
      this.opcode = opcode;
      this.before = before;
    }
  }

  PartLocals(CodeMap map, Part part) {
    this.map = map;
    this.part = part;
    branches = new BranchTargets(map);
    for (int i = part.from; i < part.to; i++) {
      step(i);
    }
    if (set != null) {
      setAtExits = meet(setAtExits, set);
    }
  }

  /** The locals whose value from outside may be read. */
  BitSet exposed() {
    return exposed;
  }

  private static BitSet meet(BitSet one, BitSet other) {
    if (one == null) {
      return (BitSet) other.clone();
    }
    one.and(other);
    return one;
  }

  private void step(int number) {
    Opcode opcode = map.opcode(number);
    if (CodeMap.isOpener(opcode)) {
      open(number, opcode);
      return;
    }
    switch (opcode) {
      case LOCAL_GET -> read(local(number));
      case LOCAL_SET, LOCAL_TEE -> write(local(number));
      case ELSE, CATCH, CATCH_ALL -> {
        Level level = levels.peek();
        level.hasElse = true;
        leaveArm(level);
        set = (BitSet) level.before.clone();
      }
      case END, DELEGATE -> end(levels.pop());
      default -> {
        branch(number);
        if (!map.goesOn(number)) {
          set = null;
        }
      }
    }
  }

  private void open(int number, Opcode opcode) {
    branch(number);
    levels.push(new Level(opcode, (BitSet) set.clone()));
    if (opcode == Opcode.LOOP) {
      loops++;
    }
  }

  private static void leaveArm(Level level, BitSet set) {
    if (set != null) {
      level.atEnd = meet(level.atEnd, set);
    }
  }

  private void leaveArm(Level level) {
    leaveArm(level, set);
  }

  private void end(Level level) {
    if (level.opcode == Opcode.LOOP) {
      // Branches to a loop do not come to its end.
      loops--;
      return;
    }
    leaveArm(level);
    if (level.opcode == Opcode.IF && !level.hasElse) {
      leaveArm(level, level.before);
    }
    set = level.atEnd;
  }

  private int local(int number) {
    map.code().read(map.position(number), instruction);
    int local = instruction.index;
    used.set(local);
    uses.merge(local, loops > 0 ? 2 : 1, Integer::sum);
    return local;
  }

  private void read(int local) {
    if (!set.get(local)) {
      exposed.set(local);
    }
  }

  private void write(int local) {
    written.set(local);
    set.set(local);
  }

  private void branch(int number) {
    int inside = map.depth(part.from);
    for (int target : branches.of(number)) {
      if (target <= inside) {
        setAtExits = meet(setAtExits, set);
      } else {
        int up = inside + levels.size() - target;
        for (Level level : levels) {
          if (up-- == 0) {
            if (level.opcode != Opcode.LOOP) {
              level.atEnd = meet(level.atEnd, set);
            }
            break;
          }
        }
      }
    }
  }

  /** What to keep in JVM locals, when it is known what is in the frame. */
  LocalPlan plan(BitSet shared) {
    BitSet kept = new BitSet();
    used.stream()
        .filter(
            local ->
                !shared.get(local) || (uses.get(local) > 1 && !(part.inTry && written.get(local))))
        .forEach(kept::set);
    int[] locals = kept.stream().toArray();
    boolean[] loaded = new boolean[locals.length];
    boolean[] stored = new boolean[locals.length];
    for (int i = 0; i < locals.length; i++) {
      int local = locals[i];
      stored[i] = shared.get(local) && written.get(local) && setAtExits != null;
      boolean set = setAtExits != null && setAtExits.get(local);
      loaded[i] = exposed.get(local) || (stored[i] && !set);
    }
    return new LocalPlan(locals, loaded, stored);
  }
}
