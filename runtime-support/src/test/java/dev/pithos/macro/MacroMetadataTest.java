package dev.pithos.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pithos.runtime.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which slots a module has: the metadata section, and exports where it is missing. */
class MacroMetadataTest {
  private static final String TEXT =
      "derive:Demo:demo\n"
          + "derive:Serialize:derive_serialize:serde,other\n"
          + "attr:async_trait:async_trait\n"
          + "bang:paste:paste\n";

  private static List<MacroSlot> parse(String text) {
    return MacroMetadata.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsAndWritesTheSection() {
    List<MacroSlot> slots = parse(TEXT);
    assertEquals(
        new MacroSlot(
            1, MacroKind.DERIVE, "Serialize", List.of("serde", "other"), "derive_serialize"),
        slots.get(1));
    assertEquals("slot_2_attr", slots.get(2).methodName());
    assertEquals(TEXT, new String(MacroMetadata.write(slots), StandardCharsets.UTF_8));
    assertEquals(slots, parse("\n" + TEXT.replace("\n", "\n\n")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "derive:Demo          | line 1: expected kind:name:export",
        "a:b:c:d:e            | line 1: expected kind:name:export",
        "macro:Demo:demo      | line 1: kind must be derive, attr or bang, is `macro`",
        "derive::demo         | line 1: `` is not a valid identifier",
        "derive:De-mo:demo    | line 1: `De-mo` is not a valid identifier",
        "derive:Demo:         | line 1: the export's name is missing",
        "derive:Demo:demo:    | line 1: `` is not a valid identifier",
        "bang:paste:paste:x   | line 1: only derive macros have helper attributes",
      })
  void saysWhatIsWrongWithALine(String line, String message) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> parse(line + "\n"));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void refusesDoubleNamesAndBadBytes() {
    IllegalArgumentException twice =
        assertThrows(IllegalArgumentException.class, () -> parse(TEXT + "bang:paste:other"));
    assertTrue(twice.getMessage().contains("line 5: a second bang paste"), twice.getMessage());
    assertThrows(IllegalArgumentException.class, () -> MacroMetadata.parse(new byte[] {-1}));
  }

  @Test
  void exportsAreSlotsWhereTheSectionIsMissing() {
    ModuleDescriptor module =
        JavaGuest.descriptor(List.of("demo/1", "attribute/2", "three/3", "a.b/1", "no/1/0"), null);
    MacroAbi abi = MacroAbi.detect(module).orElseThrow();
    assertEquals("watt-0.5", abi.name());
    assertEquals(
        List.of(
            new MacroSlot(0, MacroKind.DERIVE_OR_BANG, "demo", List.of(), "demo"),
            new MacroSlot(1, MacroKind.ATTR, "attribute", List.of(), "attribute")),
        abi.slots(module));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "derive:Demo:dem   | needs an exported function `dem` of type [i32] -> [i32], the module"
            + " exports",
        "attr:demo:demo    | of type [i32, i32] -> [i32], found type [i32] -> [i32]",
        "derive:M:memory   | found a MEMORY",
      })
  void metadataMustMatchTheModule(String line, String message) {
    ModuleDescriptor module = JavaGuest.descriptor(List.of("demo/1"), line);
    MacroAbi abi = MacroAbi.detect(module).orElseThrow();
    MacroException e = assertThrows(MacroException.class, () -> abi.slots(module));
    assertEquals(MacroException.Reason.BAD_LIBRARY, e.reason());
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void importsTellTheVersion() {
    ModuleDescriptor old = JavaGuest.descriptor(List.of("demo/1"), null, "watt-0.4", "env");
    assertEquals("watt-0.4", MacroAbi.detect(old).orElseThrow().name());
    assertEquals("demo", MacroAbi.detect(old).orElseThrow().slots(old).get(0).name());
    ModuleDescriptor any = JavaGuest.descriptor(List.of("demo/1"), null, "env");
    assertEquals("watt-0.5", MacroAbi.detect(any).orElseThrow().name());
    assertEquals("demo", MacroAbi.detect(any).orElseThrow().slots(any).get(0).name());
  }

  @ParameterizedTest
  @CsvSource({
    "watt-0.3, `watt-0.3`",
    "watt-0.4 watt-0.5, `watt-0.4` and `watt-0.5`",
    "watt-1.0 watt-0.5, `watt-0.5` and `watt-1.0`",
    "watt-0.6 watt-0.4, `watt-0.4` and `watt-0.6`"
  })
  void saysThatAVersionIsUnknownOrNotOne(String modules, String found) {
    ModuleDescriptor module = JavaGuest.descriptor(List.of("demo/1"), null, modules.split(" "));
    MacroAbi abi = MacroAbi.detect(module).orElseThrow();
    MacroException e = assertThrows(MacroException.class, () -> abi.slots(module));
    assertEquals(MacroException.Reason.BAD_LIBRARY, e.reason());
    assertEquals(
        "it imports from "
            + found
            + "; supported are modules of one version of Watt, `watt-0.4` or `watt-0.5`:"
            + " build the macro again, with build-macro or for one of these",
        e.detail());
  }

  @Test
  void aModuleWithoutTheAdaptersIsNone() {
    assertFalse(MacroAbi.detect(new ModuleDescriptor.Builder().build()).isPresent());
  }
}
