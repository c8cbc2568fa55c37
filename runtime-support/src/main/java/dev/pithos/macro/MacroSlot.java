package dev.pithos.macro;

import java.util.List;

/**
 * A macro's place in its library.
 *
 * @param index the place, from 0
 * @param kind how the macro is called
 * @param name the name that Rust code calls it by
 * @param helpers the attributes that a derive macro declares, such as {@code serde}
 * @param export the function that the ABI calls
 */
public record MacroSlot(
    int index, MacroKind kind, String name, List<String> helpers, String export) {

  /** Copies the helpers. */
  public MacroSlot {
    helpers = List.copyOf(helpers);
  }

  /** The name of the static method that a compiled jar has for this slot. */
  public String methodName() {
    return "slot_" + index + "_" + kind.word();
  }

  /** The slot as messages show it: {@code derive Serialize}. */
  @Override
  public String toString() {
    return kind.word() + " " + name;
  }
}
