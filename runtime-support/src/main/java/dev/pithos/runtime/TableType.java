package dev.pithos.runtime;

/**
 * The type of a table.
 *
 * @param element a reference type
 * @param minimum elements at the start
 * @param maximum the most elements, unsigned; {@link #NO_MAXIMUM} for none
 * @param is64 whether indices are i64
 */
public record TableType(ValueType element, long minimum, long maximum, boolean is64) {
  public static final long NO_MAXIMUM = -1;

  public boolean hasMaximum() {
    return maximum != NO_MAXIMUM;
  }
}
