package dev.pithos.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What stands behind the commands. */
final class OptionsTest {
  @Test
  void peersWarmUpAsTheOthersDoUnlessTold() {
    assertEquals(9000, options("warmup=9000").sideBySide().peerWarmUpMillis());
    SideBySide told = options("peers=100", "warmup=9000").sideBySide();
    assertEquals(List.of(100, 9000), List.of(told.peerWarmUpMillis(), told.warmUpMillis()));
  }

  @Test
  void theLastOfASettingCounts() {
    assertEquals(3, options("rounds=9", "sieve", "rounds=3").sideBySide().rounds());
  }

  @Test
  void aWordWithoutAValueIsThePatternOfWorks() {
    Options options = options("core=1", "de5|sieve");
    assertTrue(options.works().matcher("new96-de5").find());
    assertFalse(options.works().matcher("fib").find());
    assertEquals(1, options.sideBySide().processor());
  }

  @Test
  void contendersComeInTheOrderNamed() {
    assertEquals(
        List.of(Contender.WATT, Contender.V8), options("contenders=watt,v8").contenders("pithos"));
    assertEquals(List.of(Contender.PITHOS), options().contenders("pithos"));
  }

  private static Options options(String... arguments) {
    return new Options(arguments);
  }
}
