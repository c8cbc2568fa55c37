package dev.pithos.macro;

import dev.pithos.runtime.Instance;
import dev.pithos.runtime.ModuleDescriptor;
import dev.pithos.runtime.WasmModule;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a macro module and its host talk: which exports are macros, how tokens cross, what the module
 * imports. One implementation an ABI; callers only ever see this type, so that another ABI is one
 * more entry of {@link #ALL}.
 *
 * <p>The compiler asks the same questions about the same descriptor to know which slot methods to
 * write, so slots depend on the descriptor alone: no code of the module runs.
 */
public interface MacroAbi {
  /** Every ABI, in the order in which they are tried. */
  List<MacroAbi> ALL =
      List.of(new HarnessAbi(), new WattAbi(WattVersion.V0_4), new WattAbi(WattVersion.V0_5));

  /** The ABI's name and version, as {@code watt-0.5}. */
  String name();

  /** Whether the module speaks this ABI. */
  boolean speaks(ModuleDescriptor module);

  /**
   * The module's macros in slot order.
   *
   * @throws MacroException if the module's metadata is damaged or contradicts the module
   */
  List<MacroSlot> slots(ModuleDescriptor module);

  /**
   * A new guest of the module.
   *
   * @param budget the most bytes of the host's that a start function may use up
   * @param created gets the instance before any code of the module runs, to interrupt it
   */
  MacroGuest open(
      WasmModule module, List<MacroSlot> slots, long budget, Consumer<Instance> created);

  /** The ABI that a module speaks; empty for a module without macros. */
  static Optional<MacroAbi> detect(ModuleDescriptor module) {
    for (MacroAbi abi : ALL) {
      if (abi.speaks(module)) {
        return Optional.of(abi);
      }
    }
    return Optional.empty();
  }
}
