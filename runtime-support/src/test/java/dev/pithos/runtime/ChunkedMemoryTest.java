package dev.pithos.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pithos.runtime.support.ChunkedAccess;
import dev.pithos.runtime.support.MemoryBulk;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Memories that threads share or that pass 2 GiB: at the borders of chunks, pages and sizes. */
class ChunkedMemoryTest {
  private static final int PAGE = 65_536;
  private static final int CHUNK = ChunkedMemory.CHUNK;
  private static final long PAGES_PER_CHUNK = CHUNK / PAGE;

  private static Memory shared(long minimum, long maximum) {
    return new Memory(new MemoryType(minimum, maximum, false, true, 16));
  }

  @Test
  void typesDecideTheShape() {
    assertEquals(MemoryShape.FLAT, shape(1, 65_536, false, false));
    assertEquals(MemoryShape.FLAT, shape(32_767, MemoryType.NO_MAXIMUM, true, false));
    assertEquals(MemoryShape.FLAT, shape(1, 32_767, true, false));
    assertEquals(MemoryShape.CHUNKED, shape(1, 2, false, true));
    assertEquals(MemoryShape.CHUNKED, shape(32_768, MemoryType.NO_MAXIMUM, false, false));
    assertEquals(MemoryShape.CHUNKED, shape(1, 32_768, true, false));
  }

  private static MemoryShape shape(long minimum, long maximum, boolean is64, boolean shared) {
    return MemoryShape.of(new MemoryType(minimum, maximum, is64, shared, 16));
  }

  @Test
  void accessesCrossChunks() {
    ChunkedMemory memory = shared(2 * PAGES_PER_CHUNK, 2 * PAGES_PER_CHUNK).chunks;
    for (int before = 0; before <= 8; before++) {
      long address = (long) CHUNK - before;
      ChunkedAccess.i64Store(address, 0x8182_8384_8586_8788L, memory);
      assertEquals(0x8182_8384_8586_8788L, ChunkedAccess.i64Load(address, memory));
      assertEquals(0x8586_8788, ChunkedAccess.i32Load(address, memory));
      assertEquals((short) 0x8788, ChunkedAccess.i32Load16S(address, memory));
      assertEquals(0x8788, ChunkedAccess.i64Load16U(address, memory));
      assertEquals(0x8586_8788L, ChunkedAccess.i64Load32U(address, memory));
      ChunkedAccess.i32Store16(address, 0x1234, memory);
      assertEquals(0x8182_8384_8586_1234L, ChunkedAccess.i64Load(address, memory));
      ChunkedAccess.f64Store(address, 0.5, memory);
      assertEquals(0.5, ChunkedAccess.f64Load(address, memory));
      ChunkedAccess.f32Store(address, 0.25f, memory);
      assertEquals(0.25f, ChunkedAccess.f32Load(address, memory));
    }
  }

  @Test
  void theEndIsTheSizeAndMovesWhenTheMemoryGrows() {
    Memory memory = shared(1, 2 * PAGES_PER_CHUNK);
    ChunkedMemory chunks = memory.chunks;
    ChunkedAccess.i32Store(PAGE - 4, 7, chunks);
    assertThrows(Trap.class, () -> ChunkedAccess.i32Load(PAGE - 3, chunks));
    assertThrows(Trap.class, () -> ChunkedAccess.i32Load8U(PAGE, chunks));
    assertThrows(Trap.class, () -> ChunkedAccess.i32Store8(-1, 1, chunks));
    assertThrows(Trap.class, () -> ChunkedAccess.i64Store(PAGE - 7, -1, chunks));
    assertEquals(7, ChunkedAccess.i32Load(PAGE - 4, chunks));
    assertEquals(1, memory.grow(1));
    assertEquals(7, ChunkedAccess.i64Load(PAGE - 4, chunks));
    assertThrows(Trap.class, () -> ChunkedAccess.i32Load8U(2 * PAGE, chunks));
    assertEquals(2, memory.grow(2 * PAGES_PER_CHUNK - 2));
    assertEquals(0, ChunkedAccess.i64Load(2L * CHUNK - 8, chunks));
    assertThrows(Trap.class, () -> ChunkedAccess.i64Load(2L * CHUNK - 7, chunks));
    assertEquals(-1, memory.grow(1));
    assertEquals(2 * PAGES_PER_CHUNK, memory.pages());
  }

