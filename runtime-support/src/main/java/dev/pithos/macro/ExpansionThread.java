package dev.pithos.macro;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A thread for hosts that expand much: expansions asked for on it run on it, where those asked for
 * on any other thread are handed to a guest thread and waited for. That saves two switches between
 * threads, 4 to 12 microseconds each time on a machine with one processor, and a processor that
 * looks for the end elsewhere.
 *
 * <pre>{@code
 * new ExpansionThread(() -> serveRequests(library), "expander").start();
 * }</pre>
 *
 * <p>Its stack is as large as a guest thread's ({@value GuestThreads#STACK_BYTES} bytes of address
 * space), so that a guest gets equally deep; what the host itself has on the stack is taken from
 * it. It is a daemon thread unless told otherwise. What runs on it besides expansions is up to the
 * host.
 */
public final class ExpansionThread extends Thread {
  /** What the watchdog looks at. */
  volatile Expansion running;

  /** A thread that is not started yet. */
  public ExpansionThread(Runnable task, String name) {
    super(null, task, name, GuestThreads.STACK_BYTES, true);
    setDaemon(true);
  }

  /** A guest thread: of no host, and without what a thread of a host inherits. */
  ExpansionThread(Runnable task) {
    super(null, task, "pithos-guest", GuestThreads.STACK_BYTES, false);
    setDaemon(true);
    setContextClassLoader(null);
  }

  /**
   * Does a task on a thread of this kind and waits for it, for hosts whose own thread cannot be
   * chosen.
   *
   * @return what the task returns
   * @throws Exception what the task throws, or InterruptedException when the caller was interrupted
   *     while it waited; the task goes on then
   */
  public static <T> T call(Callable<T> task) throws Exception {
    if (Thread.currentThread() instanceof ExpansionThread) {
      return task.call();
    }
    FutureTask<T> future = new FutureTask<>(task);
    new ExpansionThread(future, Thread.currentThread().getName() + "-expander").start();
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (Exception) e.getCause();
    }
  }

  @Override
  public void run() {
    GuestThreads.watch(this);
    try {
      super.run();
    } finally {
      GuestThreads.unwatch(this);
    }
  }

  /**
   * Runs the expansion here and now; one may be running already, whose guest asked for this one.
   */
  void perform(Expansion expansion) {
    Expansion outer = running;
    running = expansion;
    GuestThreads.wakeWatchdog();
    expansion.run();
    running = outer;
  }
}
