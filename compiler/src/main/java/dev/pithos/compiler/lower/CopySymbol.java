package dev.pithos.compiler.lower;

import java.util.Arrays;

/**
 * What is known of a value in a run of {@link CopyProof}: a sum of what the function was given, the
 * bytes that it loaded, or some of its lowest bits.
 *
 * <p>A sum is modulo 2^32, as an i32 is: {@code target} times the target's address, {@code source}
 * times the source's, {@code blocks} times the number of whole blocks to copy, {@code turns} times
 * the number of a loop's turn, and a constant. The last three alone make an {@linkplain #offset
 * offset}.
 */
final class CopySymbol {
  /** What a value is. */
  private enum Kind {
    SUM,
    BYTES,
    COMPARISON,
    UNKNOWN
  }

  /** A lane that is 0, and one of which nothing is known. */
  private static final int ZERO = Integer.MAX_VALUE;

  private static final int ANY = Integer.MIN_VALUE;
  private static final int LANES = Long.BYTES;

  /** What an address, or a number of blocks or turns, is multiplied by at most. */
  private static final int MOST_FACTOR = 1 << 12;

  /** Nothing is known. */
  static final CopySymbol UNKNOWN = new CopySymbol(Kind.UNKNOWN, 0, 0, 0, 0, 0, null);

  /** The address that is copied to. */
  static final CopySymbol TARGET = sum(1, 0, 0, 0, 0);

  /** The address that is copied from. */
  static final CopySymbol SOURCE = sum(0, 1, 0, 0, 0);

  /** The number 0: no bytes, or a loop's first turn. */
  static final CopySymbol NOTHING = number(0);

  private final Kind kind;
  final int target;
  final int source;
  final int blocks;
  final int turns;

  /** A sum's constant; of something unknown what its lowest bits are, as many as are known. */
  final int constant;

  /**
   * Of loaded bytes, which of the source's each is, counted from the offset; the lowest first. Of
   * something unknown, how many bits are known.
   */
  private final int[] lanes;

  /** What a comparison compares; null for the others. */
  final CopyComparison comparison;

  private CopySymbol(
      Kind kind, int target, int source, int blocks, int turns, int constant, int[] lanes) {
    this(kind, target, source, blocks, turns, constant, lanes, null);
  }

  private CopySymbol(
      Kind kind,
      int target,
      int source,
      int blocks,
      int turns,
      int constant,
      int[] lanes,
      CopyComparison comparison) {
    this.kind = kind;
    this.target = target;
    this.source = source;
    this.blocks = blocks;
    this.turns = turns;
    this.constant = constant;
    this.lanes = lanes;
    this.comparison = comparison;
  }

  /** A sum; nothing is known of one with a large factor, whose offset might wrap within a range. */
  static CopySymbol sum(int target, int source, int blocks, int turns, int constant) {
    return isSmall(target) && isSmall(source) && isSmall(blocks) && isSmall(turns)
        ? new CopySymbol(Kind.SUM, target, source, blocks, turns, constant, null)
        : UNKNOWN;
  }

  private static boolean isSmall(int factor) {
    return factor <= MOST_FACTOR && factor >= -MOST_FACTOR;
  }

  static CopySymbol number(int value) {
    return sum(0, 0, 0, 0, value);
  }

  static CopySymbol truth(boolean value) {
    return number(value ? 1 : 0);
  }

  /** 1 or 0, as a comparison turns out. */
  static CopySymbol of(CopyComparison comparison) {
    return new CopySymbol(Kind.COMPARISON, 0, 0, 0, 0, 0, null, comparison);
  }

  /** So many bytes of the source from an offset, and zeros. */
  static CopySymbol bytes(CopySymbol offset, int count) {
    int[] lanes = new int[LANES];
    for (int i = 0; i < LANES; i++) {
      lanes[i] = i < count ? i : ZERO;
    }
    return new CopySymbol(Kind.BYTES, 0, 0, offset.blocks, offset.turns, offset.constant, lanes);
  }

