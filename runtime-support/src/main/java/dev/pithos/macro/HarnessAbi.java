package dev.pithos.macro;

import dev.pithos.runtime.ExternalKind;
import dev.pithos.runtime.Instance;
import dev.pithos.runtime.ModuleDescriptor;
import dev.pithos.runtime.ValueType;
import dev.pithos.runtime.WasmModule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Modules that rustc's own harness for procedural macros produced, linked with the project's guest
 * crate: tokens cross as in {@link WattAbi}, but macros are no exports. An exported global holds
 * the address of a slice of declarations in the module's data, and one export runs the macro of a
 * declaration. A declaration is six little-endian u32:
 *
 * <pre>kind (0 derive, 1 attr, 2 bang) | name: address, length | helpers: address, count | function
 * </pre>
 *
 * Each helper is again an address and a length. Nothing but data segments is read, so slots are
 * known without running the module.
 */
final class HarnessAbi implements MacroAbi {
  static final String EXPAND = "pithos_expand_v1";
  private static final String DECLARATIONS = "__rustc_proc_macro_decls_";
  private static final int RECORD_BYTES = 24;
  private static final int MOST_MACROS = 1 << 16;
  private static final MacroKind[] KINDS = {MacroKind.DERIVE, MacroKind.ATTR, MacroKind.BANG};

  @Override
  public String name() {
    return "rustc-harness-1";
  }

  @Override
  public boolean speaks(ModuleDescriptor module) {
    return WattAbi.isFunction(module, EXPAND, 3)
        && WattAbi.hasAdapters(module)
        && declarations(module) != null;
  }

  @Override
  public List<MacroSlot> slots(ModuleDescriptor module) {
    WattAbi.checkContexts(module);
    StaticMemory memory = memory(module);
    List<MacroSlot> slots = new ArrayList<>();
    try {
      for (int record : records(module)) {
        slots.add(slot(memory, slots.size(), record));
      }
    } catch (IllegalArgumentException e) {
      throw MacroException.badLibrary(
          "the macro module", "declaration " + slots.size() + ": " + e.getMessage(), e);
    }
    return List.copyOf(slots);
  }

  @Override
  public MacroGuest open(
      WasmModule module, List<MacroSlot> slots, long budget, Consumer<Instance> created) {
    return new WattGuest(
        module, WattVersion.V0_5, slots, records(module.descriptor()), budget, created);
  }

  /** The address of each slot's declaration. */
  private static int[] records(ModuleDescriptor module) {
    StaticMemory memory = memory(module);
    int slice =
        (int)
            module
                .globalInitializers()
                .get(declarations(module).index() - module.importCount(ExternalKind.GLOBAL))
                .bits();
    int first = memory.u32(slice);
    int count = memory.u32(slice + 4);
    if (count < 0 || count > MOST_MACROS) {
      throw new IllegalArgumentException(
          Integer.toUnsignedString(count) + " declarations, at most " + MOST_MACROS);
    }
    int[] records = new int[count];
    for (int i = 0; i < count; i++) {
      records[i] = first + i * RECORD_BYTES;
    }
    return records;
  }

  private static MacroSlot slot(StaticMemory memory, int index, int record) {
    int kind = memory.u32(record);
    if (kind < 0 || kind >= KINDS.length) {
      throw new IllegalArgumentException(
          "kind " + Integer.toUnsignedString(kind) + ", expected 0 to 2");
    }
    String name = Identifiers.checked(memory.text(record + 4));
    int helpersAddress = memory.u32(record + 12);
    int count = memory.u32(record + 16);
    if (count < 0 || count > MOST_MACROS) {
      throw new IllegalArgumentException(
          Integer.toUnsignedString(count) + " helper attributes, at most " + MOST_MACROS);
    }
    List<String> helpers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      helpers.add(Identifiers.checked(memory.text(helpersAddress + i * 8)));
    }
    return new MacroSlot(index, KINDS[kind], name, helpers, EXPAND);
  }

  private static StaticMemory memory(ModuleDescriptor module) {
    return new StaticMemory(module, module.export(WattAbi.MEMORY).index());
  }

  /** The global that holds the slice's address; null if there is none of the right kind. */
  private static ModuleDescriptor.Export declarations(ModuleDescriptor module) {
    for (ModuleDescriptor.Export export : module.exports()) {
      if (export.kind() == ExternalKind.GLOBAL
          && export.name().startsWith(DECLARATIONS)
          && export.index() >= module.importCount(ExternalKind.GLOBAL)
          && module.globals().get(export.index()).value().equals(ValueType.I32)) {
        return export;
      }
    }
    return null;
  }
}
