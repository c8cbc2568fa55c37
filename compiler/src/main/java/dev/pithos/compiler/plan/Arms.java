package dev.pithos.compiler.plan;

import dev.pithos.compiler.module.Opcode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * The arms of a large switch, as compilers write one: blocks that begin one right behind the other,
 * with a br_table in the innermost, and behind the end of each the code of an arm. The methods that
 * nested blocks would make call each other as deeply as the blocks are nested, and what leaves an
 * arm would return through them all. So the innermost block's code is one part, and as many arms as
 * a method holds are one each, entered at the labels of their blocks; the method around them all
 * goes from one to the next by the answers that they give.
 */
final class Arms {
  /** With fewer, nested methods do. */
  private static final int FEWEST = 8;

  /** Bytes that an arm takes of a table which enters it. */
  private static final int ENTRY = 4;

  /** Bytes that a call takes, with what remembers where to enter and the choice among the calls. */
  private static final int CALL = Splitter.CALL + 16;

  /** The outermost block's opener, and what comes behind its end. */
  final int from;

  final int to;

  /** The innermost block's code, then the arms. */
  final List<Part> parts;

  private Arms(int from, int to, List<Part> parts) {
    this.from = from;
    this.to = to;
    this.parts = parts;
  }

  /** Bytes in the method around them. */
  long size() {
    return (long) CALL * parts.size();
  }

  /** What else cuts code: the parts that an arm needs, which may be none. */
  interface Cutter {
    List<Part> cut(int from, int to, int base);
  }

  /** The innermost of the blocks that begin one right behind the other; itself for no block. */
  static int innermost(int opener, CodeMap map) {
    int innermost = opener;
    if (isPlain(opener, map)) {
      while (isPlain(innermost + 1, map)) {
        innermost++;
      }
    }
    return innermost;
  }

  /**
   * The arms of the switch whose blocks are opened by some instructions.
   *
   * @return null when it is no large switch, or not one whose arms can be methods
   */
  static Arms of(
      int opener,
      int innermost,
      CodeMap map,
      SplitLimits limits,
      IntUnaryOperator size,
      Cutter cutter) {
    if (innermost - opener < FEWEST) {
      return null;
    }
    int end = map.end(opener);
    long head = sum(innermost + 1, map.end(innermost), size);
    if (head > limits.largestPart()
        || innermost + 1 == map.end(innermost)
        || map.goesOn(map.end(innermost) - 1)
        || sum(map.end(innermost), end, size) <= limits.method()) {
      return null;
    }
    List<Part> parts = new ArrayList<>();
    parts.add(new Part(innermost + 1, map.end(innermost), List.of()));
    List<Part> inside = new ArrayList<>();
    int first = map.end(innermost);
    int labels = 0;
    long total = 0;
    for (int block = innermost; block > opener; block--) {
      int arm = map.end(block);
      int next = map.end(block - 1);
      List<Part> own = cutter.cut(arm + 1, next, map.height(opener));
      long bytes = ENTRY + Splitter.LABEL + left(arm, next, own, size);
      if (bytes > limits.group()) {
        return null;
      }
      if (labels > 0 && total + bytes > limits.group()) {
        parts.add(new Part(first, arm, inside, labels));
        inside = new ArrayList<>();
        first = arm;
        labels = 0;
        total = 0;
      }
      inside.addAll(own);
      labels++;
      total += bytes;
    }
    parts.add(new Part(first, end, inside, labels));
    return new Arms(opener, end + 1, parts);
  }

  /** Whether an instruction opens a block that takes and leaves nothing. */
  private static boolean isPlain(int number, CodeMap map) {
    return number < map.count()
        && map.opcode(number) == Opcode.BLOCK
        && map.pushed(number).isEmpty()
        && map.pushed(map.end(number)).isEmpty()
        && map.low(map.end(number)) == map.height(number);
  }

  private static long sum(int from, int to, IntUnaryOperator size) {
    long sum = 0;
    for (int i = from; i < to; i++) {
      sum += size.applyAsInt(i);
    }
    return sum;
  }

  private static long left(int from, int to, List<Part> parts, IntUnaryOperator size) {
    long left = 0;
    int at = from;
    for (Part part : parts) {
      left += sum(at, part.from, size) + Splitter.CALL;
      at = part.to;
    }
    return left + sum(at, to, size);
  }
}
