package dev.pithos.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Growth, limits, and going back to an image. */
class MemoryTest {
  private static final int PAGE = 65_536;

  private static Memory memory(long minimum, long maximum) {
    return new Memory(new MemoryType(minimum, maximum, false, false, 16));
  }

  @Test
  void growsUpToItsMaximum() {
    Memory memory = memory(1, 3);
    assertEquals(1, memory.grow(0));
    assertEquals(1, memory.grow(2));
    assertEquals(3 * PAGE, memory.bytes().length);
    assertEquals(-1, memory.grow(1));
    assertEquals(-1, memory.grow(0xffff_ffffL));
  }

  @Test
  void growsUpToTheHostsLimit() {
    Memory memory = memory(1, MemoryType.NO_MAXIMUM);
    memory.setLimit(2 * PAGE);
    assertEquals(1, memory.grow(1));
    assertFalse(memory.limitReached());
    assertEquals(-1, memory.grow(1));
    assertTrue(memory.limitReached());
  }

  @Test
  void imageComesBackWhateverHappened() {
    Memory memory = memory(2, MemoryType.NO_MAXIMUM);
    memory.write(5000, new byte[] {1, 2, 3});
    memory.write(2 * PAGE - 1, new byte[] {9});
    byte[] before = memory.bytes().clone();
    byte[] array = memory.bytes();
    Snapshot.MemoryImage image = new Snapshot.MemoryImage(memory);

    for (int round = 1; round <= 20; round++) {
      Arrays.fill(memory.bytes(), (byte) round);
      memory.grow(1);
      byte[] grown = memory.bytes();
      assertEquals((byte) round, grown[2 * PAGE - 1]);
      for (int i = 2 * PAGE; i < grown.length; i++) {
        assertEquals(0, grown[i], "new bytes are zero");
      }
      Arrays.fill(grown, (byte) -round);
      memory.grow(round % 3);
      assertEquals((byte) -round, memory.bytes()[3 * PAGE - 1]);
      image.restore(0);
      assertSame(array, memory.bytes());
      assertArrayEquals(before, memory.bytes());
    }
  }

  /** Of elements of every length, in a memory whose last block is not a whole one. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 16, 20, 24, 32, 60, 4096, 3 * PAGE})
  void imageOfRepeatedBytesComesBack(int period) {
    Memory memory = memory(3, MemoryType.NO_MAXIMUM);
    byte[] bytes = memory.bytes();
    Random random = new Random(period);
    byte[] element = new byte[period];
    random.nextBytes(element);
    for (int at = 5000; at < bytes.length - 100; at++) {
      bytes[at] = element[at % period];
    }
    bytes[100_000]++;
    byte[] before = bytes.clone();
    Snapshot.MemoryImage image = new Snapshot.MemoryImage(memory);
    for (int round = 0; round < 100; round++) {
      int from = random.nextInt(bytes.length);
      for (int at = from; at < bytes.length; at++) {
        bytes[at] += (byte) (1 + random.nextInt(255));
      }
      image.restore(from);
      assertArrayEquals(before, bytes, "from " + from);
    }
  }

  @Test
  void hostAccessOutsideTraps() {
    Memory memory = memory(1, MemoryType.NO_MAXIMUM);
    Trap trap = assertThrows(Trap.class, () -> memory.read(PAGE - 1, 2));
    assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap.kind());
    assertEquals(
        "out of bounds memory access: address 65535, 2 bytes, memory of 65536", trap.getMessage());
    assertThrows(Trap.class, () -> memory.read(-1, 1));
    assertThrows(Trap.class, () -> memory.write(PAGE, new byte[1]));
    assertEquals(0, memory.read(PAGE, 0).length);
  }
}
