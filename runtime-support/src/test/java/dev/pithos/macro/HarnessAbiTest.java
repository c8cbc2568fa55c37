package dev.pithos.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pithos.runtime.ExternalKind;
import dev.pithos.runtime.GlobalType;
import dev.pithos.runtime.Initializer;
import dev.pithos.runtime.ModuleDescriptor;
import dev.pithos.runtime.ValueType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Slots read from the declarations in a module's data. */
class HarnessAbiTest {
  private static final int BASE = 1024;

  /** A slice of two declarations, their names and helpers. */
  private static ByteBuffer data() {
    ByteBuffer data = ByteBuffer.allocate(128).order(ByteOrder.LITTLE_ENDIAN);
    data.putInt(BASE + 8).putInt(2);
    data.putInt(0).putInt(BASE + 80).putInt(9).putInt(BASE + 56).putInt(2).putInt(17);
    data.putInt(1).putInt(BASE + 90).putInt(4).putInt(4).putInt(0).putInt(18);
    data.putInt(BASE + 100).putInt(5).putInt(BASE + 106).putInt(2);
    data.position(80).put("Serialize".getBytes(StandardCharsets.UTF_8));
    data.position(90).put("note".getBytes(StandardCharsets.UTF_8));
    data.position(100).put("serde\0ab".getBytes(StandardCharsets.UTF_8));
    return data;
  }

  private static ModuleDescriptor module(byte[] data, int address) {
    ModuleDescriptor watt = JavaGuest.descriptor(List.of("pithos_expand_v1/3"), null);
    ModuleDescriptor.Builder parts = new ModuleDescriptor.Builder();
    parts.functions = watt.functions();
    parts.imports = watt.imports();
    parts.memories = watt.memories();
    parts.globals = List.of(new GlobalType(ValueType.I32, false));
    parts.globalInitializers = List.of(Initializer.number(address));
    parts.exports = new ArrayList<>(watt.exports());
    parts.exports.add(
        new ModuleDescriptor.Export("__rustc_proc_macro_decls_1f__", ExternalKind.GLOBAL, 0));
    parts.data =
        List.of(
            new ModuleDescriptor.DataSegment(
                ModuleDescriptor.SegmentMode.ACTIVE, 0, Initializer.number(BASE), data));
    return parts.build();
  }

  @Test
  void readsSlotsFromData() {
    ModuleDescriptor module = module(data().array(), BASE);
    MacroAbi abi = MacroAbi.detect(module).orElseThrow();
    assertEquals("rustc-harness-1", abi.name());
    assertEquals(
        List.of(
            new MacroSlot(
                0, MacroKind.DERIVE, "Serialize", List.of("serde", "ab"), "pithos_expand_v1"),
            new MacroSlot(1, MacroKind.ATTR, "note", List.of(), "pithos_expand_v1")),
        abi.slots(module));
  }

  @ParameterizedTest
  @CsvSource({
    "4, -1, 'declaration 0: 4294967295 declarations, at most 65536'",
    "4, 9, declaration 2: kind 1124",
    "0, 5, no data segment holds the 4 bytes at address 5",
    "8, 3, 'declaration 0: kind 3, expected 0 to 2'",
    "16, 100000, 'declaration 0: a name of 100000 bytes'",
    "16, 0, declaration 0: `` is not a valid identifier",
    "12, -4, no data segment holds the 9 bytes at address 4294967292",
    "24, -1, 'declaration 0: 4294967295 helper attributes'",
    "32, 7, 'declaration 1: kind 7'",
  })
  void damagedDeclarationsSayWhatIsWrong(int offset, int value, String message) {
    byte[] data = data().putInt(offset, value).array();
    ModuleDescriptor module = module(data, BASE);
    MacroAbi abi = MacroAbi.detect(module).orElseThrow();
    MacroException e = assertThrows(MacroException.class, () -> abi.slots(module));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void anAddressOutsideTheDataIsDamageToo() {
    ModuleDescriptor module = module(data().array(), 64);
    assertThrows(MacroException.class, () -> MacroAbi.detect(module).orElseThrow().slots(module));
  }
}
