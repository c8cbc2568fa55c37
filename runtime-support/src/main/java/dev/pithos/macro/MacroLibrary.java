package dev.pithos.macro;

import dev.pithos.macro.MacroException.Reason;
import dev.pithos.runtime.ModuleDescriptor;
import dev.pithos.runtime.WasmModule;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The macros of one module, ready to expand. Safe for any number of threads: each concurrent
 * expansion has an instance of its own.
 *
 * <p>An expansion is a pure function of its tokens: it starts from the module's state just after
 * instantiation, sees nothing of other expansions, and leaves nothing behind (unless {@link
 * ExpansionOptions#reuse} asks for Watt's behaviour). One that panics, traps, takes too long or too
 * much memory ends with a {@link MacroException}, loses its instance, and harms nothing else.
 */
public final class MacroLibrary {

  /** What a compiled jar registers as a service, one for each macro module in it. */
  public interface Provider {
    /** The library; the same object each time. */
    MacroLibrary library();
  }

  private static final int MOST_SHOWN = 20;

  private final WasmModule module;
  private final MacroAbi abi;
  private final List<MacroSlot> slots;
  private final GuestPool pool;

  private MacroLibrary(WasmModule module, MacroAbi abi, List<MacroSlot> slots) {
    this.module = module;
    this.abi = abi;
    this.slots = slots;
    this.pool = new GuestPool(module, abi, slots);
  }

  /**
   * The library of a compiled module. No code of the module runs before the first expansion.
   *
   * @throws MacroException if the module speaks no known ABI or its metadata is damaged
   */
  public static MacroLibrary of(WasmModule module) {
    ModuleDescriptor descriptor = module.descriptor();
    Optional<MacroAbi> abi = MacroAbi.detect(descriptor);
    if (abi.isEmpty()) {
      throw MacroException.badLibrary(
          module.getClass().getName(),
          "it speaks none of the macro ABIs "
              + MacroAbi.ALL.stream().map(MacroAbi::name).toList()
              + "; it exports "
              + descriptor.exports().stream().map(ModuleDescriptor.Export::name).toList(),
          null);
    }
    return new MacroLibrary(module, abi.get(), abi.get().slots(descriptor));
  }

  /**
   * The libraries that a class loader's jars register.
   *
   * @throws MacroException if one of them cannot be loaded
   */
  public static List<MacroLibrary> discover(ClassLoader loader) {
    return Providers.of(loader);
  }

  /**
   * Opens a compiled jar with a class loader of its own.
   *
   * @throws MacroException if the file is no jar, or registers no library, or is damaged
   */
  public static MacroJar open(Path jar) {
    return MacroJar.open(jar);
  }

  /** The module that the macros are functions of. */
  public WasmModule module() {
    return module;
  }

  /** The ABI that the module speaks. */
  public MacroAbi abi() {
    return abi;
  }

  /** The macros, in slot order. */
  public List<MacroSlot> slots() {
    return slots;
  }

  /**
   * The slot of a macro.
   *
   * @param kind how the macro is to be called
   * @param name the name in Rust code
   * @throws MacroException if there is none, with the slots that exist
   */
  public MacroSlot find(MacroKind kind, String name) {
    for (MacroSlot slot : slots) {
      if (slot.name().equals(name) && slot.kind().answers(kind)) {
        return slot;
      }
    }
    throw noSuchSlot(kind.word() + " " + name, MacroSlot::toString);
  }

  /**
   * Expands a macro with the default options; see {@link #expand(int, TokenStream, TokenStream,
   * ExpansionOptions)}.
   */
  public TokenStream expand(int slotIndex, TokenStream args, TokenStream item) {
    return expand(slotIndex, args, item, ExpansionOptions.defaults());
  }

  /**
   * Expands a macro.
   *
   * @param slotIndex the macro's place in {@link #slots}
   * @param args an attribute macro's arguments; null for all other macros
   * @param item the item, or what stands between a function-like macro's delimiters
   * @return what the macro made; for a derive macro without the item itself
   * @throws MacroException if the expansion fails, or there is no such slot
   * @throws IllegalArgumentException if arguments are given or missing contrary to the macro's kind
   */
  public TokenStream expand(
      int slotIndex, TokenStream args, TokenStream item, ExpansionOptions options) {
    if (slotIndex < 0 || slotIndex >= slots.size()) {
      throw noSuchSlot("slot " + slotIndex, slot -> slot.index() + " " + slot);
    }
    MacroSlot slot = slots.get(slotIndex);
    if ((args != null) != (slot.kind() == MacroKind.ATTR)) {
      throw new IllegalArgumentException(
          slot + (args == null ? " needs arguments" : " takes no arguments"));
    }
    java.util.Objects.requireNonNull(item, "item");
    Expansion expansion = new Expansion(pool, slot, args, item, options);
    GuestThreads.run(expansion);
    return expansion.result();
  }

  /** Says what there is instead: all of it, or where that is much its beginning. */
  private MacroException noSuchSlot(String asked, Function<MacroSlot, String> shown) {
    String found =
        slots.stream().limit(MOST_SHOWN).map(shown).collect(Collectors.joining(", "))
            + (slots.size() > MOST_SHOWN ? " and " + (slots.size() - MOST_SHOWN) + " more" : "");
    return new MacroException(
        Reason.NO_SUCH_SLOT, asked, "the library has " + found, List.of(), null);
  }

  @Override
  public String toString() {
    return module.getClass().getName() + " " + slots;
  }
}
