package dev.pithos.conformance.control;

import static dev.pithos.conformance.control.Modules.call;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pithos.runtime.FunctionType;
import dev.pithos.runtime.Imports;
import dev.pithos.runtime.Instance;
import dev.pithos.runtime.Trap;
import dev.pithos.runtime.TrapKind;
import dev.pithos.runtime.V128;
import dev.pithos.runtime.ValueType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** tails.wat and other.wat. */
class TailCallsTest {
  private static final long LENGTH = 10_000_000;
  private static final long SUM = LENGTH * (LENGTH + 1) / 2;
  private static final int SMALL_STACK = 200_000;

  private final Instance other = Modules.instantiate("other", Imports.none());
  private final Instance instance =
      Modules.instantiate("tails", Imports.builder().instance("other", other).build());

  /** Runs something on a thread with little stack. */
  private static <T> T onSmallStack(Callable<T> task) throws Exception {
    FutureTask<T> future = new FutureTask<>(task);
    Thread thread = new Thread(null, future, "small stack", SMALL_STACK);
    thread.start();
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  private void chain(String function) throws Exception {
    assertEquals(SUM, onSmallStack(() -> call(instance, function, LENGTH, 0L)));
    assertEquals(-1L, onSmallStack(() -> call(instance, function, LENGTH - 1, 0L)));
  }

  @Test
  void directChainsTakeNoStack() throws Exception {
    chain("even");
  }

  @Test
  void indirectChainsTakeNoStack() throws Exception {
    chain("even_indirect");
  }

  @Test
  void chainsThroughReferencesTakeNoStack() throws Exception {
    chain("even_ref");
  }

  @Test
  void chainsAcrossInstancesTakeNoStack() throws Exception {
    other.table("table").set(3, instance.function("across"));
    long length = 1_000_000;
    assertEquals(
        length * (length + 1) / 2, onSmallStack(() -> call(instance, "across", length, 0L)));
    assertEquals(-1L, onSmallStack(() -> call(instance, "across", length - 1, 0L)));
    // Through a host's function, which is called like any other.
    FunctionType step =
        FunctionType.of(List.of(ValueType.I64, ValueType.I64), List.of(ValueType.I64));
    Instance toHost =
        Modules.instantiate(
            "tails",
            Imports.builder()
                .function(
                    "other", "step", step, (caller, values) -> values.setI64(0, values.i64(1) * 2))
                .build());
    assertEquals(2 * (5L + 30), call(toHost, "across", 30L, 5L));
  }

  @Test
  void tailCallsOfItselfAreLoops() throws Exception {
    assertEquals(SUM, onSmallStack(() -> call(instance, "self", LENGTH, 0L)));
    assertEquals(6L, call(instance, "gcd", 48L, 18L));
    assertEquals(15L, call(instance, "self_in_try", 5L, 0L));
    assertEquals(1_000_000L + 10 + 9 + 8, call(instance, "self_in_try", 10L, 0L));
  }

  @Test
  void aTryDoesNotCatchForItsTailCallee() {
    assertEquals(107L, call(instance, "tries", 7L, 0));
    assertEquals(107L, call(instance, "tries", 7L, 1));
    assertEquals(3L, call(instance, "tries", 2L, 2));
    assertEquals(-1L, call(instance, "tries", 2L, 3));
    Trap trap = assertThrows(Trap.class, () -> call(instance, "tries", 2L, 4));
    assertEquals(TrapKind.NULL_FUNCTION_REFERENCE, trap.kind());
    other.table("table").set(3, instance.function("even"));
    assertEquals(6L, call(instance, "tries", 3L, 5));
  }

  @Test
  void otherRecursionGoesOnAsDeepAsWithoutTailCalls() {
    assertEquals(1_000L * 5_050, call(instance, "recursion", 1_000L, 100L));
  }

  @Test
  void overflowsLeaveTheInstanceUsable() throws Exception {
    for (int i = 0; i < 200; i++) {
      Trap trap =
          assertThrows(Trap.class, () -> onSmallStack(() -> call(instance, "overflow", 1L)));
      assertEquals(TrapKind.CALL_STACK_EXHAUSTED, trap.kind());
      assertNull(instance.tailCall);
      assertEquals(55L, call(instance, "even", 10L, 0L));
    }
  }

  @Test
  void endlessChainsCanBeInterrupted() throws Exception {
    FutureTask<Object> future = new FutureTask<>(() -> call(instance, "spin", 1L));
    Thread thread = new Thread(future);
    thread.start();
    Thread.sleep(50);
    instance.interrupt();
    ExecutionException failure =
        Assertions.assertTimeout(
            Duration.ofSeconds(20), () -> assertThrows(ExecutionException.class, future::get));
    assertEquals(TrapKind.INTERRUPTED, ((Trap) failure.getCause()).kind());
    instance.clearInterrupt();
    assertEquals(55L, call(instance, "even", 10L, 0L));
  }

  @Test
  void everyKindOfValueGoesDownAChain() {
    assertArrayEquals(
        new Object[] {203.0, 7L, 8, new V128(1, 2), 100.5f},
        instance.function("spread").call(100, new V128(1, 2), 0.5f, 3.0));
    assertArrayEquals(
        new Object[] {3.0, 7L, 8, new V128(1, 2), 0.5f},
        instance.function("spread").call(0, new V128(1, 2), 0.5f, 3.0));
  }

  @Test
  void moreArgumentsThanTheJvmAllows() {
    assertEquals(258, call(instance, "many", 0L));
    // Each call turns the arguments by one place.
    assertEquals(1001 % 259 + (1001 + 258) % 259, call(instance, "many", 1001L));
  }
}
