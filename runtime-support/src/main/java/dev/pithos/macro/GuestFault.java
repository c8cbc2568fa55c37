package dev.pithos.macro;

/**
 * A guest must stop for a reason that is no trap: it panicked, broke its ABI, or used up its
 * limits. Thrown by host functions through the guest's frames, which its stack trace keeps; {@link
 * Expansion} turns it into a {@link MacroException} that names the macro.
 */
final class GuestFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final MacroException.Reason reason;

  GuestFault(MacroException.Reason reason, String detail) {
    super(detail);
    this.reason = reason;
  }

  static GuestFault badOutput(String detail) {
    return new GuestFault(MacroException.Reason.BAD_OUTPUT, detail);
  }

  MacroException.Reason reason() {
    return reason;
  }
}
