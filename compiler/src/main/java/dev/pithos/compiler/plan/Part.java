package dev.pithos.compiler.plan;

import java.util.List;

/**
 * A range of a function's code that becomes a method of its own: whole items of one sequence. Also
 * the function itself, whose range is everything. Made by {@link Splitter}.
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
    this.from = from;
    this.to = to;
    this.parts = parts;
  }

  /** How many ways out there are. */
  public int outcomes() {
    return targets.length + (fallsThrough ? 1 : 0);
  }
}