  private static CopySymbol lowBits(int count, int bits) {
    return count <= 0
        ? UNKNOWN
        : new CopySymbol(Kind.UNKNOWN, 0, 0, 0, 0, bits & mask(count), new int[] {count});
  }

  private CopySymbol withLanes(int[] changed) {
    return new CopySymbol(Kind.BYTES, 0, 0, blocks, turns, constant, changed);
  }

  boolean isSum() {
    return kind == Kind.SUM;
  }

  boolean isNumber() {
    return isOffset() && blocks == 0 && turns == 0;
  }

  /** Whether it is a sum without addresses. */
  boolean isOffset() {
    return kind == Kind.SUM && target == 0 && source == 0;
  }

  /** Whether it is an address of the target, with any offset. */
  boolean isInTarget() {
    return kind == Kind.SUM && target == 1 && source == 0;
  }

  boolean isInSource() {
    return kind == Kind.SUM && target == 0 && source == 1;
  }

  /** A sum without its addresses. */
  CopySymbol offset() {
    return sum(0, 0, blocks, turns, constant);
  }

  /** The value in a turn, whose number is an offset; of loaded bytes nothing is known then. */
  CopySymbol atTurn(CopySymbol turn) {
    if (turns == 0) {
      return this;
    }
    if (!isSum()) {
      return UNKNOWN;
    }
    int ofBlocks = blocks + turns * turn.blocks;
    int ofTurns = turns * turn.constant;
    return new CopySymbol(kind, target, source, ofBlocks, 0, constant + ofTurns, null);
  }

  boolean isSame(CopySymbol other) {
    if (kind != other.kind || blocks != other.blocks || turns != other.turns) {
      return false;
    }
    return switch (kind) {
      case SUM -> target == other.target && source == other.source && constant == other.constant;
      case BYTES -> Arrays.equals(lanesFrom(0), other.lanesFrom(0));
      case COMPARISON, UNKNOWN -> false;
    };
  }

  /** Whether the first bytes of the value are those of the source from an offset on. */
  boolean startsWith(CopySymbol offset, int count) {
    if (kind != Kind.BYTES || blocks != offset.blocks || turns != offset.turns) {
      return false;
    }
    int[] all = lanesFrom(offset.constant);
    for (int i = 0; i < count; i++) {
      if (all[i] != i) {
        return false;
      }
    }
    return true;
  }

  /** The lanes counted from another constant. */
  private int[] lanesFrom(int other) {
    int[] all = lanes.clone();
    for (int i = 0; i < LANES; i++) {
      if (all[i] != ZERO && all[i] != ANY) {
        all[i] += constant - other;
      }
    }
    return all;
  }

  // ---- turns of a loop

  /**
   * By how much more this is than at the beginning of a turn; null if the difference is no
   * constant, or a large one.
   */
  Integer stepFrom(CopySymbol before) {
    int step = constant - before.constant;
    return isSmall(step) && isSame(before.moved(step, 0)) ? Integer.valueOf(step) : null;
  }

  /** This with a constant more, and so much more in each turn. */
  CopySymbol moved(int more, int perTurn) {
    return new CopySymbol(kind, target, source, blocks, turns + perTurn, constant + more, lanes);
  }

  // ---- arithmetic

  CopySymbol plus(CopySymbol other) {
    if (!isSum() || !other.isSum()) {
      return UNKNOWN;
    }
    return sum(
        target + other.target,
        source + other.source,
        blocks + other.blocks,
        turns + other.turns,
        constant + other.constant);
  }

  CopySymbol times(int factor) {
    return isSum()
        ? sum(target * factor, source * factor, blocks * factor, turns * factor, constant * factor)
        : UNKNOWN;
  }

  /** The value shifted to the left. */
  CopySymbol shiftedLeft(int bits) {
    if (kind != Kind.BYTES) {
      return times(1 << bits);
    }
    return shiftedBytes(-bits);
  }

