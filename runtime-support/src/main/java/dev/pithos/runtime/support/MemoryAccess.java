package dev.pithos.runtime.support;

import dev.pithos.runtime.Memory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Loads and stores. The address comes first, since it is on the operand stack first; then the value
 * of a store, the constant offset unless it is 0, and the memory's bytes. The JVM's bounds check is
 * the guest's: every address that is out of bounds becomes a negative or large index.
 *
 * <p>The locals that look needless keep C1 from inlining what uses a VarHandle: it leaves methods
 * alone that want more than five slots beyond their parameters. Inlined, an access takes so many of
 * C1's 16,384 virtual registers that it refuses functions of 1,800 bytes, and a function that was
 * compiled with little profiling before stays that slow for good. A call is no slower in C1's code,
 * compiles faster, and C2 inlines as before.
 */
public final class MemoryAccess {
  static final VarHandle SHORT = view(short[].class);
  static final VarHandle CHAR = view(char[].class);
  static final VarHandle INT = view(int[].class);
  static final VarHandle LONG = view(long[].class);
  static final VarHandle FLOAT = view(float[].class);
  static final VarHandle DOUBLE = view(double[].class);

  private MemoryAccess() {}

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The trap for a negative address, that is one from 2^31 on; in place of an index, which it never
   * answers. An index is a plain sum otherwise, so that the JIT compiler has one check for accesses
   * to the same address with several offsets. A sum beyond 2^31-1 is negative by itself. Not the
   * whole of it is a method: C2 stops inlining at 18,000 nodes, and each call makes some thirty of
   * them.
   *
   * @throws IndexOutOfBoundsException always, worded as the JVM does, so that traps read alike
   */
  static int beyond(int address, int offset, byte[] memory) {
    int index = (address + offset) | Integer.MIN_VALUE;
    String message = "Index " + index + " out of bounds for length " + memory.length;
    throw new IndexOutOfBoundsException(message);
  }

  /**
   * The index for an i64 address and any offset: -1 where the sum is beyond 2^31-1.
   *
   * @param offset at most 2^31-1
   */
  public static int effective(long address, long offset) {
    long sum = address + offset;
    return (address | sum) >>> 31 != 0 ? -1 : (int) sum;
  }

  /** The current bytes of a memory. */
  public static byte[] bytes(Memory memory) {
    return memory.bytes;
  }

  public static int i32Load(int address, byte[] memory) {
    byte[] bytes = memory;
    int index = address;
    return (int) INT.get(bytes, index);
  }

  public static int i32Load(int address, int offset, byte[] memory) {
    return (int) INT.get(memory, address < 0 ? beyond(address, offset, memory) : address + offset);
  }

  public static long i64Load(int address, byte[] memory) {
    byte[] bytes = memory;
    int index = address;
    return (long) LONG.get(bytes, index);
  }

  public static long i64Load(int address, int offset, byte[] memory) {
    return (long)
        LONG.get(memory, address < 0 ? beyond(address, offset, memory) : address + offset);
  }

  public static float f32Load(int address, byte[] memory) {
    byte[] bytes = memory;
    int index = address;
    return (float) FLOAT.get(bytes, index);
  }

  public static float f32Load(int address, int offset, byte[] memory) {
    return (float)
        FLOAT.get(memory, address < 0 ? beyond(address, offset, memory) : address + offset);
  }

  public static double f64Load(int address, byte[] memory) {
    byte[] bytes = memory;
    int index = address;
    return (double) DOUBLE.get(bytes, index);
  }

  public static double f64Load(int address, int offset, byte[] memory) {
    return (double)
        DOUBLE.get(memory, address < 0 ? beyond(address, offset, memory) : address + offset);
  }

  public static int i32Load8S(int address, byte[] memory) {
    return memory[address];
  }

  public static int i32Load8S(int address, int offset, byte[] memory) {
    return memory[address < 0 ? beyond(address, offset, memory) : address + offset];
  }

  public static int i32Load8U(int address, byte[] memory) {
    return memory[address] & 0xff;
  }

  public static int i32Load8U(int address, int offset, byte[] memory) {
    return memory[address < 0 ? beyond(address, offset, memory) : address + offset] & 0xff;
  }

  public static int i32Load16S(int address, byte[] memory) {
    byte[] bytes = memory;
    int index = address;
    return (short) SHORT.get(bytes, index);
  }

  public static int i32Load16S(int address, int offset, byte[] memory) {
    return (short)
        SHORT.get(memory, address < 0 ? beyond(address, offset, memory) : address + offset);
  }

  public static int i32Load16U(int address, byte[] memory) {
    byte[] bytes = memory;
    int index = address;
    return (char) CHAR.get(bytes, index);
  }

  public static int i32Load16U(int address, int offset, byte[] memory) {
    return (char)
        CHAR.get(memory, address < 0 ? beyond(address, offset, memory) : address + offset);
  }

