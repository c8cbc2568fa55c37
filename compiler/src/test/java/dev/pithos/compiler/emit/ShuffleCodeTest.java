package dev.pithos.compiler.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pithos.runtime.Instance;
import dev.pithos.runtime.V128;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Shuffles with few groups of bytes, with many, and anything between. */
class ShuffleCodeTest {
  private static final int LANES = 16;
  private static final int[] HALVES_SWAPPED = {
    8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23
  };

  private final Random random = new Random(11);

  private List<int[]> shuffles() {
    List<int[]> shuffles = new ArrayList<>();
    shuffles.add(HALVES_SWAPPED);
    for (int shift = 0; shift <= LANES; shift++) {
      int[] window = new int[LANES];
      int[] broadcast = new int[LANES];
      int[] interleaved = new int[LANES];
      for (int i = 0; i < LANES; i++) {
        window[i] = i + shift;
        broadcast[i] = shift;
        interleaved[i] = i / 2 + (i % 2 == 0 ? 0 : LANES) + shift / 2 % 8;
      }
      shuffles.add(window);
      shuffles.add(broadcast);
      shuffles.add(interleaved);
    }
    for (int i = 0; i < 100; i++) {
      shuffles.add(random.ints(LANES, 0, 2 * LANES).toArray());
    }
    return shuffles;
  }

  @Test
  void picksTheBytesThatItNames() {
    List<int[]> shuffles = shuffles();
    ModuleBytes module =
        new ModuleBytes(
            new int[] {ModuleBytes.V128, ModuleBytes.V128}, new int[] {ModuleBytes.V128});
    for (int[] indices : shuffles) {
      int[] body = new int[6 + LANES];
      int[] start = {0x20, 0, 0x20, 1, 0xfd, 0x0d};
      System.arraycopy(start, 0, body, 0, start.length);
      System.arraycopy(indices, 0, body, start.length, LANES);
      module.function(body);
    }
    Instance instance = module.instantiate();
    for (int i = 0; i < shuffles.size(); i++) {
      long[] halves = random.longs(4).toArray();
      Object[] results =
          instance
              .function("f" + i)
              .call(new V128(halves[0], halves[1]), new V128(halves[2], halves[3]));
      assertEquals(expected(shuffles.get(i), halves), results[0], "shuffle " + i);
    }
  }

  private static V128 expected(int[] indices, long[] halves) {
    long[] result = new long[2];
    for (int i = 0; i < LANES; i++) {
      long lane = halves[indices[i] / 8] >>> (8 * (indices[i] % 8)) & 0xff;
      result[i / 8] |= lane << (8 * (i % 8));
    }
    return new V128(result[0], result[1]);
  }
}
