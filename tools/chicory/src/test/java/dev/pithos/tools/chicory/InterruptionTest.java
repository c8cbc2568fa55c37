package dev.pithos.tools.chicory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.dylibso.chicory.runtime.ChicoryInterruptedException;
import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.types.FunctionType;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Interrupting a thread stops the guest that it runs, as it does on Chicory's interpreter. */
class InterruptionTest {
  private static Instance instance(boolean pithos) throws Exception {
    HostFunction tick =
        new HostFunction(
            "host", "tick", FunctionType.of(List.of(), List.of()), (caller, values) -> new long[0]);
    try (InputStream stream = InterruptionTest.class.getResourceAsStream("/endless.wasm")) {
      byte[] wasm = stream.readAllBytes();
      Instance.Builder builder =
          pithos ? PithosModule.compile(wasm).instance() : Instance.builder(Parser.parse(wasm));
      return builder.withImportValues(ImportValues.builder().addFunction(tick).build()).build();
    }
  }

  @AfterEach
  void forgetInterrupt() {
    boolean interrupted = Thread.interrupted();
    assertFalse(interrupted && Thread.currentThread().isInterrupted());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anInterruptedCallEndsAndTheNextRuns(boolean pithos) throws Exception {
    Instance instance = instance(pithos);
    for (String function : List.of("spin", "spinThroughHost")) {
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      AtomicReference<Long> next = new AtomicReference<>();
      Thread thread =
          new Thread(
              () -> {
                thrown.set(assertThrows(Throwable.class, () -> instance.export(function).apply()));
                assertTrue(Thread.interrupted());
                next.set(instance.export("answer").apply()[0]);
              });
      thread.start();
      Thread.sleep(100);
      thread.interrupt();
      thread.join(10_000);
      assertFalse(thread.isAlive(), function);
      assertInstanceOf(ChicoryInterruptedException.class, thrown.get(), function);
      assertEquals(42, next.get(), function);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anInterruptedThreadCallsNothing(boolean pithos) throws Exception {
    Instance instance = instance(pithos);
    Thread.currentThread().interrupt();
    assertThrows(ChicoryInterruptedException.class, () -> instance.export("answer").apply());
    assertTrue(Thread.interrupted());
    assertEquals(42, instance.export("answer").apply()[0]);
  }

  @Test
  void othersGoOn() throws Exception {
    Instance stopped = instance(true);
    Instance other = instance(true);
    Thread thread =
        new Thread(
            () ->
                assertThrows(
                    ChicoryInterruptedException.class, () -> stopped.export("spin").apply()));
    thread.start();
    Thread.sleep(50);
    thread.interrupt();
    thread.join(10_000);
    for (int i = 0; i < 1000; i++) {
      assertEquals(42, other.export("answer").apply()[0]);
    }
  }
}
