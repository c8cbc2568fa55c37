package dev.pithos.macro;

import java.util.Arrays;

/** Values of one sort that a guest knows by handle, for the length of one expansion. */
final class HandleTable<T> {
  private final String sort;
  private final HostBudget budget;
  private Object[] values = new Object[32];
  private int size;

  HandleTable(String sort, HostBudget budget) {
    this.sort = sort;
    this.budget = budget;
  }

  int add(T value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    budget.charge(HostBudget.HANDLE);
    values[size] = value;
    return size++;
  }

  @SuppressWarnings("unchecked")
  T get(int handle) {
    if (handle < 0 || handle >= size) {
      throw GuestFault.badOutput(
          "handle "
              + Integer.toUnsignedString(handle)
              + " of a "
              + sort
              + ", of which there are "
              + size);
    }
    return (T) values[handle];
  }

  int size() {
    return size;
  }

  /** Forgets all values; keeps the table's room unless one expansion made it very large. */
  void clear() {
    if (values.length > 1 << 16) {
      values = new Object[32];
    } else {
      Arrays.fill(values, 0, size, null);
    }
    size = 0;
  }
}
