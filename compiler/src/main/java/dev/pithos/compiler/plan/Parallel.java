package dev.pithos.compiler.plan;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Work on functions or classes that do not need each other's results, by all processors. */
public final class Parallel {
  /** Tasks that wait for each other on one processor took a twentieth of a fresh JVM's time. */
  private static final boolean WORTH_IT = Runtime.getRuntime().availableProcessors() > 1;

  private Parallel() {}

  /** The results for all numbers from 0 to below the count, in this order. */
  public static <T> List<T> map(int count, IntFunction<T> work) {
    IntStream numbers = IntStream.range(0, count);
    return (WORTH_IT ? numbers.parallel() : numbers).mapToObj(work).toList();
  }
}
