package dev.pithos.benchmarks.work;

import dev.pithos.benchmarks.engine.Engine;
import java.util.Map;

/** A kernel: a call of the export {@code run} with its size. */
final class Kernel implements Work {
  private final Engine.GuestFunction run;
  private final int size;
  private long answer;

  Kernel(WorkEntry entry, Engine engine) {
    run = engine.instantiate(WorkList.module(entry), Map.of()).function("run");
    size = entry.size();
  }

  @Override
  public void run() {
    answer = run.call(size);
  }

  @Override
  public long checksum() {
    return (int) answer;
  }
}
