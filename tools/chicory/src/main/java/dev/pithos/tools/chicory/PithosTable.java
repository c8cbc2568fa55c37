package dev.pithos.tools.chicory;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.types.Value;
import dev.pithos.runtime.HeapType;
import dev.pithos.runtime.Table;
import dev.pithos.runtime.TableType;
import dev.pithos.runtime.Trap;
import dev.pithos.runtime.WasmFunction;

/**
 * A table of Pithos behind Chicory's interface. Chicory makes and fills its tables after it has
 * made the machine, so that one begins as Chicory's own and becomes the guest's with the first
 * call.
 */
public final class PithosTable extends TableInstance {
  private Table table;

  /** A table, also for a host to give to a module that imports one. */
  public PithosTable(com.dylibso.chicory.wasm.types.Table type, int initial) {
    super(type, initial);
  }

  /** What a guest imports of the type that it declares. */
  Table imported(TableType declared) {
    if (table == null) {
      PithosMachine.bindOwnerOf(this);
    }
    if (table == null) {
      long most = limits().max() >= 0xffff_ffffL ? TableType.NO_MAXIMUM : limits().max();
      become(new Table(new TableType(declared.element(), size(), most, declared.is64()), null));
    }
    return table;
  }

  /** From here on this is the guest's table, with what the host put into this one. */
  void become(Table guest) {
    if (table == guest) {
      return;
    }
    Object[] elements = new Object[Math.max(super.size(), guest.size())];
    System.arraycopy(guest.elements, 0, elements, 0, guest.size());
    for (int i = 0; i < super.size(); i++) {
      elements[i] = object(guest.type(), super.ref(i), super.instance(i));
    }
    guest.elements = elements;
    table = guest;
  }

  private static Object object(TableType type, int reference, Instance instance) {
    if (reference == Value.REF_NULL_VALUE) {
      return null;
    }
    return type.element().heapType() == HeapType.EXTERN
        ? Long.valueOf(reference)
        : Functions.of(instance, reference);
  }

  private Object get(int index) {
    try {
      return table.get(index);
    } catch (Trap e) {
      throw new ChicoryException(e.getMessage(), e);
    }
  }

  @Override
  public int size() {
    return table == null ? super.size() : table.size();
  }

  @Override
  public int grow(int size, int value, Instance instance) {
    return table == null
        ? super.grow(size, value, instance)
        : table.grow(Integer.toUnsignedLong(size), object(table.type(), value, instance));
  }

  @Override
  public int ref(int index) {
    if (table == null) {
      return super.ref(index);
    }
    Object reference = get(index);
    if (reference == null) {
      return Value.REF_NULL_VALUE;
    }
    return reference instanceof WasmFunction function
        ? Functions.place(function).index()
        : ((Long) reference).intValue();
  }

  @Override
  public int requiredRef(int index) {
    int reference = ref(index);
    if (reference == Value.REF_NULL_VALUE) {
      throw new ChicoryException("uninitialized element " + index);
    }
    return reference;
  }

  @Override
  public void setRef(int index, int value, Instance instance) {
    if (table == null) {
      super.setRef(index, value, instance);
      return;
    }
    get(index);
    table.set(index, object(table.type(), value, instance));
  }

  @Override
  public Instance instance(int index) {
    if (table == null) {
      return super.instance(index);
    }
    return get(index) instanceof WasmFunction function
        ? Functions.place(function).instance().get()
        : null;
  }

  @Override
  public void reset() {
    if (table == null) {
      super.reset();
    } else {
      java.util.Arrays.fill(table.elements, null);
    }
  }
}
