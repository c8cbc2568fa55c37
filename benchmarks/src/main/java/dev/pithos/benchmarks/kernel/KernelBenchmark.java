package dev.pithos.benchmarks.kernel;

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
 * Milliseconds of a kernel or of the query in SQLite. Every contender of the JVM can be a
 * parameter: {@code -p contender=chicory}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class KernelBenchmark {
  @Param({
    "sieve",
    "matmul",
    "quicksort",
    "sha256",
    "json",
    "nbody",
    "allocate",
    "fib",
    "mandelbrot",
    "indirect",
    "switch-9k",
    "switch-40k",
    "switch-150k",
    "sqlite"
  })
  public String work;

  @Param({"pithos", "pithos-no-polls"})
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
  public void kernel() {
    prepared.run();
  }

  /** Sees that the last answer was what the first one was. */
  @TearDown
  public void check() {
    if (prepared.checksum() != expected) {
      throw new IllegalStateException(work + " does not answer the same every time");
    }
  }
}
