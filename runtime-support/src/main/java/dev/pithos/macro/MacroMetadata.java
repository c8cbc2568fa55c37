package dev.pithos.macro;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The text of the custom section {@code .rustc_proc_macro_decls}: one line a macro, in slot order,
 *
 * <pre>kind:name:export[:helper,helper...]</pre>
 *
 * with kind {@code derive}, {@code attr} or {@code bang}. Whether the exports exist is the ABI's.
 */
public final class MacroMetadata {
  /** The custom section's name. */
  public static final String SECTION = ".rustc_proc_macro_decls";

  private MacroMetadata() {}

  /**
   * Reads a section. Empty lines count for nothing.
   *
   * @throws IllegalArgumentException if a line is not of the form above, with its number
   */
  public static List<MacroSlot> parse(byte[] section) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(section)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("section " + SECTION + " is not UTF-8", e);
    }
    List<MacroSlot> slots = new ArrayList<>();
    Set<String> names = new HashSet<>();
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      if (!lines[i].isEmpty()) {
        try {
          MacroSlot slot = slot(slots.size(), lines[i]);
          if (!names.add(slot.toString())) {
            throw new IllegalArgumentException("a second " + slot);
          }
          slots.add(slot);
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(
              "section " + SECTION + ", line " + (i + 1) + ": " + e.getMessage(), e);
        }
      }
    }
    return slots;
  }

  /** Writes a section; slot order is the list's order. */
  public static byte[] write(List<MacroSlot> slots) {
    StringBuilder text = new StringBuilder();
    for (MacroSlot slot : slots) {
      String line = slot.kind().word() + ":" + slot.name() + ":" + slot.export();
      if (!slot.helpers().isEmpty()) {
        line += ":" + String.join(",", slot.helpers());
      }
      slot(slot.index(), line);
      text.append(line).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static MacroSlot slot(int index, String line) {
    String[] fields = line.split(":", -1);
    if (fields.length < 3 || fields.length > 4) {
      throw new IllegalArgumentException(
          "expected kind:name:export or kind:name:export:helpers, found "
              + Identifiers.quote(line));
    }
    MacroKind kind = MacroKind.ofMetadata(fields[0]);
    if (kind == null) {
      throw new IllegalArgumentException(
          "kind must be derive, attr or bang, is " + Identifiers.quote(fields[0]));
    }
    if (fields[2].isEmpty()) {
      throw new IllegalArgumentException("the export's name is missing");
    }
    List<String> helpers = new ArrayList<>();
    if (fields.length == 4) {
      for (String helper : fields[3].split(",", -1)) {
        helpers.add(Identifiers.checked(helper));
      }
      if (kind != MacroKind.DERIVE) {
        throw new IllegalArgumentException("only derive macros have helper attributes");
      }
    }
    return new MacroSlot(index, kind, Identifiers.checked(fields[1]), helpers, fields[2]);
  }
}
