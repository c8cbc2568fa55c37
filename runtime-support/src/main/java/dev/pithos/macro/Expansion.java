package dev.pithos.macro;

import dev.pithos.macro.MacroException.Reason;
import dev.pithos.runtime.Instance;
import dev.pithos.runtime.Trap;
import dev.pithos.runtime.TrapKind;
import dev.pithos.runtime.WasmException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * One expansion from start to end: takes a guest, runs it, and gives it back if it is unharmed.
 * Says what failures mean; which thread it runs on is {@link GuestThreads}'s.
 */
final class Expansion implements Consumer<Instance> {
  private enum State {
    RUNNING,
    PAST_DEADLINE,
    FINISHED
  }

  private final GuestPool pool;
  private final MacroSlot slot;
  private final TokenStream args;
  private final TokenStream item;
  private final ExpansionOptions options;
  private final long startNanos = System.nanoTime();
  private final long allowedNanos;
  private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);

  /** The instance to interrupt, from the moment that it exists. */
  private volatile Instance instance;

  /** Set by the guest's thread after everything else: the caller may look at the outcome. */
  volatile boolean ended;

  private TokenStream result;
  private Throwable failure;
  private boolean limitReached;

  Expansion(
      GuestPool pool,
      MacroSlot slot,
      TokenStream args,
      TokenStream item,
      ExpansionOptions options) {
    this.pool = pool;
    this.slot = slot;
    this.args = args;
    this.item = item;
    this.options = options;
    long nanos;
    try {
      nanos = options.deadline().toNanos();
    } catch (ArithmeticException longerThanCenturies) {
      nanos = Long.MAX_VALUE;
    }
    this.allowedNanos = nanos;
  }

  /** Called by the watchdog. */
  void stopIfPast(long nowNanos) {
    if (nowNanos - startNanos > allowedNanos
        && state.compareAndSet(State.RUNNING, State.PAST_DEADLINE)) {
      Instance running = instance;
      if (running != null) {
        running.interrupt();
      }
    }
  }

  /** Runs on the guest's thread; throws nothing. */
  void run() {
    GuestPool.Entry entry = null;
    try {
      entry = pool.take(args, item, options, this);
      accept(entry.guest().instance());
      result = entry.guest().expand(slot, args, item, options);
    } catch (Throwable e) { // an Error of the guest's must not end the thread that serves others
      failure = e;
    }
    boolean undisturbed = state.compareAndSet(State.RUNNING, State.FINISHED);
    if (entry != null) {
      limitReached = entry.guest().memory().limitReached();
      if (undisturbed && failure == null && !limitReached) {
        pool.give(entry);
      }
    }
  }

  @Override
  public void accept(Instance created) {
    instance = created;
    if (state.get() == State.PAST_DEADLINE) {
      created.interrupt();
    }
  }

  /** The outcome, for the caller's thread. */
  TokenStream result() {
    if (failure == null) {
      return result;
    }
    if (failure instanceof MacroException e) {
      throw e;
    }
    if (failure instanceof GuestFault fault) {
      throw failed(fault.reason(), fault.getMessage());
    }
    if (failure instanceof Trap trap) {
      throw trapped(trap);
    }
    if (failure instanceof WasmException) {
      throw failed(Reason.TRAP, "an exception that the guest threw and did not catch");
    }
    if (failure instanceof OutOfMemoryError) {
      throw failed(Reason.MEMORY, "the JVM's heap is exhausted: " + failure.getMessage());
    }
    if (failure instanceof LinkageError) {
      throw failed(Reason.BAD_LIBRARY, "a generated class cannot be used: " + failure);
    }
    throw new IllegalStateException(slot + ": the host failed: " + failure, failure);
  }

  private MacroException trapped(Trap trap) {
    if (trap.kind() == TrapKind.INTERRUPTED && state.get() == State.PAST_DEADLINE) {
      return failed(Reason.DEADLINE, "still running after " + seconds(allowedNanos));
    }
    if (limitReached || trap.kind() == TrapKind.ALLOCATION_TOO_LARGE) {
      return failed(
          Reason.MEMORY,
          "its linear memory may not grow beyond "
              + options.memoryLimit()
              + " bytes; then: "
              + trap.getMessage());
    }
    return failed(Reason.TRAP, trap.getMessage());
  }

  private static String seconds(long nanos) {
    return nanos < 1_000_000_000L ? nanos / 1_000_000 + " ms" : nanos / 1_000_000_000L + " s";
  }

  private MacroException failed(Reason reason, String detail) {
    List<GuestFrame> guest = pool.guestStack(failure);
    return new MacroException(reason, slot.toString(), detail, guest, failure);
  }
}
