package dev.pithos.tools.chicory.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Public libraries give the same on Chicory's compiler and on Pithos in its place. */
class LibrariesTest {
  private static String same(Class<?> library) throws Exception {
    String expected = Engines.run(Engines.chicory(), library).call();
    assertEquals(expected, Engines.run(Engines.pithos(), library).call());
    return expected;
  }

  @Test
  void opaDecides() throws Exception {
    String decisions = same(Opa.class);
    assertTrue(decisions.contains("true") && decisions.contains("false"), decisions);
  }

  @Test
  void extismCounts() throws Exception {
    assertEquals("0000011000", same(Extism.class));
  }
}
