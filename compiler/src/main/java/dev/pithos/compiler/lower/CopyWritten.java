package dev.pithos.compiler.lower;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a {@link CopyRun} has written of the target, and whether that is all of it. Nothing comes
 * here but what belongs where it was written, so that the order does not matter.
 */
final class CopyWritten {
  /** Bytes from one offset to another. */
  private record Range(CopySymbol from, CopySymbol to) {}

  private final CopyLengths lengths;
  private final List<Range> ranges = new ArrayList<>();

  CopyWritten(CopyLengths lengths) {
    this.lengths = lengths;
  }

  CopyWritten(CopyWritten other) {
    this(other.lengths);
    ranges.addAll(other.ranges);
  }

  int count() {
    return ranges.size();
  }

  /** Forgets what came after the first so many. */
  void forgetAfter(int count) {
    ranges.subList(count, ranges.size()).clear();
  }

  void add(CopyAccess store) {
    CopySymbol from = store.offset();
    ranges.add(new Range(from, from.moved(store.bytes(), 0)));
  }

  /**
   * Adds what the stores of a turn write in all turns together.
   *
   * @return whether that is one range without gaps
   */
  boolean addTurns(List<CopyAccess> accesses, CopySymbol lastTurn) {
    List<CopyAccess> stores = new ArrayList<>(accesses);
    stores.removeIf(access -> !access.store());
    if (stores.isEmpty()) {
      return true;
    }
    stores.sort(Comparator.comparingInt(store -> store.offset().constant));
    CopyAccess first = stores.get(0);
    CopySymbol start = first.offset();
    int end = start.constant;
    for (CopyAccess store : stores) {
      CopySymbol offset = store.offset();
      if (offset.turns != start.turns || offset.blocks != start.blocks || offset.constant > end) {
        return false;
      }
      end = Math.max(end, offset.constant + store.bytes());
    }
    int bytes = end - start.constant;
    if (bytes < Math.abs(start.turns)) {
      return false;
    }
    ranges.add(new Range(first.low(lastTurn), first.high(lastTurn).moved(bytes, 0)));
    return true;
  }

  boolean isAll() {
    CopySymbol upTo = CopySymbol.NOTHING;
    for (int i = 0; i <= ranges.size(); i++) {
      if (upTo.isSame(lengths.length())) {
        return true;
      }
      CopySymbol more = null;
      for (Range range : ranges) {
        if (isAtMost(range.from, upTo, 0) && isAtMost(upTo, range.to, 1)) {
          more = range.to;
        }
      }
      if (more == null) {
        return false;
      }
      upTo = more;
    }
    return false;
  }

  /** Whether an offset is less than another, or the same, by so much at least. */
  private boolean isAtMost(CopySymbol one, CopySymbol other, int by) {
    return lengths.least(
            (long) other.blocks - one.blocks, (long) other.constant - one.constant - by)
        >= 0;
  }
}
