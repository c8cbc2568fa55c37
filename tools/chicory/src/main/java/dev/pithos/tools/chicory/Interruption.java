package dev.pithos.tools.chicory;

import com.dylibso.chicory.runtime.ChicoryInterruptedException;
import dev.pithos.runtime.Instance;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/**
 * Stops a guest whose thread is interrupted, as Chicory's own engine does. Chicory asks the thread
 * at each branch; Pithos's code does not, so that it costs nothing there: a thread of this class
 * looks every {@value #MILLISECONDS} ms whether a thread that runs a guest is interrupted.
 */
final class Interruption {
  private static final int MILLISECONDS = 20;
  private static final Object STOPPING = new Object();
  private static final Object STOPPED = new Object();
  private static final VarHandle RUNNING;

  static {
    try {
      RUNNING = MethodHandles.lookup().findVarHandle(Interruption.class, "running", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final List<WeakReference<Interruption>> ALL = new ArrayList<>();
  private static boolean started;

  private final Instance guest;

  /** The thread that runs the guest, null when none does, or how far stopping it is. */
  private volatile Object running;

  private Interruption(Instance guest) {
    this.guest = guest;
  }

  /** For a guest that the machine of an instance is about to run. */
  static Interruption of(Instance guest) {
    Interruption interruption = new Interruption(guest);
    synchronized (ALL) {
      ALL.add(new WeakReference<>(interruption));
      if (!started) {
        started = true;
        Thread watch = new Thread(Interruption::watch, "pithos-chicory-interruption");
        watch.setDaemon(true);
        watch.start();
      }
    }
    return interruption;
  }

  /**
   * This thread calls the guest.
   *
   * @return whether it is the outermost call, which has to {@link #exit}
   * @throws ChicoryInterruptedException when the thread is interrupted already
   */
  boolean enter() {
    if (Thread.currentThread().isInterrupted()) {
      throw new ChicoryInterruptedException("Thread interrupted");
    }
    if (running != null) {
      return false;
    }
    // Released, not volatile: a fence costs more than a small guest function, and all that may be
    // late is a look.
    RUNNING.setRelease(this, Thread.currentThread());
    return true;
  }

  /** The outermost call has ended. */
  void exit() {
    if (RUNNING.compareAndSet(this, Thread.currentThread(), null)) {
      return;
    }
    while (running != STOPPED) {
      Thread.onSpinWait();
    }
    guest.clearInterrupt();
    running = null;
  }

  private void look() {
    if (running instanceof Thread thread
        && thread.isInterrupted()
        && RUNNING.compareAndSet(this, thread, STOPPING)) {
      guest.interrupt();
      running = STOPPED;
    }
  }

  private static void watch() {
    while (true) {
      try {
        Thread.sleep(MILLISECONDS);
      } catch (InterruptedException e) {
        continue; // nobody's way to end a daemon
      }
      synchronized (ALL) {
        ALL.removeIf(
            reference -> {
              Interruption interruption = reference.get();
              if (interruption != null) {
                interruption.look();
              }
              return interruption == null;
            });
      }
    }
  }
}
