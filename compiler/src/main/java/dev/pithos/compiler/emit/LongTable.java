package dev.pithos.compiler.emit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.List;
import org.objectweb.asm.Opcodes;

/**
 * The entries of a br_table that is too long for a tableswitch: as characters of string constants,
 * which the JVM holds outside of the method's code.
 */
final class LongTable {
  /** Entries of one constant, which has at most 65,535 bytes: a character has up to three. */
  private static final int PIECE = 21_000;

  private LongTable() {}

  /** Whether the entries differ by no more than what a character holds. */
  static boolean canHold(int[] entries) {
    IntSummaryStatistics range = Arrays.stream(entries).summaryStatistics();
    return range.getMax() - range.getMin() <= Character.MAX_VALUE;
  }

  /**
   * [index] -> [entry]
   *
   * @param entries the last is for all indices beyond the others
   */
  static void look(FunctionEmitter function, int[] entries) {
    CodeWriter out = function.out;
    int least = Arrays.stream(entries).min().orElseThrow();
    int index = function.temporary('I');
    int count = entries.length - 1;
    out.store('I', index);
    out.constant(entries[count] - least);
    List<String> pieces = new ArrayList<>();
    for (int from = 0; from < count; from += PIECE) {
      StringBuilder piece = new StringBuilder();
      for (int i = from; i < Math.min(count, from + PIECE); i++) {
        piece.append((char) (entries[i] - least));
      }
      pieces.add(piece.toString());
    }
    for (int i = 0; i < pieces.size(); i++) {
      out.load('I', index);
      out.constant(i * PIECE);
      out.text(pieces.get(i));
      out.support("Frames", "entry", "(IIILjava/lang/String;)I");
    }
    out.constant(least);
    out.op(Opcodes.IADD);
  }
}
