package dev.pithos.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pithos.benchmarks.work.WorkEntry;
import dev.pithos.benchmarks.work.WorkList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who runs which works, and by which program. */
final class ContenderTest {
  @Test
  void wattRunsOnlyWhatOldRustCompiled() {
    List<WorkEntry> taken = WorkList.all().stream().filter(Contender.WATT::takes).toList();
    assertFalse(taken.isEmpty());
    assertTrue(taken.stream().allMatch(entry -> entry.module().endsWith("-watt.wasm")));
  }

  @Test
  void wattIsOfTheModulesVersion() {
    assertEquals(
        List.of(".build/benchmarks/rust/watt-0.4.6/rustc"),
        Contender.WATT.command(WorkList.find("watt-de5")));
    assertEquals(
        List.of(".build/benchmarks/rust/watt-0.5.0/rustc"),
        Contender.WATT.command(WorkList.find("old63-de5")));
  }

  @Test
  void nativeMacrosTakeBytesOnlyOfOurGuest() {
    assertTrue(Contender.NATIVE_BYTES.takes(WorkList.find("old63-de5")));
    assertFalse(Contender.NATIVE_BYTES.takes(WorkList.find("watt-de5")));
    assertFalse(Contender.NATIVE_BYTES.takes(WorkList.find("fib")));
  }

  @Test
  void everyMacroHasANativeCrateOfItsOwn() {
    for (WorkEntry entry : WorkList.all()) {
      boolean isMacro = entry.kind() == WorkEntry.Kind.MACRO;
      assertEquals(isMacro, Contender.NATIVE_RUSTC.takes(entry), entry.name());
      assertEquals(isMacro, entry.crate() != null, entry.name());
      assertEquals(entry.kind() == WorkEntry.Kind.KERNEL, Contender.NATIVE.takes(entry));
    }
    assertEquals(
        List.of(".build/benchmarks/rust/serde_derive-1.0.229/rustc"),
        Contender.NATIVE_RUSTC.command(WorkList.find("new96-de30")));
    assertEquals(
        List.of(".build/benchmarks/rust/wasmtime"),
        Contender.WASMTIME.command(WorkList.find("sqlite")));
  }

  @Test
  void anotherCheckoutIsAskedFor() {
    assumeTrue(System.getenv("PITHOS_BEFORE") == null, "PITHOS_BEFORE is set");
    WorkEntry entry = WorkList.find("new96-de30");
    String message =
        assertThrows(IllegalArgumentException.class, () -> Contender.PITHOS_BEFORE.command(entry))
            .getMessage();
    assertTrue(message.contains("PITHOS_BEFORE"), message);
  }

  @Test
  void anUnknownNameIsAnsweredWithTheKnownOnes() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Contender.of("watts")).getMessage();
    assertTrue(message.contains("watts") && message.contains("native-bytes"), message);
  }

  @Test
  void namesAreUnique() {
    for (Contender contender : Contender.values()) {
      assertEquals(contender, Contender.of(contender.id()));
    }
  }
}
