package dev.pithos.benchmarks.expansion;

import dev.pithos.benchmarks.work.Work;
import dev.pithos.benchmarks.work.WorkList;
import dev.pithos.benchmarks.work.Works;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Microseconds of one expansion in steady state, deadline, memory limit and polls on: from the
 * snapshot ({@code pithos}), with the guest's state kept ({@code pithos-reuse}), or serialized
 * tokens in and out without the host's part ({@code pithos-guest}). Every macro of {@code
 * works.json} can be a parameter, and every contender of the JVM: {@code -p work=... -p
 * contender=chicory}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 10, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ExpansionBenchmark {
  @Param({"demo", "old63-ser5", "old63-de5", "old63-ser30", "old63-de30", "new96-de5", "thiserror"})
  public String work;

  @Param({"pithos", "pithos-reuse", "pithos-guest"})
  public String contender;

  private Work prepared;
  private long expected;

  @Setup
  public void prepare() {
    prepared = Works.prepare(WorkList.find(work), contender);
    prepared.run();
    expected = prepared.checksum();
  }

  @Benchmark
  public void expand() {
    prepared.run();
  }

  /** Sees that the last expansion was what the first one was. */
  @TearDown
  public void check() {
    if (prepared.checksum() != expected) {
      throw new IllegalStateException(work + " does not expand to the same tokens every time");
    }
  }
}