  public static long i64Load8S(int address, byte[] memory) {
    return memory[address];
  }

  public static long i64Load8S(int address, int offset, byte[] memory) {
    return memory[address < 0 ? beyond(address, offset, memory) : address + offset];
  }

  public static long i64Load8U(int address, byte[] memory) {
    return memory[address] & 0xff;
  }

  public static long i64Load8U(int address, int offset, byte[] memory) {
    return memory[address < 0 ? beyond(address, offset, memory) : address + offset] & 0xff;
  }

  public static long i64Load16S(int address, byte[] memory) {
    byte[] bytes = memory;
    int index = address;
    return (short) SHORT.get(bytes, index);
  }

  public static long i64Load16S(int address, int offset, byte[] memory) {
    return (short)
        SHORT.get(memory, address < 0 ? beyond(address, offset, memory) : address + offset);
  }

  public static long i64Load16U(int address, byte[] memory) {
    byte[] bytes = memory;
    int index = address;
    return (char) CHAR.get(bytes, index);
  }

  public static long i64Load16U(int address, int offset, byte[] memory) {
    return (char)
        CHAR.get(memory, address < 0 ? beyond(address, offset, memory) : address + offset);
  }

  public static long i64Load32S(int address, byte[] memory) {
    byte[] bytes = memory;
    int index = address;
    return (int) INT.get(bytes, index);
  }

  public static long i64Load32S(int address, int offset, byte[] memory) {
    return (int) INT.get(memory, address < 0 ? beyond(address, offset, memory) : address + offset);
  }

  public static long i64Load32U(int address, byte[] memory) {
    byte[] bytes = memory;
    int index = address;
    return (int) INT.get(bytes, index) & 0xffff_ffffL;
  }

  public static long i64Load32U(int address, int offset, byte[] memory) {
    return (int) INT.get(memory, address < 0 ? beyond(address, offset, memory) : address + offset)
        & 0xffff_ffffL;
  }

  public static void i32Store(int address, int value, byte[] memory) {
    byte[] bytes = memory;
    int index = address;
    INT.set(bytes, index, value);
  }

  public static void i32Store(int address, int value, int offset, byte[] memory) {
    INT.set(memory, address < 0 ? beyond(address, offset, memory) : address + offset, value);
  }

  public static void i64Store(int address, long value, byte[] memory) {
    byte[] bytes = memory;
    int index = address;
    LONG.set(bytes, index, value);
  }

  public static void i64Store(int address, long value, int offset, byte[] memory) {
    LONG.set(memory, address < 0 ? beyond(address, offset, memory) : address + offset, value);
  }

  public static void f32Store(int address, float value, byte[] memory) {
    byte[] bytes = memory;
    int index = address;
    FLOAT.set(bytes, index, value);
  }

  public static void f32Store(int address, float value, int offset, byte[] memory) {
    FLOAT.set(memory, address < 0 ? beyond(address, offset, memory) : address + offset, value);
  }

  public static void f64Store(int address, double value, byte[] memory) {
    byte[] bytes = memory;
    int index = address;
    DOUBLE.set(bytes, index, value);
  }

  public static void f64Store(int address, double value, int offset, byte[] memory) {
    DOUBLE.set(memory, address < 0 ? beyond(address, offset, memory) : address + offset, value);
  }

  public static void i32Store8(int address, int value, byte[] memory) {
    memory[address] = (byte) value;
  }

  public static void i32Store8(int address, int value, int offset, byte[] memory) {
    memory[address < 0 ? beyond(address, offset, memory) : address + offset] = (byte) value;
  }

  public static void i32Store16(int address, int value, byte[] memory) {
    byte[] bytes = memory;
    int index = address;
    SHORT.set(bytes, index, (short) value);
  }

  public static void i32Store16(int address, int value, int offset, byte[] memory) {
    SHORT.set(
        memory, address < 0 ? beyond(address, offset, memory) : address + offset, (short) value);
  }

  public static void i64Store8(int address, long value, byte[] memory) {
    memory[address] = (byte) value;
  }

  public static void i64Store8(int address, long value, int offset, byte[] memory) {
    memory[address < 0 ? beyond(address, offset, memory) : address + offset] = (byte) value;
  }

  public static void i64Store16(int address, long value, byte[] memory) {
    byte[] bytes = memory;
    int index = address;
    SHORT.set(bytes, index, (short) value);
  }

  public static void i64Store16(int address, long value, int offset, byte[] memory) {
    SHORT.set(
        memory, address < 0 ? beyond(address, offset, memory) : address + offset, (short) value);
  }

  public static void i64Store32(int address, long value, byte[] memory) {
    byte[] bytes = memory;
    int index = address;
    INT.set(bytes, index, (int) value);
  }

  public static void i64Store32(int address, long value, int offset, byte[] memory) {
    INT.set(memory, address < 0 ? beyond(address, offset, memory) : address + offset, (int) value);
  }
}
