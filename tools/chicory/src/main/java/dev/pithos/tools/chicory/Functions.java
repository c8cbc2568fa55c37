package dev.pithos.tools.chicory;

import com.dylibso.chicory.runtime.Instance;
import dev.pithos.runtime.WasmFunction;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Function references: an object for Pithos, for Chicory an index and the instance that it counts
 * in. Instances are kept alive by their hosts and tables, not from here.
 */
final class Functions {
  /** Where Chicory finds a function. */
  record Place(WeakReference<Instance> instance, int index) {}

  private static final Map<dev.pithos.runtime.Instance, WeakReference<Instance>> OWNERS =
      new WeakHashMap<>();
  private static final Map<WasmFunction, Place> IMPORTED = new WeakHashMap<>();

  private Functions() {}

  /** The guest runs as the machine of an instance. */
  static synchronized void own(dev.pithos.runtime.Instance guest, Instance owner) {
    OWNERS.put(guest, new WeakReference<>(owner));
  }

  /** A function of the host is an import of the instance. */
  static synchronized void imported(WasmFunction function, Instance owner, int index) {
    IMPORTED.put(function, new Place(new WeakReference<>(owner), index));
  }

  /**
   * The function's place.
   *
   * @throws UnsupportedOperationException when it is none of an instance of Chicory
   */
  static synchronized Place place(WasmFunction function) {
    Place place = IMPORTED.get(function);
    if (place != null) {
      return place;
    }
    WeakReference<Instance> owner =
        function.instance == null ? null : OWNERS.get(function.instance);
    if (owner == null) {
      throw new UnsupportedOperationException(
          "a function of type " + function.type() + " belongs to no instance of Chicory");
    }
    return new Place(owner, function.index);
  }

  /**
   * The function of that index of an instance.
   *
   * @throws UnsupportedOperationException when the instance runs on another machine
   */
  static WasmFunction of(Instance instance, int index) {
    if (instance != null && instance.getMachine() instanceof PithosMachine machine) {
      return machine.guest().function(index);
    }
    throw new UnsupportedOperationException(
        "function "
            + index
            + " is of an instance that does not run on Pithos: give that instance a PithosModule's"
            + " machine factory too");
  }
}
