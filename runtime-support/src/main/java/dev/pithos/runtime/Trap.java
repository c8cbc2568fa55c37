package dev.pithos.runtime;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A guest's execution was aborted. The message begins with the specification's wording; the stack
 * trace has a frame for each guest function, named as in the module's name section, whose line
 * number is the offset in bytes from the start of the function's body.
 */
public final class Trap extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What generated classes name as their source file, and their methods: name@index or funcN. */
  private static final String GUEST_SOURCE = "module.wasm";

  private static final Pattern GUEST_METHOD = Pattern.compile("(.+)@\\d+.*|func\\d+.*");

  private static final Pattern OUT_OF_BOUNDS =
      Pattern.compile("Index (-?\\d{1,10}) out of bounds for length (\\d{1,10})");

  private final TrapKind kind;

  public Trap(TrapKind kind) {
    super(kind.wording());
    this.kind = kind;
  }

  /**
   * A trap with more than the wording.
   *
   * @param detail what was found and what was expected, such as an address and a size
   */
  public Trap(TrapKind kind, String detail) {
    super(kind.wording() + ": " + detail);
    this.kind = kind;
  }

  private Trap(TrapKind kind, String detail, Throwable cause) {
    super(detail == null ? kind.wording() : kind.wording() + ": " + detail);
    this.kind = kind;
    setStackTrace(cause.getStackTrace());
  }

  public TrapKind kind() {
    return kind;
  }

  /** The guest function that trapped, from the stack trace; null when none was running. */
  public String function() {
    for (StackTraceElement frame : getStackTrace()) {
      Matcher method = GUEST_METHOD.matcher(frame.getMethodName());
      if (GUEST_SOURCE.equals(frame.getFileName()) && method.matches()) {
        return method.group(1) == null ? frame.getMethodName() : method.group(1);
      }
    }
    return null;
  }

  /** The specification's wording, what was found, and the function. */
  @Override
  public String getMessage() {
    String function = function();
    return function == null ? super.getMessage() : super.getMessage() + " (in " + function + ")";
  }

  /**
   * The trap that a JVM exception stands for: generated code leaves bounds and stack checks to the
   * JVM.
   *
   * @return the trap, or null when the exception is not one that generated code raises
   */
  public static Trap of(Throwable cause) {
    if (cause instanceof Trap trap) {
      return trap;
    }
    if (cause instanceof StackOverflowError) {
      return new Trap(TrapKind.CALL_STACK_EXHAUSTED, null, cause);
    }
    if (cause instanceof IndexOutOfBoundsException) {
      return new Trap(TrapKind.OUT_OF_BOUNDS_MEMORY, address(cause.getMessage()), cause);
    }
    if (cause instanceof NullPointerException) {
      return new Trap(TrapKind.NULL_STRUCTURE_REFERENCE, null, cause);
    }
    return null;
  }

  /**
   * The address and the memory's size, from the JVM's words. A view of several bytes counts only
   * the places where one can begin; memories are a multiple of 8 bytes but for those of tiny pages.
   */
  private static String address(String message) {
    if (message == null) {
      return null;
    }
    Matcher words = OUT_OF_BOUNDS.matcher(message);
    if (!words.matches()) {
      return message;
    }
    long address = Integer.toUnsignedLong(Integer.parseInt(words.group(1)));
    long size = (Long.parseLong(words.group(2)) + 7) & -8;
    return "address " + address + ", memory of " + size + " bytes";
  }
}
