package dev.pithos.runtime.support;

import dev.pithos.runtime.ChunkedMemory;
import dev.pithos.runtime.Memory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Loads and stores of a memory in chunks, as {@link MemoryAccess} has them for flat ones. The
 * effective address comes first, then the value of a store, then the memory. An access within a
 * chunk's limit goes through the hardware; the others cross into the next chunk, or trap.
 */
public final class ChunkedAccess {
  private static final VarHandle SHORT = view(short[].class);
  private static final VarHandle INT = view(int[].class);
  private static final VarHandle LONG = view(long[].class);

  private static final int PLACE = ChunkedMemory.CHUNK - 1;

  private ChunkedAccess() {}

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteBufferViewVarHandle(array, ByteOrder.LITTLE_ENDIAN)
        .withInvokeExactBehavior();
  }

  /** The sum of an unsigned address and offset. */
  public static long effective(int address, long offset) {
    return (address & 0xffff_ffffL) + offset;
  }

  /** The same of 64 bits: -1, which is beyond every memory, where the sum is too large. */
  public static long effective(long address, long offset) {
    long sum = address + offset;
    return Long.compareUnsigned(sum, address) < 0 ? -1 : sum;
  }

  /** The bytes of a memory. */
  public static ChunkedMemory chunks(Memory memory) {
    return memory.chunks;
  }

  private static long load8(long address, ChunkedMemory memory) {
    ByteBuffer chunk = memory.chunk(address);
    int at = (int) address & PLACE;
    return at < chunk.limit() ? chunk.get(at) : loadBytes(address, 1, memory);
  }

  private static long load16(long address, ChunkedMemory memory) {
    ByteBuffer chunk = memory.chunk(address);
    int at = (int) address & PLACE;
    return at <= chunk.limit() - 2
        ? (short) SHORT.get(chunk, at)
        : (short) loadBytes(address, 2, memory);
  }

  private static long load32(long address, ChunkedMemory memory) {
    ByteBuffer chunk = memory.chunk(address);
    int at = (int) address & PLACE;
    return at <= chunk.limit() - 4 ? (int) INT.get(chunk, at) : (int) loadBytes(address, 4, memory);
  }

  private static long load64(long address, ChunkedMemory memory) {
    ByteBuffer chunk = memory.chunk(address);
    int at = (int) address & PLACE;
    return at <= chunk.limit() - 8 ? (long) LONG.get(chunk, at) : loadBytes(address, 8, memory);
  }

  /** From two chunks, or none: low bytes first. */
  private static long loadBytes(long address, int length, ChunkedMemory memory) {
    memory.check(address, length);
    long result = 0;
    for (int i = length - 1; i >= 0; i--) {
      result = result << 8 | (memory.chunk(address + i).get((int) (address + i) & PLACE) & 0xff);
    }
    return result;
  }

  private static void storeBytes(long address, long value, int length, ChunkedMemory memory) {
    memory.check(address, length);
    for (int i = 0; i < length; i++) {
      memory.chunk(address + i).put((int) (address + i) & PLACE, (byte) (value >>> (8 * i)));
    }
  }

  private static void store8(long address, long value, ChunkedMemory memory) {
    ByteBuffer chunk = memory.chunk(address);
    int at = (int) address & PLACE;
    if (at < chunk.limit()) {
      chunk.put(at, (byte) value);
    } else {
      storeBytes(address, value, 1, memory);
    }
  }

  private static void store16(long address, long value, ChunkedMemory memory) {
    ByteBuffer chunk = memory.chunk(address);
    int at = (int) address & PLACE;
    if (at <= chunk.limit() - 2) {
      SHORT.set(chunk, at, (short) value);
    } else {
      storeBytes(address, value, 2, memory);
    }
  }

  private static void store32(long address, long value, ChunkedMemory memory) {
    ByteBuffer chunk = memory.chunk(address);
    int at = (int) address & PLACE;
    if (at <= chunk.limit() - 4) {
      INT.set(chunk, at, (int) value);
    } else {
      storeBytes(address, value, 4, memory);
    }
  }

  private static void store64(long address, long value, ChunkedMemory memory) {
    ByteBuffer chunk = memory.chunk(address);
    int at = (int) address & PLACE;
    if (at <= chunk.limit() - 8) {
      LONG.set(chunk, at, value);
    } else {
      storeBytes(address, value, 8, memory);
    }
  }

  // ---- the instructions

  public static int i32Load(long address, ChunkedMemory memory) {
    return (int) load32(address, memory);
  }

  public static long i64Load(long address, ChunkedMemory memory) {
    return load64(address, memory);
  }

  public static float f32Load(long address, ChunkedMemory memory) {
    return Float.intBitsToFloat((int) load32(address, memory));
  }

  public static double f64Load(long address, ChunkedMemory memory) {
    return Double.longBitsToDouble(load64(address, memory));
  }

  public static int i32Load8S(long address, ChunkedMemory memory) {
    return (int) load8(address, memory);
  }

  public static int i32Load8U(long address, ChunkedMemory memory) {
    return (int) load8(address, memory) & 0xff;
  }

  public static int i32Load16S(long address, ChunkedMemory memory) {
    return (int) load16(address, memory);
  }

  public static int i32Load16U(long address, ChunkedMemory memory) {
    return (int) load16(address, memory) & 0xffff;
  }

  public static long i64Load8S(long address, ChunkedMemory memory) {
    return load8(address, memory);
  }

  public static long i64Load8U(long address, ChunkedMemory memory) {
    return load8(address, memory) & 0xff;
  }

  public static long i64Load16S(long address, ChunkedMemory memory) {
    return load16(address, memory);
  }

  public static long i64Load16U(long address, ChunkedMemory memory) {
    return load16(address, memory) & 0xffff;
  }

  public static long i64Load32S(long address, ChunkedMemory memory) {
    return load32(address, memory);
  }

  public static long i64Load32U(long address, ChunkedMemory memory) {
    return load32(address, memory) & 0xffff_ffffL;
  }

  public static void i32Store(long address, int value, ChunkedMemory memory) {
    store32(address, value, memory);
  }

  public static void i64Store(long address, long value, ChunkedMemory memory) {
    store64(address, value, memory);
  }

  public static void f32Store(long address, float value, ChunkedMemory memory) {
    store32(address, Float.floatToRawIntBits(value), memory);
  }

  public static void f64Store(long address, double value, ChunkedMemory memory) {
    store64(address, Double.doubleToRawLongBits(value), memory);
  }

  public static void i32Store8(long address, int value, ChunkedMemory memory) {
    store8(address, value, memory);
  }

  public static void i32Store16(long address, int value, ChunkedMemory memory) {
    store16(address, value, memory);
  }

  public static void i64Store8(long address, long value, ChunkedMemory memory) {
    store8(address, value, memory);
  }

  public static void i64Store16(long address, long value, ChunkedMemory memory) {
    store16(address, value, memory);
  }

  public static void i64Store32(long address, long value, ChunkedMemory memory) {
    store32(address, value, memory);
  }
}
