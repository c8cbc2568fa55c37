package dev.pithos.runtime;

/**
 * The type of a memory.
 *
 * @param minimum pages at the start
 * @param maximum the most pages, unsigned; {@link #NO_MAXIMUM} for none
 * @param is64 whether addresses are i64
 * @param shared whether threads share it
 * @param pageSizeLog2 16 but for the custom-page-sizes proposal
 */
public record MemoryType(
    long minimum, long maximum, boolean is64, boolean shared, int pageSizeLog2) {
  public static final long NO_MAXIMUM = -1;

  public boolean hasMaximum() {
    return maximum != NO_MAXIMUM;
  }
}
