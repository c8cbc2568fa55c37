package dev.pithos.compiler.emit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pithos.runtime.Imports;
import dev.pithos.runtime.Instance;
import dev.pithos.runtime.LinkException;
import dev.pithos.runtime.Memory;
import dev.pithos.runtime.MemoryType;
import dev.pithos.runtime.Trap;
import dev.pithos.runtime.TrapKind;
import dev.pithos.runtime.WasmModule;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Compiled instances in threads on one memory, and memories beyond 2 GiB. */
class SharedMemoryTest {
  private static final int WAIT = 0;
  private static final int NOTIFY = 1;
  private static final int ADD = 2;

  /** (i32 address, i64 number) -> i64 on a shared memory of 1 to 2 pages. */
  private static WasmModule threads(int flags) {
    return new ModuleBytes(
            new int[] {ModuleBytes.I32, ModuleBytes.I64}, new int[] {ModuleBytes.I64})
        .importedMemory(flags, 1, 2)
        // memory.atomic.wait32 for 0 with the number as timeout
        .function(0x20, 0, 0x41, 0, 0x20, 1, 0xfe, 0x01, 2, 0, 0xad)
        // memory.atomic.notify of the number of waiters
        .function(0x20, 0, 0x20, 1, 0xa7, 0xfe, 0x00, 2, 0, 0xad)
        // i64.atomic.rmw.add of the number
        .function(0x20, 0, 0x20, 1, 0xfe, 0x1f, 3, 0)
        .load();
  }

  private final Memory memory = new Memory(new MemoryType(1, 2, false, true, 16));
  private final WasmModule module = threads(3);

  private Instance instance() {
    return module.instantiate(Imports.builder().memory("host", "memory", memory).build());
  }

  private static Object call(Instance instance, int function, int address, long number) {
    return instance.function("f" + function).call(address, number)[0];
  }

  @Test
  @Timeout(30)
  void aThreadWaitsUntilAnotherNotifiesIt() throws Exception {
    CompletableFuture<Object> waiting =
        CompletableFuture.supplyAsync(() -> call(instance(), WAIT, 8, -1));
    Instance other = instance();
    while (call(other, NOTIFY, 8, 1).equals(0L)) {
      Thread.onSpinWait();
    }
    assertEquals(0L, waiting.get());
    assertEquals(0L, call(other, NOTIFY, 8, 1));
  }

  @Test
  void waitingEndsWithTheTimeAndDoesNotBeginForAnotherNumber() {
    Instance instance = instance();
    long start = System.nanoTime();
    assertEquals(2L, call(instance, WAIT, 8, TimeUnit.MILLISECONDS.toNanos(30)));
    assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(30));
    assertEquals(0L, call(instance, ADD, 8, 1));
    assertEquals(1L, call(instance, WAIT, 8, -1));
    assertEquals(TrapKind.UNALIGNED_ATOMIC, trap(instance, WAIT, 9));
    assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap(instance, WAIT, 65_536));
  }

  private static TrapKind trap(Instance instance, int function, int address) {
    return assertThrows(Trap.class, () -> call(instance, function, address, 0)).kind();
  }

  @Test
  @Timeout(30)
  void aWaitingGuestCanBeInterrupted() throws Exception {
    Instance instance = instance();
    CompletableFuture<Object> waiting =
        CompletableFuture.supplyAsync(() -> call(instance, WAIT, 16, -1));
    instance.interrupt();
    Throwable cause = assertThrows(ExecutionException.class, waiting::get).getCause();
    assertEquals(TrapKind.INTERRUPTED, ((Trap) cause).kind());
    assertEquals(0L, call(instance(), NOTIFY, 16, 1));
  }

  @Test
  void additionsOfThreadsAddUp() throws Exception {
    int rounds = 5_000;
    CompletableFuture<?>[] workers = new CompletableFuture<?>[4];
    for (int i = 0; i < workers.length; i++) {
      Instance instance = instance();
      workers[i] =
          CompletableFuture.runAsync(
              () -> {
                for (int round = 0; round < rounds; round++) {
                  Object unused = call(instance, ADD, 64, 3);
                }
              });
    }
    CompletableFuture.allOf(workers).get();
    assertEquals(3L * rounds * workers.length, call(instance(), ADD, 64, 0));
  }

  @Test
  void atomicsWorkOnMemoriesOfOneThreadButNobodyWaitsThere() {
    Memory flat = new Memory(new MemoryType(1, 2, false, false, 16));
    Instance instance =
        threads(1).instantiate(Imports.builder().memory("host", "memory", flat).build());
    assertEquals(0L, call(instance, ADD, 8, 5));
    assertEquals(5L, call(instance, ADD, 8, 5));
    assertEquals(10, flat.bytes()[8]);
    assertEquals(0L, call(instance, NOTIFY, 8, 1));
    assertEquals(TrapKind.UNALIGNED_ATOMIC, trap(instance, ADD, 4));
    assertEquals(TrapKind.EXPECTED_SHARED_MEMORY, trap(instance, WAIT, 16));
  }

  /** A memory of 40,000 pages, 2.4 GiB: stores a v128 of twice the number, loads half of it. */
  @Test
  void memoriesPassTwoGibibytes() {
    Instance instance =
        new ModuleBytes(new int[] {ModuleBytes.I64, ModuleBytes.I64}, new int[] {ModuleBytes.I64})
            .memory(4, 0xc0, 0xb8, 2)
            .function(0x20, 0, 0x20, 1, 0xfd, 0x12, 0xfd, 0x0b, 0, 4, 0x20, 0, 0x29, 0, 12)
            .function(0x3f, 0)
            .function(0x20, 0, 0x40, 0)
            .function(0x20, 0, 0x41, 7, 0x20, 1, 0xfc, 0x0b, 0, 0x20, 0, 0x29, 0, 0)
            .instantiate();
    long end = 40_000L << 16;
    assertEquals(5L, instance.function("f0").call(end - 20, 5L)[0]);
    assertEquals(0x7_0000_0000L, instance.function("f0").call(3L, 0x7_0000_0000L)[0]);
    for (long address : new long[] {end - 19, end, -1, Long.MIN_VALUE, -21}) {
      Trap trap = assertThrows(Trap.class, () -> instance.function("f0").call(address, 9L));
      assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap.kind(), "at " + address);
    }
    assertEquals(5L, instance.function("f0").call(end - 20, 5L)[0]);
    assertArrayEquals(new Object[] {40_000L}, instance.function("f1").call(0L, 0L));
    assertArrayEquals(new Object[] {40_000L}, instance.function("f2").call(1L, 0L));
    assertArrayEquals(new Object[] {-1L}, instance.function("f2").call(-1L, 0L));
    Object filled = instance.function("f3").call((3L << 30) / 2, 1_100_000L)[0];
    assertEquals(0x0707_0707_0707_0707L, filled);
  }

  @Test
  void anImportOfAnotherShapeIsRefused() {
    WasmModule small =
        new ModuleBytes(new int[0], new int[0]).importedMemory(0, 1).function().load();
    Memory large = new Memory(new MemoryType(40_000, MemoryType.NO_MAXIMUM, false, false, 16));
    LinkException refused =
        assertThrows(
            LinkException.class,
            () -> small.instantiate(Imports.builder().memory("host", "memory", large).build()));
    assertTrue(refused.getMessage().contains("under 2 GiB"), refused.getMessage());
  }
}
