package dev.pithos.macro;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * The threads that guests run on where the host gave them none ({@link ExpansionThread}), and the
 * watchdog that stops guests.
 *
 * <p>Guest calls are Java calls, so the depth that a guest reaches is that of its thread's stack.
 * On the caller's thread it would depend on how deep the host itself is and on the host's settings;
 * these daemon threads have {@value #STACK_BYTES} bytes each, whoever calls. (Address space, not
 * memory: a page counts when a guest first touches it.) A thread serves one expansion at a time and
 * ends after {@value #IDLE_SECONDS} idle seconds.
 *
 * <p>Handing an expansion over must cost little beside one of 4 microseconds, so both sides look
 * for a while before they park. Measured on a loaded 2-core machine: an expansion that does nothing
 * takes 0.65 us in all when the last one has just ended, and 41 us after a pause of 3 ms, which is
 * the time to wake a parked thread.
 */
final class GuestThreads {
  static final long STACK_BYTES = 64L << 20;
  static final long IDLE_SECONDS = 10;

  private static final int CALLER_SPINS = spins(2_000);
  private static final int WORKER_SPINS = spins(1_000);
  private static final ConcurrentLinkedDeque<Worker> IDLE = new ConcurrentLinkedDeque<>();
  private static final List<ExpansionThread> WATCHED = new CopyOnWriteArrayList<>();

  private GuestThreads() {}

  /** Looking is of use only where the other side can run meanwhile. */
  private static int spins(int count) {
    return Runtime.getRuntime().availableProcessors() > 1 ? count : 0;
  }

  /** Runs the expansion, here if the stack is a guest's, and returns when it has ended. */
  static void run(Expansion expansion) {
    if (Thread.currentThread() instanceof ExpansionThread here) {
      here.perform(expansion);
      return;
    }
    Worker worker = IDLE.pollFirst();
    if (worker == null) {
      worker = new Worker();
      worker.offer(expansion);
      worker.thread.start();
    } else {
      worker.offer(expansion);
    }
    worker.await(expansion);
    IDLE.addFirst(worker);
  }

  static void watch(ExpansionThread thread) {
    WATCHED.add(thread);
  }

  static void unwatch(ExpansionThread thread) {
    WATCHED.remove(thread);
  }

  static void wakeWatchdog() {
    Watchdog.wake();
  }

  private static final class Worker implements Runnable {
    final ExpansionThread thread = new ExpansionThread(this);
    private volatile Expansion offered;
    private volatile boolean parked;
    private volatile Thread waiting;

    void offer(Expansion expansion) {
      offered = expansion;
      if (parked) {
        LockSupport.unpark(thread);
      }
    }

    void await(Expansion expansion) {
      for (int i = 0; i < CALLER_SPINS && !expansion.ended; i++) {
        Thread.onSpinWait();
      }
      if (expansion.ended) {
        return;
      }
      boolean interrupted = false;
      waiting = Thread.currentThread();
      while (!expansion.ended) {
        LockSupport.park(this);
        interrupted |= Thread.interrupted();
      }
      waiting = null;
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void run() {
      for (Expansion expansion = next(); expansion != null; expansion = next()) {
        offered = null;
        thread.perform(expansion);
        expansion.ended = true;
        Thread caller = waiting;
        if (caller != null) {
          LockSupport.unpark(caller);
        }
      }
    }

    /** The next expansion; null when none came for long and no caller has this worker any more. */
    private Expansion next() {
      for (int i = 0; i < WORKER_SPINS && offered == null; i++) {
        Thread.onSpinWait();
      }
      parked = true;
      while (offered == null) {
        long start = System.nanoTime();
        LockSupport.parkNanos(this, IDLE_SECONDS * 1_000_000_000L);
        boolean longIdle = System.nanoTime() - start >= IDLE_SECONDS * 1_000_000_000L;
        if (offered == null && longIdle && IDLE.remove(this)) {
          return null;
        }
      }
      parked = false;
      return offered;
    }
  }

  /** Looks at running expansions every 10 ms, and sleeps while there are none. */
  private static final class Watchdog extends Thread {
    private static final long TICK_NANOS = 10_000_000L;
    private static final int TICKS_BEFORE_SLEEP = 100;
    private static final Watchdog INSTANCE = new Watchdog();

    private volatile boolean asleep;

    static {
      INSTANCE.start();
    }

    private Watchdog() {
      super(null, null, "pithos-watchdog", 0, false);
      setDaemon(true);
      setContextClassLoader(null);
    }

    static void wake() {
      if (INSTANCE.asleep) {
        INSTANCE.asleep = false;
        LockSupport.unpark(INSTANCE);
      }
    }

    @Override
    public void run() {
      int quiet = 0;
      while (true) {
        if (quiet < TICKS_BEFORE_SLEEP) {
          LockSupport.parkNanos(this, TICK_NANOS);
        } else {
          asleep = true;
          while (asleep && !look()) {
            LockSupport.park(this);
          }
          asleep = false;
        }
        quiet = look() ? 0 : quiet + 1;
      }
    }

    /** Stops what is past its deadline; whether anything runs at all. */
    private static boolean look() {
      boolean any = false;
      long now = System.nanoTime();
      for (ExpansionThread thread : WATCHED) {
        Expansion expansion = thread.running;
        if (expansion != null) {
          any = true;
          expansion.stopIfPast(now);
        }
      }
      return any;
    }
  }
}
