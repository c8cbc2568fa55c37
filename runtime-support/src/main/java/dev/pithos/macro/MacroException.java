package dev.pithos.macro;

import java.util.List;

/**
 * An expansion failed, or a module or jar holds no macros that can be expanded. The message names
 * the macro, the reason and the guest's functions that were running; the library stays usable.
 */
public final class MacroException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN_FRAMES = 16;

  /** What went wrong. */
  public enum Reason {
    /** The macro panicked; {@link #detail} is its message, word for word. */
    PANIC("panicked"),
    /** The guest trapped. */
    TRAP("trapped"),
    /** The expansion took longer than its deadline. */
    DEADLINE("exceeded its deadline"),
    /** The guest asked for more memory than it may have. */
    MEMORY("exceeded its memory limit"),
    /** The guest broke its ABI: a handle, a range, bytes or tokens that cannot be. */
    BAD_OUTPUT("broke its ABI"),
    /** No slot of that index, or of that kind and name. */
    NO_SUCH_SLOT("does not exist"),
    /** The module or jar is not, or not properly, a library of macros. */
    BAD_LIBRARY("is no usable macro library");

    private final String words;

    Reason(String words) {
      this.words = words;
    }
  }

  private final Reason reason;
  private final String macro;
  private final String detail;
  private final transient List<GuestFrame> guestStack;

  MacroException(
      Reason reason, String macro, String detail, List<GuestFrame> guestStack, Throwable cause) {
    super(message(reason, macro, detail, guestStack), cause);
    this.reason = reason;
    this.macro = macro;
    this.detail = detail;
    this.guestStack = List.copyOf(guestStack);
  }

  static MacroException badLibrary(String library, String detail, Throwable cause) {
    return new MacroException(Reason.BAD_LIBRARY, library, detail, List.of(), cause);
  }

  /** What went wrong. */
  public Reason reason() {
    return reason;
  }

  /** The macro, as {@code derive Serialize}, or the library's name where no macro is concerned. */
  public String macro() {
    return macro;
  }

  /** The panic's message word for word, or what else is known of the failure. */
  public String detail() {
    return detail;
  }

  /** The guest's functions that were running, innermost first. */
  public List<GuestFrame> guestStack() {
    return guestStack == null ? List.of() : guestStack;
  }

  private static String message(
      Reason reason, String macro, String detail, List<GuestFrame> guestStack) {
    StringBuilder message = new StringBuilder(macro).append(' ').append(reason.words);
    if (!detail.isEmpty()) {
      message.append(": ").append(detail);
    }
    for (int i = 0; i < Math.min(SHOWN_FRAMES, guestStack.size()); i++) {
      message.append("\n  at ").append(guestStack.get(i));
    }
    if (guestStack.size() > SHOWN_FRAMES) {
      message.append("\n  and ").append(guestStack.size() - SHOWN_FRAMES).append(" more");
    }
    return message.toString();
  }
}
