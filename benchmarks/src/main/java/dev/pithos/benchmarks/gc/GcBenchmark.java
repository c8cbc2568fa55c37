package dev.pithos.benchmarks.gc;

import dev.pithos.benchmarks.Guests;
import dev.pithos.runtime.Instance;
import dev.pithos.runtime.ValueBuffer;
import dev.pithos.runtime.WasmFunction;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * Microseconds to grow and walk a tree of 2^14-1 nodes, to make and turn round a list of 10,000
 * links, and to tell 10,000 shapes apart by casts: in a guest, and in Java.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class GcBenchmark {
  private static final int LEVELS = 14;
  private static final int COUNT = 10_000;

  @Param({"trees", "list", "shapes"})
  public String work;

  private final ValueBuffer values = new ValueBuffer(1);
  private WasmFunction guest;
  private IntSupplier java;
  private int argument;

  /** Compiles the module, and sees that both sides answer the same. */
  @Setup
  public void prepare() {
    Instance instance = Guests.instantiate("gc/trees.wasm");
    instance.function("prepare").call(COUNT);
    GcTwin twin = new GcTwin();
    twin.prepare(COUNT);
    guest = instance.function(work);
    argument = work.equals("trees") ? LEVELS : COUNT;
    java =
        switch (work) {
          case "trees" -> () -> twin.trees(LEVELS);
          case "list" -> () -> twin.list(COUNT);
          default -> twin::shapes;
        };
    if (guest() != java()) {
      throw new IllegalStateException(work + ": " + guest() + " in the guest, " + java());
    }
  }

  @Benchmark
  public int guest() {
    values.setI32(0, argument);
    guest.invoke(values);
    return values.i32(0);
  }

  @Benchmark
  public int java() {
    return java.getAsInt();
  }
}
