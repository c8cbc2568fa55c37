package dev.pithos.runtime;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Guests that wait at addresses of one shared memory, in the order in which they came. */
public final class Waiters {
  /** How often a waiting guest looks whether it was asked to stop. */
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Long, ArrayDeque<Waiter>> queues = new HashMap<>();

  private static final class Waiter {
    final Condition condition;
    boolean woken;

    Waiter(Condition condition) {
      this.condition = condition;
    }
  }

  /**
   * Waits until another thread wakes this one.
   *
   * @param expected looks, after which no wake-up is lost, whether there is reason to wait
   * @param nanos how long; negative for ever
   * @return 0 when woken, 1 when there was no reason to wait, 2 when the time was over
   * @throws Trap when the instance or the thread is interrupted
   */
  public int await(long address, BooleanSupplier expected, long nanos, Instance instance) {
    lock.lock();
    try {
      if (!expected.getAsBoolean()) {
        return 1;
      }
      Waiter waiter = new Waiter(lock.newCondition());
      queues.computeIfAbsent(address, key -> new ArrayDeque<>()).add(waiter);
      try {
        return sleep(waiter, nanos, instance) ? 0 : 2;
      } finally {
        remove(address, waiter);
      }
    } finally {
      lock.unlock();
    }
  }

  private static boolean sleep(Waiter waiter, long nanos, Instance instance) {
    long start = System.nanoTime();
    while (!waiter.woken) {
      if (instance.interrupted) {
        throw new Trap(TrapKind.INTERRUPTED);
      }
      long left = nanos < 0 ? Long.MAX_VALUE : nanos - (System.nanoTime() - start);
      if (left <= 0) {
        return false;
      }
      try {
        long unused = waiter.condition.awaitNanos(Math.min(left, POLL_NANOS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Trap(TrapKind.INTERRUPTED, "the thread was interrupted while the guest waited");
      }
    }
    return true;
  }

  private void remove(long address, Waiter waiter) {
    ArrayDeque<Waiter> queue = queues.get(address);
    if (queue != null) {
      queue.remove(waiter);
      if (queue.isEmpty()) {
        queues.remove(address);
      }
    }
  }

  /**
   * Wakes those that wait longest at an address.
   *
   * @param most how many at most, unsigned
   * @return how many
   */
  public int wake(long address, int most) {
    lock.lock();
    try {
      ArrayDeque<Waiter> queue = queues.get(address);
      int count = 0;
      while (queue != null && !queue.isEmpty() && Integer.compareUnsigned(count, most) < 0) {
        Waiter waiter = queue.remove();
        waiter.woken = true;
        waiter.condition.signal();
        count++;
      }
      return count;
    } finally {
      lock.unlock();
    }
  }
}
