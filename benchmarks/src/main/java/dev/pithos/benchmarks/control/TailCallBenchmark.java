package dev.pithos.benchmarks.control;

import dev.pithos.benchmarks.Guests;
import dev.pithos.runtime.ValueBuffer;
import dev.pithos.runtime.WasmFunction;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Nanoseconds a step of a chain of tail calls, by kind of call, and of the same loop. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(2)
public class TailCallBenchmark {
  private static final int LENGTH = 1_000_000;

  @Param({"loop", "self", "direct", "indirect", "reference"})
  public String kind;

  private final ValueBuffer values = new ValueBuffer(2);
  private WasmFunction function;

  /** Compiles the module. */
  @Setup
  public void prepare() {
    function = Guests.instantiate("control/tails.wasm").function(kind);
  }

  /** The sum of the numbers up to the chain's length. */
  @Benchmark
  @OperationsPerInvocation(LENGTH)
  public long chain() {
    values.setI64(0, LENGTH);
    values.setI64(1, 0);
    function.invoke(values);
    return values.i64(0);
  }
}
