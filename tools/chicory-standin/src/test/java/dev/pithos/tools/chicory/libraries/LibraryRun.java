package dev.pithos.tools.chicory.libraries;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.concurrent.Callable;

/**
 * One library on the engine of this JVM's class path: prints the milliseconds of processor time to
 * the first result, the microseconds of a call once warm, and the result's hash.
 */
final class LibraryRun {
  private static final int ROUNDS = 9;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private LibraryRun() {}

  /**
   * Arguments: the class of the library's run, milliseconds of warm-up, milliseconds of a round.
   */
  public static void main(String[] arguments) throws Exception {
    Callable<?> run =
        Class.forName(arguments[0])
            .asSubclass(Callable.class)
            .getDeclaredConstructor()
            .newInstance();
    Object result = run.call();
    double first = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
    microseconds(run, Long.parseLong(arguments[1]));
    double[] rounds = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      rounds[i] = microseconds(run, Long.parseLong(arguments[2]));
    }
    Arrays.sort(rounds);
    System.out.println(first + " " + rounds[ROUNDS / 2] + " " + result.hashCode());
  }

  /**
   * Calls for so many milliseconds; the microseconds of one call. Counted in the thread's processor
   * time, which is what a busy machine leaves of the clock's.
   */
  private static double microseconds(Callable<?> run, long milliseconds) throws Exception {
    long start = THREADS.getCurrentThreadCpuTime();
    long calls = 0;
    long time;
    do {
      run.call();
      calls++;
      time = THREADS.getCurrentThreadCpuTime() - start;
    } while (time < milliseconds * 1_000_000);
    return time / 1e3 / calls;
  }
}
