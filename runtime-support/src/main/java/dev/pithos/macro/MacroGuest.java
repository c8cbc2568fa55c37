package dev.pithos.macro;

import dev.pithos.runtime.Instance;
import dev.pithos.runtime.Memory;
import dev.pithos.runtime.Snapshot;

/** An instance of a macro module together with what its ABI keeps for it; for one thread. */
public interface MacroGuest {
  /** The instance, for interruption. */
  Instance instance();

  /** The memory that the limit concerns. */
  Memory memory();

  /**
   * Has the guest's allocator get memory before the snapshot that pure expansions start from, so
   * that they need not grow it: each growth copies the memory to a larger array.
   *
   * @param bytes how much the guest allocates and frees again
   */
  void reserve(int bytes);

  /** The present state, to go back to. */
  Snapshot snapshot();

  /** Goes back to the state of the last {@link #snapshot}, with what the ABI kept then. */
  void restore(Snapshot snapshot);

  /**
   * Expands a macro in the instance's present state.
   *
   * @param slot one of the slots that the guest was opened with
   * @param args the attribute's arguments; null unless the macro is an attribute
   * @param item the item, or a function-like macro's input
   */
  TokenStream expand(MacroSlot slot, TokenStream args, TokenStream item, ExpansionOptions options);
}
