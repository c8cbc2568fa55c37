package dev.pithos.compiler.plan;

import java.util.List;

/**
 * A range of a function's code that becomes a method of its own: whole items of one sequence. Also
 * the function itself, whose range is everything. Made by {@link Splitter}.
 *
 * <p>Some arms of a large switch are a part too ({@link Arms}): its range begins with the end of a
 * block, has the ends of the blocks around that one too, and is entered at the labels of them all.
 *
 * <p>What a part takes from and leaves on the operand stack, what it takes along to labels outside
 * of it, and locals that it shares with other parts, are in the function's frame: {@link
 * FramePlan}.
 */
public final class Part {
  /** The first instruction and the one after the last. */
  public final int from;

  public final int to;

  /** The parts directly inside, in order. */
  public final List<Part> parts;

  /** How many blocks end in it that began before it: it is entered at their labels. */
  public final int labels;

  /** The operand stack's height at the beginning. */
  public int entryHeight;

  /** How far down the part needs the operand stack. */
  public int low;

  /** The kinds of what is above {@link #low} at its end. */
  public String results = "";

  /** Whether its end is reached. */
  public boolean fallsThrough;

  /** The blocks outside that it branches to, by depth: 0 is the function's own; ascending. */
  public int[] targets = {};

  /** Whether a try around it has handlers for its exceptions, which see its locals. */
  public boolean inTry;

  /** Whether a memory may grow in it. */
  public boolean growsMemory;

  /** Its own locals; the parts' inside do not count. */
  public LocalPlan locals;

  public MethodRef method;

  Part(int from, int to, List<Part> parts) {
    this(from, to, parts, 0);
  }

  Part(int from, int to, List<Part> parts, int labels) {
    this.from = from;
    this.to = to;
    this.parts = parts;
    this.labels = labels;
  }

  /** Whether it has locals of its own to copy to, having no calls of other parts in between. */
  public boolean isLeaf() {
    return parts.isEmpty() && labels == 0;
  }

  /** The outermost block whose label it is entered at: those inside it began right behind it. */
  public int outermost(CodeMap map) {
    return innermost(map) - labels + 1;
  }

  /** The innermost block whose label it is entered at. */
  public int innermost(CodeMap map) {
    return map.end(from);
  }

  /** How many blocks are around it, without the function's own. */
  public int depth(CodeMap map) {
    return map.depth(labels == 0 ? from : outermost(map));
  }

  /** The first block that it may have, by its opener. */
  public int first(CodeMap map) {
    return labels == 0 ? from : outermost(map);
  }

  /** How many ways out there are. */
  public int outcomes() {
    return targets.length + (fallsThrough ? 1 : 0);
  }
}
