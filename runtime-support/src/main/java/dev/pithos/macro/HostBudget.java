package dev.pithos.macro;

/**
 * Counts the heap that the host spends on a guest's behalf in one expansion, so that no guest can
 * exhaust it. Charges are upper estimates, made before the memory is taken.
 */
final class HostBudget {
  /** Bytes for an entry of a handle table. */
  static final int HANDLE = 16;

  /** Bytes for an identifier, a punctuation character or a literal, without its text. */
  static final int LEAF = 64;

  /** Bytes for a group: itself, its stream, the stream's array. */
  static final int GROUP = 112;

  /** Bytes for each character that is lexed: {@code (a(a(a} is the worst. */
  static final int LEXED_CHARACTER = 96;

  private long limit;
  private long spent;

  void reset(long bytes) {
    limit = bytes;
    spent = 0;
  }

  void charge(long bytes) {
    spent += bytes;
    if (spent > limit) {
      throw new GuestFault(
          MacroException.Reason.MEMORY,
          "its tokens and texts need more than " + limit + " bytes of the host's memory");
    }
  }
}
