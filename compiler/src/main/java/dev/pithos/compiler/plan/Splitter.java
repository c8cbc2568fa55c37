package dev.pithos.compiler.plan;

import dev.pithos.compiler.module.Instruction;
import dev.pithos.compiler.module.Opcode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;

/**
 * Cuts a function into parts. First from the outside in: runs of items that are small enough become
 * parts, what is too large is looked into; so each arm of a large switch becomes a part, while the
 * switch itself stays where the calls are, unless it is as large as {@link Arms} are for. Then,
 * should the calls alone be too much, from the inside out: neighbours are grouped into parts that
 * call parts.
 */
public final class Splitter {
  /** Bytes that a call of a part takes, with what asks for its outcome. */
  static final int CALL = 20;

  /** Bytes that calling parts adds to an access to a local, which is in the frame then. */
  private static final int FRAME_ACCESS = 5;

  /** Bytes that a label costs which parts branch to. */
  static final int LABEL = 8;

  /** A br_table with more targets outside of a run than this does not become a part with it. */
  private static final int FEW_TARGETS = 8;

  private static final Comparator<Run> BY_PLACE = (a, b) -> Integer.compare(a.from(), b.from());
  private static final Comparator<Run> LARGEST_FIRST =
      (a, b) -> a.size() == b.size() ? BY_PLACE.compare(a, b) : Long.compare(b.size(), a.size());

  private final CodeMap map;
  private final SplitLimits limits;
  private final long[] sizes;
  private final BitSet pinned = new BitSet();
  private final BitSet dispatchers = new BitSet();

  /** The large switches, by where they begin. */
  private final TreeMap<Integer, Arms> switches = new TreeMap<>();

  private Splitter(CodeMap map, SplitLimits limits) {
    this.map = map;
    this.limits = limits;
    sizes = new long[map.count() + 1];
    for (int i = 0; i < map.count(); i++) {
      boolean labelled = CodeMap.isOpener(map.opcode(i)) && map.longTableFrom(i) < map.end(i);
      sizes[i + 1] = sizes[i] + map.size(i) + (labelled ? LABEL : 0);
    }
    findPinned();
    findDispatchers();
    findSwitches();
  }

  /** The function with the parts that it needs: at least one. */
  public static Part split(CodeMap map, SplitLimits limits) {
    return new Splitter(map, limits).split();
  }

  /**
   * Blocks that must be in the same method as the blocks around them: the tries between a delegate
   * and its target do not see its exceptions, and a part's caller could not tell them from others.
   */
  private void findPinned() {
    Instruction delegate = new Instruction();
    for (int i = 0; i < map.count(); i++) {
      if (map.opcode(i) == Opcode.DELEGATE) {
        map.code().read(map.position(i), delegate);
        int block = map.end(i);
        for (int outer = 0; outer <= delegate.index && block >= 0; outer++) {
          pinned.set(block);
          block = map.block(block);
        }
      }
    }
  }

  /** Each br_table that goes to many places, and the blocks that it leaves for many places. */
  private void findDispatchers() {
    BranchTargets targets = new BranchTargets(map);
    for (int i = 0; i < map.count(); i++) {
      if (map.opcode(i) != Opcode.BR_TABLE) {
        continue;
      }
      int[] depths = targets.of(i);
      if (depths.length <= FEW_TARGETS) {
        continue;
      }
      dispatchers.set(i);
      int few = depths[FEW_TARGETS];
      for (int block = map.block(i); block >= 0; block = map.block(block)) {
        // The block's own label is at its opener's depth + 1.
        if (map.depth(block) + 1 <= few) {
          break;
        }
        dispatchers.set(block);
      }
    }
  }

  private void findSwitches() {
    for (int i = 0; i < map.count() && !dispatchers.isEmpty() && pinned.isEmpty(); i++) {
      int innermost = Arms.innermost(i, map);
      Arms arms = Arms.of(i, innermost, map, limits, this::inlineSize, this::cutArm);
      if (arms != null) {
        switches.put(i, arms);
        i = arms.to - 1;
      } else {
        i = innermost;
      }
    }
  }

  /** The parts that an arm needs: none where it is short and has no loop. */
  private List<Part> cutArm(int from, int to, int base) {
    long left = 0;
    boolean loops = false;
    for (int i = from; i < to; i++) {
      left += inlineSize(i);
      loops |= map.opcode(i) == Opcode.LOOP;
    }
    if (left <= 2 * CALL || (left <= 2L * limits.inline() && !loops)) {
      return List.of();
    }
    List<Run> runs = new ArrayList<>();
    Deque<int[]> sequences = new ArrayDeque<>();
    sequences.push(new int[] {from, to, base});
    while (!sequences.isEmpty()) {
      int[] sequence = sequences.pop();
      cut(sequence[0], sequence[1], sequence[2], runs, sequences);
    }
    List<Part> parts = new ArrayList<>();
    runs.sort(BY_PLACE);
    for (Run run : runs) {
      if (run.size() > 2 * CALL) {
        parts.add(new Part(run.from(), run.to(), List.of()));
      }
    }
    return parts;
  }

