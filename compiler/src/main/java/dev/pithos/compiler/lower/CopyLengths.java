package dev.pithos.compiler.lower;

import java.util.ArrayList;
import java.util.List;

/**
 * The lengths that one run of {@link CopyProof} is about: all that are so many blocks and a rest.
 *
 * @param fewest the least number of blocks
 * @param most the largest
 * @param length the length as an {@linkplain CopySymbol#offset offset}
 */
record CopyLengths(long fewest, long most, CopySymbol length) {
  /** A range of one byte, and no range in a memory of one array is longer than 2^31-1. */
  static final CopyLengths ALL = of(1, Integer.MAX_VALUE, 1, 0);

  /** Larger blocks are not told apart by what is left beyond them. */
  private static final int LARGEST_BLOCK = 64;

  private static CopyLengths of(long fewest, long most, int block, int rest) {
    return fewest == most
        ? new CopyLengths(0, 0, CopySymbol.number((int) (fewest * block + rest)))
        : new CopyLengths(fewest, most, CopySymbol.sum(0, 0, block, 0, rest));
  }

  /** The lengths of fewer blocks, and the others; null if there are none on one side. */
  List<CopyLengths> splitAt(long blocks) {
    // A number that stands between the others is split off in two steps.
    long at = blocks == fewest ? blocks + 1 : blocks;
    return at <= fewest || at > most
        ? null
        : List.of(
            of(fewest, at - 1, length.blocks, length.constant),
            of(at, most, length.blocks, length.constant));
  }

  /** The lengths by what is left beyond larger blocks; null if those are too large. */
  List<CopyLengths> splitBlocks(long factor) {
    if (length.blocks == 0 || length.blocks * factor > LARGEST_BLOCK) {
      return null;
    }
    int block = (int) (length.blocks * factor);
    List<CopyLengths> parts = new ArrayList<>();
    for (int more = 0; more < factor; more++) {
      long first = Math.floorDiv(fewest - more + factor - 1, factor);
      long last = Math.floorDiv(most - more, factor);
      if (first <= last) {
        parts.add(of(first, last, block, length.constant + more * length.blocks));
      }
    }
    return parts;
  }

  /** The least that a multiple of the number of blocks and a constant come to. */
  long least(long perBlock, long constant) {
    return constant + perBlock * (perBlock > 0 ? fewest : most);
  }

  long most(long perBlock, long constant) {
    return constant + perBlock * (perBlock > 0 ? most : fewest);
  }

  /** Whether a sum's offset is never negative. */
  boolean isNotNegative(CopySymbol sum) {
    return least(sum.blocks, sum.constant) >= 0;
  }

  /** Whether a sum's offset and so many bytes more never go beyond the length. */
  boolean isBelow(CopySymbol sum, int bytes) {
    return least((long) length.blocks - sum.blocks, (long) length.constant - sum.constant - bytes)
        >= 0;
  }

  /** Whether a sum's offset is from 0 to the length. */
  boolean isWithin(CopySymbol sum) {
    return isNotNegative(sum) && isBelow(sum, 0);
  }
}
