package dev.pithos.macro;

import dev.pithos.runtime.ExternalKind;
import dev.pithos.runtime.ModuleDescriptor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A function of a guest's that was running when an expansion failed.
 *
 * @param index the function's index
 * @param name its name in the module's name section, demangled; else its export's, else made up
 * @param offset the instruction's offset in bytes from the start of the function's body; -1 if
 *     unknown
 */
public record GuestFrame(int index, String name, int offset) {
  /** Generated methods are named {@code name@index}, or {@code func} and the index. */
  private static final Pattern METHOD = Pattern.compile("(?:.*@|func)([0-9]{1,9})(?:\\D.*)?");

  /** The guest function that a frame stands for; null if it is an import or generated glue. */
  static GuestFrame of(StackTraceElement frame, ModuleDescriptor module) {
    Matcher method = METHOD.matcher(frame.getMethodName());
    if (!method.matches()) {
      return null;
    }
    int index = Integer.parseInt(method.group(1));
    if (index < module.importCount(ExternalKind.FUNCTION) || index >= module.functions().size()) {
      return null;
    }
    return new GuestFrame(index, module.functionName(index), Math.max(-1, frame.getLineNumber()));
  }

  @Override
  public String toString() {
    return offset < 0 ? name : name + " +" + offset;
  }
}
