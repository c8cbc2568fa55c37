package dev.pithos.macro;

import dev.pithos.macro.MacroException.Reason;
import dev.pithos.runtime.ExternalKind;
import dev.pithos.runtime.Instance;
import dev.pithos.runtime.MemoryType;
import dev.pithos.runtime.ModuleDescriptor;
import dev.pithos.runtime.Snapshot;
import dev.pithos.runtime.Trap;
import dev.pithos.runtime.TrapKind;
import dev.pithos.runtime.WasmException;
import dev.pithos.runtime.WasmModule;
import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;

/**
 * The guests of one module: as many as expansions run at once. Those of pure expansions go back to
 * their first state before each, those of reusing ones never, and neither sees the other's.
 */
final class GuestPool {
  /** As many as run at once, and some for expansions of other sizes. */
  private static final int MOST_IDLE = 4 + Runtime.getRuntime().availableProcessors();

  /**
   * A guest and the state to go back to.
   *
   * @param snapshot null for a reusing guest
   * @param reserve the bytes that the guest was to reserve before its snapshot
   */
  record Entry(MacroGuest guest, Snapshot snapshot, int reserve) {}

  private final WasmModule module;
  private final MacroAbi abi;
  private final List<MacroSlot> slots;
  private final String guestClass;

  /**
   * Those that are idle, the one that was used last before the others. Each has a memory of its
   * own, which the JVM may have when it needs room: another guest is as good.
   */
  private final ConcurrentLinkedDeque<SoftReference<Entry>> pure = new ConcurrentLinkedDeque<>();

  private final ConcurrentLinkedDeque<Entry> reusing = new ConcurrentLinkedDeque<>();

  GuestPool(WasmModule module, MacroAbi abi, List<MacroSlot> slots) {
    this.module = module;
    this.abi = abi;
    this.slots = slots;
    String name = module.getClass().getName();
    int nested = name.indexOf('$');
    this.guestClass = nested < 0 ? name : name.substring(0, nested);
  }

  /**
   * A guest in the state that the options ask for, its memory limited.
   *
   * @param args null unless the macro is an attribute
   */
  Entry take(
      TokenStream args, TokenStream item, ExpansionOptions options, Consumer<Instance> created) {
    Entry entry =
        options.reuse()
            ? takeReusing(options, created)
            : takePure(Reserve.of(args, item, options), options, created);
    checkSize(entry.guest.memory().size(), options);
    entry.guest.memory().setLimit(options.memoryLimit());
    return entry;
  }

  private Entry takeReusing(ExpansionOptions options, Consumer<Instance> created) {
    Entry entry = reusing.pollFirst();
    return entry != null ? entry : new Entry(open(options, created), null, 0);
  }

  private Entry takePure(int reserve, ExpansionOptions options, Consumer<Instance> created) {
    for (SoftReference<Entry> idle : pure) {
      Entry entry = idle.get();
      if (entry == null) {
        pure.remove(idle);
      } else if (entry.reserve == reserve && pure.remove(idle)) {
        entry.guest.restore(entry.snapshot);
        return entry;
      }
    }
    MacroGuest guest = open(options, created);
    if (!reserve(guest, reserve)) {
      guest = open(options, created);
    }
    return new Entry(guest, guest.snapshot(), reserve);
  }

  /** Takes an unharmed guest back; what has been idle longest makes room. */
  void give(Entry entry) {
    if (entry.snapshot == null) {
      give(entry, reusing);
    } else {
      give(new SoftReference<>(entry), pure);
    }
  }

  private static <T> void give(T guest, ConcurrentLinkedDeque<T> idle) {
    idle.addFirst(guest);
    if (idle.size() > MOST_IDLE) {
      idle.pollLast();
    }
  }

  /** The module's functions in a failure's stack trace, innermost first. */
  List<GuestFrame> guestStack(Throwable failure) {
    return Arrays.stream(failure.getStackTrace())
        .filter(frame -> frame.getClassName().startsWith(guestClass))
        .map(frame -> GuestFrame.of(frame, module.descriptor()))
        .filter(Objects::nonNull)
        .toList();
  }

  private MacroGuest open(ExpansionOptions options, Consumer<Instance> created) {
    ModuleDescriptor descriptor = module.descriptor();
    for (int i = descriptor.importCount(ExternalKind.MEMORY);
        i < descriptor.memories().size();
        i++) {
      MemoryType type = descriptor.memories().get(i);
      long pages = Math.min(type.minimum() & Long.MAX_VALUE, 1L << 32);
      checkSize(pages << type.pageSizeLog2(), options);
    }
    return abi.open(module, slots, options.memoryLimit(), created);
  }

  /**
   * Has the guest get its first memory before the snapshot; whether it could. What guests of one
   * module start from must not depend on one expansion's limit, so that does not count here.
   */
  private static boolean reserve(MacroGuest guest, int bytes) {
    guest.memory().setLimit(Long.MAX_VALUE);
    try {
      guest.reserve(bytes);
      return true;
    } catch (Trap e) {
      if (e.kind() == TrapKind.INTERRUPTED) {
        throw e;
      }
      return false;
    } catch (GuestFault | WasmException e) {
      return false;
    }
  }

  private static void checkSize(long bytes, ExpansionOptions options) {
    if (bytes > options.memoryLimit()) {
      throw new GuestFault(
          Reason.MEMORY,
          "the module's memory has "
              + bytes
              + " bytes already, the limit is "
              + options.memoryLimit());
    }
  }
}
