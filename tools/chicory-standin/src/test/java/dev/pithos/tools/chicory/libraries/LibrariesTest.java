package dev.pithos.tools.chicory.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Public libraries give the same on Chicory's compiler and on Pithos in its place. */
class LibrariesTest {
  private static String same(Class<?> library, Path... ahead) throws Exception {
    String expected = Engines.run(Engines.chicory(), library).call();
    assertEquals(expected, Engines.run(Engines.pithos(ahead), library).call());
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

  @Test
  void proxyWasmFilters() throws Exception {
    String log = same(ProxyFilter.class);
    assertTrue(log.matches("([a-p]{8} CONTINUE\n){2}"), log);
  }

  /** The library names its own compiled class, in whose place a class of that name is put. */
  @Test
  void wabtAssembles(@TempDir Path folder) throws Exception {
    String module = same(Wat.class, CompiledModules.wat(folder));
    assertTrue(module.startsWith("0061736d01000000"), module);
  }
}