  /** One thread grows; another one uses every page as soon as it sees the size. */
  @Test
  void whoSeesTheNewSizeCanUseIt() {
    for (int round = 0; round < 50; round++) {
      Memory memory = shared(1, 2 * PAGES_PER_CHUNK);
      CompletableFuture<Void> grower =
          CompletableFuture.runAsync(
              () -> {
                while (memory.grow(1) >= 0) {
                  Thread.onSpinWait();
                }
              });
      for (long seen = 0; seen < 2L * CHUNK; seen = memory.size()) {
        ChunkedAccess.i64Store(memory.size() - 8, seen, memory.chunks);
      }
      grower.join();
    }
  }

  @Test
  void effectiveAddressesDoNotWrap() {
    assertEquals(0x1_ffff_fffeL, ChunkedAccess.effective(-1, 0xffff_ffffL));
    assertEquals(-1, ChunkedAccess.effective(-8L, 16));
    assertEquals(-1, ChunkedAccess.effective(-1L, -1L));
    assertEquals(Long.MIN_VALUE, ChunkedAccess.effective(Long.MAX_VALUE, 1));
  }

  @Test
  void rangesCrossChunksAndOverlap() {
    Memory memory = shared(3 * PAGES_PER_CHUNK, 3 * PAGES_PER_CHUNK);
    byte[] expected = new byte[3 * CHUNK];
    Random random = new Random(3);
    random.nextBytes(expected);
    memory.write(0, expected);
    assertArrayEquals(expected, memory.read(0, expected.length));
    for (int round = 0; round < 20; round++) {
      int target = random.nextInt(2 * CHUNK);
      int source = random.nextInt(2 * CHUNK);
      int length = random.nextInt(CHUNK);
      MemoryBulk.copy(target, source, length, memory, memory);
      System.arraycopy(expected, source, expected, target, length);
      int start = random.nextInt(2 * CHUNK);
      MemoryBulk.fill(start, round, length / 8, memory);
      Arrays.fill(expected, start, start + length / 8, (byte) round);
    }
    assertArrayEquals(expected, memory.read(0, expected.length));
    assertThrows(Trap.class, () -> MemoryBulk.fill(3 * CHUNK - 4, 1, 5, memory));
    assertThrows(Trap.class, () -> MemoryBulk.copy(0, 3 * CHUNK - 4, 5, memory, memory));
  }

  @Test
  void rangesGoBetweenFlatAndChunkedMemories() {
    Memory flat = new Memory(new MemoryType(1, 1, false, false, 16));
    Memory chunked = shared(1, 1);
    byte[] bytes = new byte[10_000];
    new Random(4).nextBytes(bytes);
    flat.write(100, bytes);
    MemoryBulk.copy(5, 100, bytes.length, chunked, flat);
    assertArrayEquals(bytes, chunked.read(5, bytes.length));
    MemoryBulk.copy(30_000, 5, bytes.length, flat, chunked);
    assertArrayEquals(bytes, flat.read(30_000, bytes.length));
  }

  @Test
  void hugeMemoriesTakeRoomOnlyWhereTheyAreUsed() {
    Memory memory = new Memory(new MemoryType(1 << 20, MemoryType.NO_MAXIMUM, true, false, 16));
    long address = 60L << 30;
    assertEquals(64L << 30, memory.size());
    assertEquals(0, memory.read(address, 1)[0]);
    memory.write(address, new byte[] {1, 2, 3});
    assertEquals(0x03_0201, ChunkedAccess.i32Load(address, memory.chunks));
    assertThrows(Trap.class, () -> memory.read(64L << 30, 1));
    assertEquals(-1, memory.grow(1L << 40));
    assertNull(memory.bytes);
    assertThrows(UnsupportedOperationException.class, memory::bytes);
  }

  @Test
  void stateComesBack() {
    Memory memory = shared(1, PAGES_PER_CHUNK + 1);
    memory.write(10, new byte[] {1, 2, 3});
    Snapshot.MemoryImage image = new Snapshot.MemoryImage(memory);
    memory.write(0, new byte[100]);
    assertEquals(1, memory.grow(PAGES_PER_CHUNK));
    memory.write(CHUNK, new byte[] {9});
    image.restore(0);
    assertEquals(1, memory.pages());
    assertArrayEquals(new byte[] {0, 1, 2, 3, 0}, memory.read(9, 5));
    assertEquals(1, memory.grow(PAGES_PER_CHUNK));
    assertEquals(0, memory.read(CHUNK, 1)[0]);
  }
}
