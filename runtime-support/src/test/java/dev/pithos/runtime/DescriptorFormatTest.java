package dev.pithos.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a descriptor says after it was written and read, and what damaged ones say. */
class DescriptorFormatTest {
  private static ModuleDescriptor.Builder parts() {
    ModuleDescriptor.Builder parts = new ModuleDescriptor.Builder();
    parts.sha256 = "beef";
    parts.exports = List.of(new ModuleDescriptor.Export("größe", ExternalKind.MEMORY, 0));
    parts.memories = List.of(new MemoryType(1, 70_000, false, false, 16));
    parts.tables = List.of(new TableType(ValueType.FUNCREF, 3, 0x1_2345_6789L, true));
    parts.globals = List.of(new GlobalType(ValueType.I64, true));
    parts.globalInitializers =
        List.of(new Initializer(Initializer.Kind.NUMBER, 0x8000_0000_FFFF_FFFEL, -1, 0));
    parts.customSections = Map.of("note", new byte[] {1, 2, 3});
    parts.functionNames = () -> Map.of(7, "seven", 1000, "a::b‹T›");
    return parts;
  }

  private static ModuleDescriptor read(byte[] bytes) {
    return DescriptorFormat.read(new ByteArrayInputStream(bytes), "here");
  }

  @Test
  void whatIsWrittenIsRead() {
    byte[] bytes = DescriptorFormat.write(parts().build());
    ModuleDescriptor module = read(bytes);
    assertEquals("beef", module.sha256());
    assertEquals("größe", module.exports().get(0).name());
    assertEquals(parts().memories, module.memories());
    assertEquals(parts().tables, module.tables());
    assertEquals(parts().globals, module.globals());
    assertEquals(parts().globalInitializers, module.globalInitializers());
    assertEquals("seven", module.functionName(7));
    assertEquals(Map.of(7, "seven", 1000, "a::b‹T›"), module.functionNames());
    assertEquals("func8", module.functionName(8));
    assertEquals(3, module.customSections().get("note")[2]);
    assertEquals(-1, Arrays.mismatch(bytes, DescriptorFormat.write(module)));
  }

  @Test
  void theNameOfAnExportServesWhereThereIsNoOther() {
    ModuleDescriptor.Builder parts = parts();
    parts.exports = List.of(new ModuleDescriptor.Export("run", ExternalKind.FUNCTION, 8));
    parts.functionNames = null;
    ModuleDescriptor module = read(DescriptorFormat.write(parts.build()));
    assertEquals("run", module.functionName(8));
    assertEquals(Map.of(), module.functionNames());
  }

  @Test
  void everyTruncationIsToldAndNamesTheSource() {
    byte[] bytes = DescriptorFormat.write(parts().build());
    for (int length = 0; length < bytes.length; length++) {
      byte[] damaged = Arrays.copyOf(bytes, length);
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () -> read(damaged).functionNames(),
              "of " + length + " bytes");
      assertTrue(
          e.getMessage().startsWith("here: the module descriptor is corrupted"), e::toString);
    }
  }

  @Test
  void anotherVersionSaysWhatToDo() {
    byte[] bytes = DescriptorFormat.write(parts().build());
    bytes[7]--;
    String message = assertThrows(IllegalArgumentException.class, () -> read(bytes)).getMessage();
    assertTrue(message.endsWith("compile the module again"), message);
  }
}
