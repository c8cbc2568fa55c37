package dev.pithos.benchmarks.engine;

import java.util.Map;

/** A WebAssembly engine of the JVM, reduced to what all of them have. */
public interface Engine {
  /**
   * An instance of a module, its start function run.
   *
   * @param wasm the module
   * @param imports functions by {@code module.field}; what the module imports beyond them traps
   *     when it is called
   */
  Guest instantiate(byte[] wasm, Map<String, HostCall> imports);

  /** An instance: its functions, and the one memory that it exports. */
  interface Guest {
    /** An exported function. */
    GuestFunction function(String export);

    /** An exported immutable global of type i32. */
    int global(String export);

    byte[] read(int address, int length);

    void write(int address, byte[] bytes);

    /** Grows the memory; the old number of pages, or -1. */
    int grow(int pages);
  }

  /** A guest's function: i32 as they are, at most one result, 0 for none. */
  interface GuestFunction {
    long call(long... arguments);
  }

  /** A function of the host; a result that the type does not have is dropped. */
  interface HostCall {
    long call(Guest caller, long[] arguments);
  }
}
