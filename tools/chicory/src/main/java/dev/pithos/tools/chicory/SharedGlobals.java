package dev.pithos.tools.chicory;

import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.runtime.Instance;
import dev.pithos.runtime.ExternalKind;
import dev.pithos.runtime.Global;
import dev.pithos.runtime.GlobalType;
import dev.pithos.runtime.ModuleDescriptor;
import dev.pithos.runtime.ValueBuffer;
import dev.pithos.runtime.ValueType;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The mutable globals that guest and host both see, imported or exported. Each side has its own
 * object; values go over where control does, so that neither sees an old one.
 */
final class SharedGlobals {
  private final Instance owner;
  private final dev.pithos.runtime.Instance guest;
  private final Map<Integer, Global> globals = new LinkedHashMap<>();
  private final ValueBuffer buffer = new ValueBuffer(2);

  /**
   * The globals of an instance.
   *
   * @param imported by index, those that were made for its imports
   */
  SharedGlobals(Instance owner, dev.pithos.runtime.Instance guest, Map<Integer, Global> imported) {
    this.owner = owner;
    this.guest = guest;
    globals.putAll(imported);
    for (ModuleDescriptor.Export export : guest.descriptor().exports()) {
      if (export.kind() == ExternalKind.GLOBAL) {
        globals.put(export.index(), guest.global(export.name()));
      }
    }
    globals.values().removeIf(global -> !global.type().mutable());
  }

  /** A global of the type with the value that the host's has now. */
  static Global copy(GlobalType type, GlobalInstance host) {
    ValueBuffer value = new ValueBuffer(2);
    if (type.value().isReference() && type.value() != ValueType.EXTERNREF) {
      value.references[0] =
          host.getValue() == com.dylibso.chicory.wasm.types.Value.REF_NULL_VALUE
              ? null
              : Functions.of(host.getInstance(), (int) host.getValue());
    } else {
      Values.set(type.value(), host.getValueLow(), value, 0, null);
      value.bits[1] = host.getValueHigh();
    }
    return new Global(type, value.get(0, type.value()));
  }

  /** The guest is about to run. */
  void toGuest() {
    if (globals.isEmpty()) {
      return;
    }
    for (Map.Entry<Integer, Global> entry : globals.entrySet()) {
      GlobalInstance host = owner.global(entry.getKey());
      if (host != null) {
        Global global = entry.getValue();
        Values.set(global.type().value(), host.getValueLow(), buffer, 0, guest);
        global.bits = buffer.bits[0];
        global.reference = buffer.references[0];
        global.high = host.getValueHigh();
      }
    }
  }

  /** The host is about to run. */
  void toHost() {
    if (globals.isEmpty()) {
      return;
    }
    for (Map.Entry<Integer, Global> entry : globals.entrySet()) {
      GlobalInstance host = owner.global(entry.getKey());
      if (host != null) {
        Global global = entry.getValue();
        buffer.bits[0] = global.bits;
        buffer.references[0] = global.reference;
        host.setValueLow(Values.get(global.type().value(), buffer, 0));
        host.setValueHigh(global.high);
      }
    }
  }
}
