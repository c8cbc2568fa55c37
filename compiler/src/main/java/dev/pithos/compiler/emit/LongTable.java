package dev.pithos.compiler.emit;

import java.util.ArrayList;
import java.util.List;

/**
 * The entries of a br_table that is too long for a tableswitch: as characters of string constants,
 * which the JVM holds outside of the method's code.
 */
final class LongTable {
  /** Entries of one constant, which has at most 65,535 bytes: a character has up to three. */
  private static final int PIECE = 21_000;

  private LongTable() {}

  /**
   * [index] -> [entry]
   *
   * @param entries from 0 to 65,535; the last is for all indices beyond the others
   */
  static void look(FunctionEmitter function, int[] entries) {
    CodeWriter out = function.out;
    int index = function.temporary('I');
    int count = entries.length - 1;
    out.store('I', index);
    out.constant(entries[count]);
    List<String> pieces = new ArrayList<>();
    for (int from = 0; from < count; from += PIECE) {
      StringBuilder piece = new StringBuilder();
      for (int i = from; i < Math.min(count, from + PIECE); i++) {
        piece.append((char) entries[i]);
      }
      pieces.add(piece.toString());
    }
    for (int i = 0; i < pieces.size(); i++) {
      out.load('I', index);
      out.constant(i * PIECE);
      out.text(pieces.get(i));
      out.support("Frames", "entry", "(IIILjava/lang/String;)I");
    }
  }
}
