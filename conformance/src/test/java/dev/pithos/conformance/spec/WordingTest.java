package dev.pithos.conformance.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WordingTest {
  @Test
  void messageBeginsWithTheText() {
    assertTrue(Wording.matches("unreachable", "unreachable"));
    assertTrue(Wording.matches("type mismatch", "type mismatch: expected i32"));
    assertFalse(Wording.matches("type mismatch", "a type mismatch"));
    assertFalse(Wording.matches("unreachable", null));
  }

  @Test
  void numberMayStandAnywhereInTheRest() {
    assertTrue(Wording.matches("unknown global 1", "unknown global: index 1 of 1"));
    assertTrue(Wording.matches("illegal opcode ff", "illegal opcode 0xff"));
    assertFalse(Wording.matches("unknown global 1", "unknown global: index 12"));
    assertFalse(Wording.matches("unknown global 1", "unknown global"));
  }

  @Test
  void modeDecidesOnRejections() {
    Exception other = new IllegalStateException("something else");
    assertEquals(Outcome.Status.PASSED, Wording.OFF.ofRejection("text", other).status());
    assertEquals(Outcome.Status.REWORDED, Wording.REPORT.ofRejection("text", other).status());
    assertEquals(Outcome.Status.FAILED, Wording.STRICT.ofRejection("text", other).status());
    assertEquals(Outcome.Status.FAILED, Wording.ofTrap("text", other).status());
  }
}
