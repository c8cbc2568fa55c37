package dev.pithos.compiler.emit;

import dev.pithos.compiler.module.Catch;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;

/**
 * The code that a try protects: ranges of the method, none of them empty, for the JVM allows no
 * empty ones.
 */
final class Guard {
  /**
   * Protected code, its ends as labels and as counts of instructions.
   *
   * @param from instructions before it
   * @param to the same with its own
   */
  private record Range(Label start, int from, Label end, int to) {}

  /** A try_table's clauses; none for a try. */
  final List<Catch> clauses;

  /** The locals kept and the operands saved before the try. */
  final LocalLayout.Kept kept;

  final int savedBefore;

  /** How many operands the function's frame has, outside of the try. */
  final int inFrame;

  final Label handler = new Label();

  /** Where an exception goes that no catch of a try has taken so far; null when there is none. */
  Label next;

  /** Whether a try has come to its first catch. */
  boolean handling;

  /** The local that holds the exception while it is handled. */
  int exception;

  private final List<Range> ranges = new ArrayList<>();

  /** Where the range begins that is still open; null when the protected code is over. */
  private Label start;

  private int from;

  /** Protects what follows. */
  Guard(List<Catch> clauses, LocalLayout.Kept kept, int savedBefore, int inFrame, CodeWriter out) {
    this.inFrame = inFrame;
    this.clauses = clauses;
    this.kept = kept;
    this.savedBefore = savedBefore;
    start = new Label();
    from = out.instructions();
    out.label(start);
  }

  /** The protected code is over. */
  void close(CodeWriter out) {
    if (start != null) {
      Label end = new Label();
      out.label(end);
      add(new Range(start, from, end, out.instructions()));
      start = null;
    }
  }

  /**
   * Takes what another try within this one protects out of this one's code. What the other leaves
   * to tries further out, it has lost itself before.
   */
  void exclude(Guard other, CodeWriter out) {
    if (start == null) {
      return;
    }
    close(out);
    for (Range excluded : other.ranges) {
      List<Range> all = List.copyOf(ranges);
      ranges.clear();
      for (Range range : all) {
        if (range.to <= excluded.from || excluded.to <= range.from) {
          ranges.add(range);
        } else {
          add(new Range(range.start, range.from, excluded.start, excluded.from));
          add(new Range(excluded.end, excluded.to, range.end, range.to));
        }
      }
    }
    start = new Label();
    from = out.instructions();
    out.label(start);
  }

  private void add(Range range) {
    if (range.from < range.to) {
      ranges.add(range);
    }
  }

  /** Ties the ranges to the handler; inner tries come before outer ones. */
  void protect(CodeWriter out, String exception) {
    for (Range range : ranges) {
      out.tryCatch(range.start, range.end, handler, exception);
    }
  }
}
