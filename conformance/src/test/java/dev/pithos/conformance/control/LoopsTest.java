package dev.pithos.conformance.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pithos.runtime.Imports;
import dev.pithos.runtime.Instance;
import dev.pithos.runtime.Memory;
import dev.pithos.runtime.Trap;
import dev.pithos.runtime.TrapKind;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Loops that the compiler counts turn as often as they say, store what they say, and trap where
 * they do, whether or not they come out where they want to: beside the same loops in Java, with so
 * many turns that the JVM compiles them.
 */
class LoopsTest {
  private static final int SIZE = 1 << 16;
  private static final Instance INSTANCE = Modules.instantiate("loops", Imports.builder().build());
  private static final Memory MEMORY = INSTANCE.memory("memory");

  /** A loop of the module: stores at each turn, until the answer is to end. */
  private record Loop(String name, int step, int addressMask, int before, End end) {}

  private interface End {
    boolean goesOn(int at, int end);
  }

  private static final Loop UP_NE = new Loop("up_ne", 4, -1, 0, (at, end) -> at != end);
  private static final Loop UP_LT = new Loop("up_lt", 4, -1, 0, LoopsTest::less);
  private static final Loop UP_GT = new Loop("up_gt", 4, -1, 0, LoopsTest::less);
  private static final Loop DOWN_NE = new Loop("down_ne", -12, -1, 0, (at, end) -> at != end);
  private static final Loop DOWN_TO_ZERO =
      new Loop("down_to_zero", -1, -1, -1, (at, end) -> at != 0);
  private static final Loop AROUND_NE =
      new Loop("around_ne", 40_000, 0xff, 0, (at, end) -> at != end);
  private static final Loop MANY_NE = new Loop("many_ne", 1, 0xff, 0, (at, end) -> at != end);
  private static final Loop AROUND_LT = new Loop("around_lt", 65_536, 0xff, 0, LoopsTest::less);

  private static boolean less(int at, int end) {
    return Integer.compareUnsigned(at, end) < 0;
  }

  @TestFactory
  Stream<DynamicTest> ways() {
    return Stream.of(
        way(UP_NE, 1000, 1400),
        way(UP_NE, 1000, 1004),
        way(UP_NE, 65_000, 65_536),
        way(UP_NE, 65_000, 65_540),
        // Past the end, as the way is no whole number of steps, or none at all.
        way(UP_NE, 65_000, 65_202),
        way(UP_NE, 65_000, 65_000),
        way(UP_NE, 65_000, 64_000),
        way(UP_NE, 65_000, -4),
        way(UP_NE, -4, 4),
        way(UP_LT, 1000, 1400),
        way(UP_LT, 1000, 1401),
        way(UP_LT, 1000, 1403),
        way(UP_LT, 1000, 1000),
        way(UP_LT, 1000, 900),
        way(UP_LT, 65_000, 66_000),
        way(UP_LT, 65_000, -1),
        way(UP_LT, -8, 8),
        way(UP_LT, -8, -1),
        way(UP_GT, 1000, 1401),
        way(UP_GT, 1000, 0),
        way(UP_GT, 65_000, Integer.MIN_VALUE),
        way(DOWN_NE, 1200, 0),
        way(DOWN_NE, 1200, -12),
        way(DOWN_NE, 1200, -24),
        way(DOWN_NE, 1200, 6),
        way(DOWN_NE, 1200, 1200),
        way(DOWN_NE, 600, 1200),
        way(DOWN_TO_ZERO, 1, 0),
        way(DOWN_TO_ZERO, 300, 0),
        way(DOWN_TO_ZERO, 65_536, 0),
        way(DOWN_TO_ZERO, 65_537, 0),
        way(DOWN_TO_ZERO, 0, 0),
        way(DOWN_TO_ZERO, -1, 0),
        around(7, 9),
        // Once around, and so far that the difference is negative.
        around(7, 120_000),
        around(7, 90_000),
        around(Integer.MAX_VALUE - 5, 50),
        around(-5, 50),
        // More turns than are counted at once.
        way(MANY_NE, 5, 1 << 20),
        way(MANY_NE, 5, 5 + (1 << 20)),
        way(MANY_NE, 5, 3_500_000),
        way(AROUND_LT, 1, -65_535),
        way(AROUND_LT, 0, Integer.MIN_VALUE),
        way(AROUND_LT, Integer.MAX_VALUE, -1),
        way(AROUND_LT, -65_536, 65_536),
        way(AROUND_LT, -65_537, -1),
        way(AROUND_LT, -65_537, -65_536));
  }

