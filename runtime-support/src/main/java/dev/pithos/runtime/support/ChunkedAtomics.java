package dev.pithos.runtime.support;

import dev.pithos.runtime.ChunkedMemory;
import dev.pithos.runtime.Instance;
import dev.pithos.runtime.Memory;
import dev.pithos.runtime.Trap;
import dev.pithos.runtime.TrapKind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Atomic instructions on a memory in chunks, by the hardware's. Numbers are zero-extended to longs;
 * {@code width} is the log2 of the bytes accessed, and with the operation a constant, so that after
 * inlining one case is left. Bytes and pairs of bytes are exchanged within their aligned int.
 */
public final class ChunkedAtomics {
  private static final VarHandle INT = view(int[].class);
  private static final VarHandle LONG = view(long[].class);

  private static final int PLACE = ChunkedMemory.CHUNK - 1;

  private static final int ADD = 0;
  private static final int AND = 1;
  private static final int OR = 2;
  private static final int XOR = 3;
  private static final int EXCHANGE = 4;

  private ChunkedAtomics() {}

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteBufferViewVarHandle(array, ByteOrder.LITTLE_ENDIAN)
        .withInvokeExactBehavior();
  }

  /** An aligned access never crosses into another chunk. */
  private static ByteBuffer chunk(long address, int width, ChunkedMemory memory) {
    Atomics.checkAligned(address, width);
    ByteBuffer chunk = memory.chunk(address);
    if (((int) address & PLACE) > chunk.limit() - (1 << width)) {
      throw Memory.outOfBounds(address, 1L << width, memory.size());
    }
    return chunk;
  }

  /** The chunk to access by whole ints; a memory of tiny pages may end within one. */
  private static ByteBuffer words(ByteBuffer chunk) {
    return (chunk.limit() & 3) == 0 ? chunk : chunk.duplicate().limit(chunk.capacity());
  }

  public static long load(long address, int width, ChunkedMemory memory) {
    ByteBuffer chunk = chunk(address, width, memory);
    int at = (int) address & PLACE;
    if (width == 3) {
      return (long) LONG.getVolatile(chunk, at);
    }
    if (width == 2) {
      return (int) INT.getVolatile(chunk, at) & 0xffff_ffffL;
    }
    return part((int) INT.getVolatile(words(chunk), at & -4), at, width);
  }

  public static void store(long address, long value, int width, ChunkedMemory memory) {
    ByteBuffer chunk = chunk(address, width, memory);
    int at = (int) address & PLACE;
    if (width == 3) {
      LONG.setVolatile(chunk, at, value);
    } else if (width == 2) {
      INT.setVolatile(chunk, at, (int) value);
    } else {
      long unused = updatePart(EXCHANGE, words(chunk), at, value, width);
    }
  }

  public static long add(long address, long value, int width, ChunkedMemory memory) {
    return update(ADD, address, value, width, memory);
  }

  public static long sub(long address, long value, int width, ChunkedMemory memory) {
    return update(ADD, address, -value, width, memory);
  }

  public static long and(long address, long value, int width, ChunkedMemory memory) {
    return update(AND, address, value, width, memory);
  }

  public static long or(long address, long value, int width, ChunkedMemory memory) {
    return update(OR, address, value, width, memory);
  }

  public static long xor(long address, long value, int width, ChunkedMemory memory) {
    return update(XOR, address, value, width, memory);
  }

  public static long xchg(long address, long value, int width, ChunkedMemory memory) {
    return update(EXCHANGE, address, value, width, memory);
  }

  private static long update(
      int operation, long address, long value, int width, ChunkedMemory memory) {
    ByteBuffer chunk = chunk(address, width, memory);
    int at = (int) address & PLACE;
    return switch (width) {
      case 3 -> updateLong(operation, chunk, at, value);
      case 2 -> updateInt(operation, chunk, at, (int) value) & 0xffff_ffffL;
      default -> updatePart(operation, words(chunk), at, value, width);
    };
  }

  private static long updateLong(int operation, ByteBuffer chunk, int at, long value) {
    return switch (operation) {
      case ADD -> (long) LONG.getAndAdd(chunk, at, value);
      case AND -> (long) LONG.getAndBitwiseAnd(chunk, at, value);
      case OR -> (long) LONG.getAndBitwiseOr(chunk, at, value);
      case XOR -> (long) LONG.getAndBitwiseXor(chunk, at, value);
      default -> (long) LONG.getAndSet(chunk, at, value);
    };
  }

  private static int updateInt(int operation, ByteBuffer chunk, int at, int value) {
    return switch (operation) {
      case ADD -> (int) INT.getAndAdd(chunk, at, value);
      case AND -> (int) INT.getAndBitwiseAnd(chunk, at, value);
      case OR -> (int) INT.getAndBitwiseOr(chunk, at, value);
      case XOR -> (int) INT.getAndBitwiseXor(chunk, at, value);
      default -> (int) INT.getAndSet(chunk, at, value);
    };
  }

  private static long updatePart(int operation, ByteBuffer chunk, int at, long value, int width) {
    while (true) {
      int word = (int) INT.getVolatile(chunk, at & -4);
      long before = part(word, at, width);
      long after =
          switch (operation) {
            case ADD -> before + value;
            case AND -> before & value;
            case OR -> before | value;
            case XOR -> before ^ value;
            default -> value;
          };
      if (INT.compareAndSet(chunk, at & -4, word, withPart(word, at, width, after))) {
        return before;
      }
    }
  }

  public static long cmpxchg(
      long address, long expected, long replacement, int width, ChunkedMemory memory) {
    ByteBuffer chunk = chunk(address, width, memory);
    int at = (int) address & PLACE;
    if (width == 3) {
      return (long) LONG.compareAndExchange(chunk, at, expected, replacement);
    }
    if (expected >>> (8 << width) != 0) {
      // No zero-extended number is equal to it.
      return load(address, width, memory);
    }
    if (width == 2) {
      return (int) INT.compareAndExchange(chunk, at, (int) expected, (int) replacement)
          & 0xffff_ffffL;
    }
    ByteBuffer words = words(chunk);
    while (true) {
      int word = (int) INT.getVolatile(words, at & -4);
      long before = part(word, at, width);
      if (before != expected
          || INT.compareAndSet(words, at & -4, word, withPart(word, at, width, replacement))) {
        return before;
      }
    }
  }

  /** One or two bytes of the aligned int that they lie in. */
  private static long part(int word, int at, int width) {
    return Integer.toUnsignedLong((word >>> (8 * (at & 3))) & mask(width));
  }

  private static int withPart(int word, int at, int width, long part) {
    int shift = 8 * (at & 3);
    return (word & ~(mask(width) << shift)) | ((int) part & mask(width)) << shift;
  }

  private static int mask(int width) {
    return width == 0 ? 0xff : 0xffff;
  }

  public static int notify(long address, int count, ChunkedMemory memory) {
    ByteBuffer unused = chunk(address, 2, memory);
    return memory.waiters.wake(address, count);
  }

  /** Waits for a notification while the memory has the expected number. */
  public static int await(
      long address, long expected, long nanos, int width, ChunkedMemory memory, Instance instance) {
    ByteBuffer unused = chunk(address, width, memory);
    if (!memory.shared()) {
      throw new Trap(TrapKind.EXPECTED_SHARED_MEMORY);
    }
    return memory.waiters.await(
        address, () -> load(address, width, memory) == expected, nanos, instance);
  }

  /** For atomic.fence. */
  public static void fence() {
    VarHandle.fullFence();
  }
}
