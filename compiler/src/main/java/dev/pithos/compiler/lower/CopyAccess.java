package dev.pithos.compiler.lower;

/**
 * A load or store of a {@link CopyRun}, and which of them a function that copies may do.
 *
 * @param offset of its lowest byte, with the turn's number in it within a loop's turn
 * @param added what the instruction adds to the address
 */
record CopyAccess(boolean store, CopySymbol offset, int added, int bytes) {
  /** The offset in the lowest of a loop's turns. */
  CopySymbol low(CopySymbol lastTurn) {
    return offset.atTurn(offset.turns >= 0 ? CopySymbol.NOTHING : lastTurn);
  }

  /** The offset in the highest of a loop's turns. */
  CopySymbol high(CopySymbol lastTurn) {
    return offset.atTurn(offset.turns >= 0 ? lastTurn : CopySymbol.NOTHING);
  }

  /** Whether it stays in what is copied, from a loop's first turn to its last. */
  boolean mayHappen(CopyCase arguments, CopySymbol lastTurn) {
    CopyLengths lengths = arguments.lengths();
    CopySymbol low = low(lastTurn);
    CopySymbol high = high(lastTurn);
    // The addresses given are no less than their place in a word.
    int place = store ? arguments.target() : arguments.source();
    int least = Math.max(place, 0) - added;
    if (added > 0 && !lengths.isNotNegative(low.moved(least, 0))) {
      // Below 0 the address, which is unsigned, is a large one, to which is added in vain.
      return false;
    }
    boolean within = lengths.isNotNegative(low) && lengths.isBelow(high, bytes);
    return within || (!store && isPartlyWithin(arguments, low, high));
  }

  /**
   * Whether it is of a whole word with some byte of the source in it: memories end with a word, so
   * such a load does not trap.
   */
  private boolean isPartlyWithin(CopyCase arguments, CopySymbol low, CopySymbol high) {
    CopyLengths lengths = arguments.lengths();
    CopySymbol place = CopySymbol.SOURCE.plus(offset).and(bytes - 1, arguments);
    return bytes <= CopyProof.WORD
        && place.isSame(CopySymbol.NOTHING)
        && lengths.isNotNegative(low.moved(bytes - 1, 0))
        && lengths.isBelow(high, 1);
  }
}
