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

/**
 * Nanoseconds a call in a try: of the function that throws itself (near), of one three calls above
 * it (deep), and of one that returns a flag instead (flag).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(2)
public class ExceptionBenchmark {
  private static final int ROUNDS = 65_536;

  @Param({"flag", "near", "deep"})
  public String kind;

  /** How often a call throws: always, one time in 16, never. */
  @Param({"0", "15", "-1"})
  public int mask;

  private final ValueBuffer values = new ValueBuffer(2);
  private WasmFunction function;

  /** Compiles the module. */
  @Setup
  public void prepare() {
    function = Guests.instantiate("control/exceptions.wasm").function(kind);
  }

  /** So many calls, the numbers counting down. */
  @Benchmark
  @OperationsPerInvocation(ROUNDS)
  public int tries() {
    values.setI32(0, ROUNDS);
    values.setI32(1, mask);
    function.invoke(values);
    return values.i32(0);
  }
}
