package dev.pithos.runtime;

/**
 * How a memory holds its bytes. Its type decides, in {@link #of} alone: generated code and the
 * memory itself must agree.
 */
public enum MemoryShape {
  /** One byte array, replaced when the memory grows: under 2 GiB, for one thread. The fastest. */
  FLAT,

  /** A {@link ChunkedMemory}: shared by threads, or declared to go beyond 2 GiB. */
  CHUNKED;

  /** The shape of memories of the type, and of what may be imported as such. */
  public static MemoryShape of(MemoryType type) {
    long mostPages = Memory.LARGEST >> type.pageSizeLog2();
    boolean large =
        Long.compareUnsigned(type.minimum(), mostPages) > 0
            || (type.is64()
                && type.hasMaximum()
                && Long.compareUnsigned(type.maximum(), mostPages) > 0);
    return type.shared() || large ? CHUNKED : FLAT;
  }
}
