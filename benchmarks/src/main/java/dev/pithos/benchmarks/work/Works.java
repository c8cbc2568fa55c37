package dev.pithos.benchmarks.work;

import dev.pithos.benchmarks.engine.Engine;
import dev.pithos.benchmarks.engine.Engines;

/** Prepares works for contenders of the JVM. */
public final class Works {
  private Works() {}

  /**
   * A work, ready to run.
   *
   * @param contender an engine's name; or {@code pithos} or {@code pithos-reuse} for the public
   *     API, which differs from {@code pithos-guest} in macro works alone
   */
  public static Work prepare(WorkEntry entry, String contender) {
    boolean api = contender.equals("pithos") || contender.equals("pithos-reuse");
    if (api && entry.kind() == WorkEntry.Kind.MACRO) {
      return new ApiExpansion(entry, contender.equals("pithos-reuse"));
    }
    Engine engine = Engines.of(api ? "pithos-guest" : contender);
    return switch (entry.kind()) {
      case KERNEL -> new Kernel(entry, engine);
      case MACRO -> new TapeHost(entry, Tape.read(entry), engine);
      case SQLITE -> new Sqlite(engine, WorkList.module(entry));
    };
  }
}
