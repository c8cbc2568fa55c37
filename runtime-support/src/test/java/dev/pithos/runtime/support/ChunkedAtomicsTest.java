package dev.pithos.runtime.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pithos.runtime.ChunkedMemory;
import dev.pithos.runtime.Memory;
import dev.pithos.runtime.MemoryType;
import dev.pithos.runtime.Trap;
import dev.pithos.runtime.TrapKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Atomic instructions of several threads at once, against what one after the other would give. */
class ChunkedAtomicsTest {
  private static final int THREADS = 4;
  private static final int ROUNDS = 20_000;

  private final ChunkedMemory memory = new Memory(new MemoryType(1, 1, false, true, 16)).chunks;

  private static void inThreads(Callable<Void> work)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Void>> results = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        results.add(threads.submit(work));
      }
      for (Future<Void> result : results) {
        result.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void noIncrementIsLost() throws Exception {
    inThreads(
        () -> {
          for (int i = 0; i < ROUNDS; i++) {
            long unused = ChunkedAtomics.add(1, 1, 0, memory);
            unused = ChunkedAtomics.add(2, 3, 1, memory);
            unused = ChunkedAtomics.sub(4, 1, 2, memory);
            unused = ChunkedAtomics.add(8, 1L << 32, 3, memory);
            unused = ChunkedAtomics.xor(16, 1, 0, memory);
          }
          return null;
        });
    int total = THREADS * ROUNDS;
    assertEquals(total & 0xff, ChunkedAtomics.load(1, 0, memory));
    assertEquals((3 * total) & 0xffff, ChunkedAtomics.load(2, 1, memory));
    assertEquals(-total & 0xffff_ffffL, ChunkedAtomics.load(4, 2, memory));
    assertEquals((long) total << 32, ChunkedAtomics.load(8, 3, memory));
    assertEquals(0, ChunkedAtomics.load(16, 0, memory));
    assertEquals(0, ChunkedAtomics.load(0, 0, memory));
  }

  @Test
  void exchangesGuardACounter() throws Exception {
    inThreads(
        () -> {
          for (int i = 0; i < ROUNDS / 10; i++) {
            while (ChunkedAtomics.cmpxchg(33, 0, 1, 0, memory) != 0) {
              Thread.onSpinWait();
            }
            ChunkedAccess.i32Store(36, ChunkedAccess.i32Load(36, memory) + 1, memory);
            ChunkedAtomics.store(33, 0, 0, memory);
          }
          return null;
        });
    assertEquals(THREADS * (ROUNDS / 10), ChunkedAccess.i32Load(36, memory));
  }

  @Test
  void everyWidthReadsModifiesAndWrites() {
    byte[] flat = new byte[64];
    for (int width = 0; width <= 3; width++) {
      int address = 40;
      long ones = width == 3 ? -1 : (1L << (8 << width)) - 1;
      ChunkedAtomics.store(address, ones, width, memory);
      Atomics.store(address, ones, width, flat);
      long[] before = {
        ChunkedAtomics.and(address, 0x0f, width, memory),
        Atomics.and(address, 0x0f, width, flat),
        ChunkedAtomics.or(address, 0xa0, width, memory),
        Atomics.or(address, 0xa0, width, flat),
        ChunkedAtomics.xchg(address, 5, width, memory),
        Atomics.xchg(address, 5, width, flat),
        ChunkedAtomics.cmpxchg(address, 6, 9, width, memory),
        Atomics.cmpxchg(address, 6, 9, width, flat),
        ChunkedAtomics.cmpxchg(address, 5, 9, width, memory),
        Atomics.cmpxchg(address, 5, 9, width, flat),
        ChunkedAtomics.sub(address, 10, width, memory),
        Atomics.sub(address, 10, width, flat),
        ChunkedAtomics.load(address, width, memory),
        Atomics.load(address, width, flat)
      };
      long[] expected = {ones, 0x0f, 0xaf, 5, 5, 9, ones};
      for (int i = 0; i < before.length; i++) {
        assertEquals(expected[i / 2], before[i], "width " + width + ", result " + i);
      }
    }
    // The expected number is wider than what is compared with it.
    ChunkedAtomics.store(48, 5, 0, memory);
    assertEquals(5, ChunkedAtomics.cmpxchg(48, 0x105, 9, 0, memory));
    assertEquals(5, ChunkedAtomics.load(48, 0, memory));
  }

  @Test
  void unalignedAndOutOfBoundsTrap() {
    assertEquals(TrapKind.UNALIGNED_ATOMIC, trap(() -> ChunkedAtomics.load(1, 1, memory)));
    assertEquals(TrapKind.UNALIGNED_ATOMIC, trap(() -> ChunkedAtomics.add(4, 1, 3, memory)));
    assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap(() -> ChunkedAtomics.load(65_536, 2, memory)));
    assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap(() -> ChunkedAtomics.load(-8, 3, memory)));
    assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap(() -> Atomics.load(-8, 3, new byte[64])));
    assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap(() -> Atomics.load(0, 3, new byte[4])));
  }

  private static TrapKind trap(Executable access) {
    return assertThrows(Trap.class, access).kind();
  }

  @Test
  void aMemoryOfTinyPagesEndsWithinAnInt() {
    ChunkedMemory tiny = new Memory(new MemoryType(6, 6, false, true, 0)).chunks;
    assertEquals(0, ChunkedAtomics.add(5, 255, 0, tiny));
    assertEquals(255, ChunkedAtomics.xchg(5, 1, 0, tiny));
    assertEquals(0x100, ChunkedAtomics.load(4, 1, tiny));
    assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap(() -> ChunkedAtomics.load(4, 2, tiny)));
    assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap(() -> ChunkedAtomics.load(6, 0, tiny)));
  }
}