  private static DynamicTest way(Loop loop, int at, int end) {
    return DynamicTest.dynamicTest(
        loop.name() + " from " + at + " to " + end, () -> compare(loop, at, end));
  }

  private static DynamicTest around(int at, int turns) {
    return way(AROUND_NE, at, at + AROUND_NE.step() * turns);
  }

  @Test
  void compiledByTheJvm() {
    Random random = new Random(20);
    for (int i = 0; i < 3_000; i++) {
      int at = random.nextInt(SIZE);
      int end = at + random.nextInt(-20, 400);
      compare(UP_NE, at & -4, end & -4);
      compare(UP_LT, at, end);
      compare(UP_GT, at, end);
      compare(DOWN_NE, end, end - 12 * random.nextInt(40));
      compare(DOWN_TO_ZERO, random.nextInt(300), 0);
      int anywhere = random.nextInt();
      compare(AROUND_NE, anywhere, anywhere + AROUND_NE.step() * random.nextInt(1, 400));
      compare(AROUND_LT, anywhere, anywhere + random.nextInt(1 << 26));
    }
  }

  private static void compare(Loop loop, int at, int end) {
    byte[] expected = new byte[SIZE];
    int turns = 0;
    boolean traps = false;
    int now = at;
    do {
      int address = (now + loop.before()) & loop.addressMask();
      traps = address < 0 || address >= SIZE;
      if (traps) {
        break;
      }
      expected[address] = 1;
      turns++;
      now += loop.step();
    } while (loop.end().goesOn(now, end));
    MEMORY.fill(0, (byte) 0, SIZE);
    String name = loop.name() + " from " + at + " to " + end;
    try {
      assertEquals(turns, Modules.call(INSTANCE, loop.name(), at, end), name);
      assertFalse(traps, name);
    } catch (Trap trap) {
      assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap.kind(), name);
      assertTrue(traps, name);
    }
    assertArrayEquals(expected, MEMORY.read(0, SIZE), name);
  }

  /** Also where the JVM has compiled it, and the counter begins with all turns that there are. */
  @ParameterizedTest
  @CsvSource({"around_ne, 1", "many_ne, 0"})
  void aCountedLoopCanBeStopped(String function, int end) throws Exception {
    Instance instance = Modules.instantiate("loops", Imports.builder().build());
    FutureTask<Object> run = new FutureTask<>(() -> Modules.call(instance, function, 0, end));
    Thread guest = new Thread(run, "guest");
    guest.setDaemon(true);
    guest.start();
    Thread.sleep(500);
    assertFalse(run.isDone(), "it goes around for seconds, or for ever");
    instance.interrupt();
    ExecutionException failure =
        assertThrows(ExecutionException.class, () -> run.get(20, TimeUnit.SECONDS));
    assertEquals(TrapKind.INTERRUPTED, ((Trap) failure.getCause()).kind());
  }

  @ParameterizedTest
  @CsvSource({
    // Bytes that are not 0 stand at 100 and 101.
    "left, 50, 99, -1",
    "left, 50, 101, 100",
    "left, 102, 40000, -1",
    "left, 101, 50, 101",
    "goes_on, 50, 99, 49",
    "goes_on, 50, 103, 53",
    "two_steps, 50, 99, 49",
    "two_steps, 50, 103, 52",
    "two_steps, 101, 103, 1",
    "moving_end, 50, 99, 49",
    "moving_end, 50, 103, 52",
    "moving_end, 50, 1000, 948",
  })
  void loopsThatDoMoreThanGo(String function, int at, int end, int expected) {
    MEMORY.fill(0, (byte) 0, SIZE);
    MEMORY.write(100, new byte[] {1, 1});
    assertEquals(expected, Modules.call(INSTANCE, function, at, end));
  }
}