  private Part split() {
    List<Part> parts = choose(runs());
    switches.values().forEach(arms -> parts.addAll(arms.parts));
    parts.sort((a, b) -> Integer.compare(a.from, b.from));
    List<Part> top = new Items(map, limits, parts, pinned, this::inlineSize, switches).group();
    return new Part(0, map.count(), top);
  }

  private long size(int from, int to) {
    return sizes[to] - sizes[from];
  }

  /** Bytes of an instruction that stays where parts are called. */
  private int inlineSize(int instruction) {
    return switch (map.opcode(instruction)) {
      case LOCAL_GET, LOCAL_SET, LOCAL_TEE -> map.size(instruction) + FRAME_ACCESS;
      case BLOCK, LOOP, IF, TRY, TRY_TABLE -> map.size(instruction) + LABEL;
      default -> map.size(instruction);
    };
  }

  // ---- from the outside in

  /** A run of items that may become a part. */
  private record Run(int from, int to, long size) {}

  private List<Run> runs() {
    List<Run> runs = new ArrayList<>();
    Deque<int[]> sequences = new ArrayDeque<>();
    sequences.push(new int[] {0, map.count() - 1, 0});
    while (!sequences.isEmpty()) {
      int[] sequence = sequences.pop();
      cut(sequence[0], sequence[1], sequence[2], runs, sequences);
    }
    return runs;
  }

  private void cut(int from, int to, int base, List<Run> runs, Deque<int[]> sequences) {
    int start = from;
    int clean = -1;
    for (int i = from; i < to; ) {
      int after = map.afterItem(i);
      if (isLarge(i, after)) {
        add(runs, start, i);
        if (!switches.containsKey(i)) {
          lookInto(i, sequences);
        }
        start = after;
        clean = -1;
      } else {
        if (size(start, after) > limits.largestPart() && start < i) {
          int at = clean > start && size(start, clean) >= limits.part() / 4 ? clean : i;
          add(runs, start, at);
          start = at;
          clean = -1;
          continue;
        }
        if (map.height(after - 1) <= base) {
          clean = after;
          if (size(start, after) >= limits.part()) {
            add(runs, start, after);
            start = after;
          }
        }
      }
      i = after;
    }
    add(runs, start, to);
  }

  private void add(List<Run> runs, int from, int to) {
    if (from < to && to - from < map.count() - 1) {
      runs.add(new Run(from, to, size(from, to)));
    }
  }

  private boolean isLarge(int item, int after) {
    if (pinned.get(item) || dispatchers.get(item)) {
      return true;
    }
    if (after == item + 1) {
      return false;
    }
    long size = size(item, after);
    return size > (isInnerLoop(item, after) ? limits.largestLoop() : limits.largestPart());
  }

  private boolean isInnerLoop(int item, int after) {
    if (map.opcode(item) != Opcode.LOOP || size(item, after) > limits.largestLoop()) {
      return false;
    }
    for (int i = item + 1; i < after; i++) {
      if (map.opcode(i) == Opcode.LOOP) {
        return false;
      }
    }
    return true;
  }

  private void lookInto(int opener, Deque<int[]> sequences) {
    if (!CodeMap.isOpener(map.opcode(opener))) {
      return;
    }
    int end = map.end(opener);
    for (int arm = opener; arm != end; arm = map.nextArm(arm)) {
      int base = map.low(end);
      sequences.push(new int[] {arm + 1, map.nextArm(arm), base});
    }
  }

  /** The runs that become parts: large ones, and then others until what is left is small. */
  private List<Part> choose(List<Run> runs) {
    long left = 0;
    for (int i = 0; i < map.count(); i++) {
      Arms arms = switches.get(i);
      left += arms == null ? inlineSize(i) : arms.size();
      i = arms == null ? i : arms.to - 1;
    }
    List<Run> bySize = new ArrayList<>(runs);
    bySize.sort(LARGEST_FIRST);
    List<Run> chosen = new ArrayList<>();
    for (Run run : bySize) {
      boolean large = run.size() > limits.inline();
      boolean worthIt = run.size() > 2 * CALL && left > limits.driver();
      if (chosen.isEmpty() || large || worthIt) {
        chosen.add(run);
        for (int i = run.from(); i < run.to(); i++) {
          left -= inlineSize(i);
        }
        left += CALL;
      }
    }
    chosen.sort(BY_PLACE);
    List<Part> parts = new ArrayList<>();
    chosen.forEach(run -> parts.add(new Part(run.from(), run.to(), List.of())));
    return parts;
  }
}
