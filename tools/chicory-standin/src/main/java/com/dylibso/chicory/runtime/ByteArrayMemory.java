package com.dylibso.chicory.runtime;

import com.dylibso.chicory.runtime.alloc.MemAllocStrategy;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import dev.pithos.tools.chicory.PithosMemory;

/**
 * Stands before Chicory's class of this name on the class path, so that hosts and libraries which
 * name it make memories that Pithos's guests reach.
 */
public final class ByteArrayMemory extends PithosMemory {
  public ByteArrayMemory(MemoryLimits limits) {
    super(limits);
  }

  /** The same: a guest's memory is always one array of its size. */
  @SuppressWarnings("deprecation") // Chicory has the constructor still
  public ByteArrayMemory(MemoryLimits limits, MemAllocStrategy strategy) {
    super(limits);
  }
}
