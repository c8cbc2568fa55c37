package dev.pithos.conformance.control;

import static dev.pithos.conformance.control.Modules.call;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pithos.runtime.Imports;
import dev.pithos.runtime.Instance;
import dev.pithos.runtime.WasmException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** legacy.wat: try, catch, delegate and rethrow. */
class LegacyExceptionsTest {
  private final Instance instance = Modules.instantiate("legacy", Imports.none());

  @Test
  void catchesAreTriedInOrderWithTheOperandsBelow() {
    assertEquals(1107, call(instance, "catches", 0, 7));
    assertEquals(1207, call(instance, "catches", 1, 7));
  }

  @Test
  void delegatePassesTheTriesBetween() {
    assertEquals(7, call(instance, "delegates", 7));
    assertEquals(7, call(instance, "away", 7));
    assertEquals(507, call(instance, "crossing", 7));
  }

  @Test
  void codeBesideADelegateStaysProtected() {
    assertEquals(501, call(instance, "beside", 1));
    assertEquals(499, call(instance, "beside", 0));
  }

  @Test
  void rethrowMeansTheCatchThatItNames() {
    assertEquals(1, call(instance, "rethrows"));
  }

  @Test
  void blocksEndWhereTheirTryEnds() {
    assertEquals(1, call(instance, "ends", 1));
    assertEquals(2, call(instance, "ends", 0));
  }

  @Test
  void catchesSeeTheMemoryThatGrew() {
    assertEquals(0, call(instance, "grown"));
  }

  @Test
  void whatNoCatchTakesGoesOn() {
    WasmException thrown =
        assertThrows(WasmException.class, () -> instance.function("uncaught").call(4));
    assertEquals(List.of(4), thrown.values());
  }
}
