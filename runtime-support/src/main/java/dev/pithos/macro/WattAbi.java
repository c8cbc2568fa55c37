package dev.pithos.macro;

import dev.pithos.runtime.ExternalKind;
import dev.pithos.runtime.FunctionType;
import dev.pithos.runtime.Instance;
import dev.pithos.runtime.ModuleDescriptor;
import dev.pithos.runtime.ValueType;
import dev.pithos.runtime.WasmModule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/**
 * Watt, one of its versions: macros are exported functions on guest values, two adapter exports
 * turn handles of the host's streams into guest values and back, and whole streams cross in one
 * piece. Guests that export {@link #CONTEXT} get what Watt's protocol lacks before the first
 * stream, and know where spans point.
 *
 * <p>This class reads the module's declarations; {@link WattGuest} runs it.
 */
final class WattAbi implements MacroAbi {
  static final String TO_GUEST = "raw_to_token_stream";
  static final String FROM_GUEST = "token_stream_into_raw";
  static final String MEMORY = "memory";

  /** What guests export that take contexts, without the version: the project's own guest crate. */
  private static final String CONTEXTS = "pithos_context_";

  /** The same with the version of the contexts and streams that are known here. */
  static final String CONTEXT = CONTEXTS + "v4";

  private final WattVersion version;

  WattAbi(WattVersion version) {
    this.version = version;
  }

  @Override
  public String name() {
    return version.id;
  }

  @Override
  public boolean speaks(ModuleDescriptor module) {
    return hasAdapters(module) && WattVersion.of(module) == version;
  }

  /** Whether streams can cross. */
  static boolean hasAdapters(ModuleDescriptor module) {
    ModuleDescriptor.Export memory = module.export(MEMORY);
    return isFunction(module, TO_GUEST, 1)
        && isFunction(module, FROM_GUEST, 1)
        && memory != null
        && memory.kind() == ExternalKind.MEMORY
        && !module.memories().get(memory.index()).is64();
  }

  @Override
  public List<MacroSlot> slots(ModuleDescriptor module) {
    version.check(module);
    checkContexts(module);
    byte[] section = module.customSections().get(MacroMetadata.SECTION);
    try {
      if (section == null) {
        return exportedSlots(module);
      }
      List<MacroSlot> slots = MacroMetadata.parse(section);
      for (MacroSlot slot : slots) {
        check(module, slot);
      }
      return List.copyOf(slots);
    } catch (IllegalArgumentException e) {
      throw MacroException.badLibrary("the macro module", e.getMessage(), e);
    }
  }

  @Override
  public MacroGuest open(
      WasmModule module, List<MacroSlot> slots, long budget, Consumer<Instance> created) {
    return new WattGuest(module, version, slots, null, budget, created);
  }

  /** Without metadata every export of a macro's type is a slot of the export's name. */
  private static List<MacroSlot> exportedSlots(ModuleDescriptor module) {
    List<MacroSlot> slots = new ArrayList<>();
    for (ModuleDescriptor.Export export : module.exports()) {
      String name = export.name();
      if (!name.equals(TO_GUEST) && !name.equals(FROM_GUEST) && isIdentifier(name)) {
        if (isFunction(module, name, 1)) {
          slots.add(slot(slots.size(), MacroKind.DERIVE_OR_BANG, name));
        } else if (isFunction(module, name, 2)) {
          slots.add(slot(slots.size(), MacroKind.ATTR, name));
        }
      }
    }
    return List.copyOf(slots);
  }

  private static MacroSlot slot(int index, MacroKind kind, String name) {
    return new MacroSlot(index, kind, name, List.of(), name);
  }

  private static boolean isIdentifier(String name) {
    return !name.isEmpty()
        && Identifiers.isStart(name.codePointAt(0))
        && Identifiers.end(name, 0) == name.length();
  }

  private static void check(ModuleDescriptor module, MacroSlot slot) {
    int parameters = slot.kind() == MacroKind.ATTR ? 2 : 1;
    if (!isFunction(module, slot.export(), parameters)) {
      ModuleDescriptor.Export export = module.export(slot.export());
      throw new IllegalArgumentException(
          "section "
              + MacroMetadata.SECTION
              + ": "
              + slot
              + " needs an exported function `"
              + slot.export()
              + "` of type "
              + type(parameters)
              + ", "
              + found(module, export));
    }
  }

  private static String found(ModuleDescriptor module, ModuleDescriptor.Export export) {
    if (export == null) {
      return "the module exports "
          + module.exports().stream().map(ModuleDescriptor.Export::name).toList();
    }
    return export.kind() == ExternalKind.FUNCTION
        ? "found type " + module.functions().get(export.index()).function()
        : "found a " + export.kind();
  }

  /** Whether the module's guest crate takes contexts. */
  static boolean takesContexts(ModuleDescriptor module) {
    ModuleDescriptor.Export export = module.export(CONTEXT);
    return export != null
        && export.kind() == ExternalKind.FUNCTION
        && module
            .functions()
            .get(export.index())
            .function()
            .equals(FunctionType.of(List.of(ValueType.I32), List.of()));
  }

  /**
   * Refuses a module whose guest crate takes contexts of another version: it would run without any,
   * and lose its spans.
   */
  static void checkContexts(ModuleDescriptor module) {
    for (ModuleDescriptor.Export export : module.exports()) {
      if (export.name().startsWith(CONTEXTS) && !export.name().equals(CONTEXT)) {
        throw MacroException.badLibrary(
            "the macro module",
            "it was built for another version of Pithos (it exports `"
                + export.name()
                + "`, this one calls `"
                + CONTEXT
                + "`): build it again with this one's build-macro",
            null);
      }
    }
  }

  static boolean isFunction(ModuleDescriptor module, String name, int parameters) {
    ModuleDescriptor.Export export = module.export(name);
    return export != null
        && export.kind() == ExternalKind.FUNCTION
        && module.functions().get(export.index()).function().equals(type(parameters));
  }

  private static FunctionType type(int parameters) {
    return FunctionType.of(Collections.nCopies(parameters, ValueType.I32), List.of(ValueType.I32));
  }
}