  /** Loaded bytes of an i32 shifted to the right, or to the left by a negative number of bits. */
  private CopySymbol shiftedBytes(int bits) {
    if (bits % Byte.SIZE != 0) {
      return UNKNOWN;
    }
    int[] shifted = new int[LANES];
    Arrays.fill(shifted, ZERO);
    for (int i = 0; i < Integer.BYTES; i++) {
      int from = i + bits / Byte.SIZE;
      if (from >= 0 && from < Integer.BYTES) {
        shifted[i] = lanes[from];
      }
    }
    return withLanes(shifted);
  }

  /** An i32 shifted to the right; of a sum, one that is not negative. */
  CopySymbol shiftedRight(int bits) {
    if (kind == Kind.BYTES) {
      return shiftedBytes(bits);
    }
    int rest = (1 << bits) - 1;
    return isOffset() && ((blocks | turns) & rest) == 0
        ? sum(0, 0, blocks >> bits, turns >> bits, constant >> bits)
        : UNKNOWN;
  }

  /** The bits of either where the other has none, as loaded bytes are put together. */
  CopySymbol or(CopySymbol other) {
    if (kind != Kind.BYTES || other.kind != Kind.BYTES) {
      return UNKNOWN;
    }
    if (blocks != other.blocks || turns != other.turns) {
      return UNKNOWN;
    }
    int[] all = lanes.clone();
    int[] others = other.lanesFrom(constant);
    for (int i = 0; i < LANES; i++) {
      if (all[i] == ZERO) {
        all[i] = others[i];
      } else if (others[i] != ZERO) {
        all[i] = ANY;
      }
    }
    return withLanes(all);
  }

  /** The bits of a mask. */
  CopySymbol and(int mask, CopyCase place) {
    if (kind == Kind.BYTES) {
      int[] all = lanes.clone();
      for (int i = 0; i < LANES; i++) {
        int part = i < Integer.BYTES ? (mask >>> (i * Byte.SIZE)) & 0xff : 0;
        all[i] = part == 0xff ? all[i] : part == 0 ? ZERO : ANY;
      }
      return withLanes(all);
    }
    int known = mask(knownBits(place));
    int low = lowest(place);
    if ((mask & ~known) == 0) {
      return number(low & mask);
    }
    if ((~mask & ~known) == 0 && isSum()) {
      return plus(number(-(low & ~mask)));
    }
    return UNKNOWN;
  }

  /** The bits in which two differ, as many of the lowest as are known of both. */
  CopySymbol xor(CopySymbol other, CopyCase place) {
    int known = Math.min(knownBits(place), other.knownBits(place));
    int bits = lowest(place) ^ other.lowest(place);
    return known == Integer.SIZE ? number(bits) : lowBits(known, bits);
  }

  /** The lowest bits, as many as are known. */
  private int lowest(CopyCase place) {
    return target * place.target() + source * place.source() + constant;
  }

  private static int bitsOf(int place) {
    return place == CopyCase.ANY ? 0 : CopyProof.WORD_LOG2;
  }

  /** How many of the lowest bits are known. */
  int knownBits(CopyCase place) {
    if (kind == Kind.UNKNOWN) {
      return lanes == null ? 0 : lanes[0];
    }
    if (kind != Kind.SUM) {
      return 0;
    }
    int known = Integer.SIZE;
    if (target != 0) {
      known = Math.min(known, bitsOf(place.target()) + Integer.numberOfTrailingZeros(target));
    }
    if (source != 0) {
      known = Math.min(known, bitsOf(place.source()) + Integer.numberOfTrailingZeros(source));
    }
    return Math.min(known, Integer.numberOfTrailingZeros(blocks | turns));
  }

  private static int mask(int bits) {
    return bits >= Integer.SIZE ? -1 : (1 << bits) - 1;
  }
}
