package dev.pithos.tools.chicory;

import com.dylibso.chicory.runtime.ConstantEvaluators;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.TrapException;
import com.dylibso.chicory.runtime.WasmRuntimeException;
import com.dylibso.chicory.wasm.UninstantiableException;
import com.dylibso.chicory.wasm.types.ActiveDataSegment;
import com.dylibso.chicory.wasm.types.DataSegment;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import dev.pithos.runtime.Memory;
import dev.pithos.runtime.MemoryType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A memory of Pithos behind Chicory's interface: guest and host read and write the same array. The
 * atomic operations of the interface are for machines that go through it, which Pithos's code does
 * not; a shared memory is refused.
 */
public class PithosMemory implements com.dylibso.chicory.runtime.Memory {
  private static final VarHandle SHORTS = view(short[].class);
  private static final VarHandle INTS = view(int[].class);
  private static final VarHandle LONGS = view(long[].class);
  private static final byte[] DROPPED = {};

  private final MemoryLimits limits;
  private Memory memory;
  private byte[][] segments = {};

  /**
   * A memory, also for a host to give to a module that imports one.
   *
   * @throws UnsupportedOperationException when the memory is shared
   */
  public PithosMemory(MemoryLimits limits) {
    if (limits.shared()) {
      throw new UnsupportedOperationException(
          "shared memories are not supported with Chicory's instances:"
              + " instantiate the module with Pithos itself");
    }
    this.limits = limits;
    int most = limits.maximumPages();
    memory =
        new Memory(
            new MemoryType(
                limits.initialPages(),
                most >= RUNTIME_MAX_PAGES ? MemoryType.NO_MAXIMUM : most,
                false,
                false,
                16));
  }

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
  }

  /** What the guest has. */
  Memory memory() {
    return memory;
  }

  /** From here on this is the memory that a guest made for itself. */
  void become(Memory guest) {
    if (limits.maximumPages() < RUNTIME_MAX_PAGES) {
      guest.setLimit((long) limits.maximumPages() << 16);
    }
    if (guest.pages() < limits.initialPages()) {
      guest.grow(limits.initialPages() - guest.pages());
    }
    memory = guest;
  }

  // ---- size

  @Override
  public int pages() {
    return (int) memory.pages();
  }

  @Override
  public int grow(int size) {
    return (int) memory.grow(Integer.toUnsignedLong(size));
  }

  @Override
  public int initialPages() {
    return limits.initialPages();
  }

  @Override
  public int maximumPages() {
    return Math.min(limits.maximumPages(), RUNTIME_MAX_PAGES);
  }

  @Override
  public boolean shared() {
    return false;
  }

  // ---- threads

  @Override
  @SuppressWarnings("removal") // still abstract in Chicory
  public Object lock(int address) {
    return this;
  }

  @Override
  @SuppressWarnings("removal") // still abstract in Chicory
  public int waitOn(int address, int expected, long timeout) {
    throw new TrapException("expected shared memory");
  }

  @Override
  @SuppressWarnings("removal") // still abstract in Chicory
  public int waitOn(int address, long expected, long timeout) {
    throw new TrapException("expected shared memory");
  }

  @Override
  @SuppressWarnings("removal") // still abstract in Chicory
  public int notify(int address, int count) {
    return 0;
  }

  // ---- segments, which Chicory writes after Pithos has

  @Override
  public void initialize(Instance instance, DataSegment[] dataSegments) {
    initialize(instance, dataSegments, 0);
  }

  @Override
  public void initialize(Instance instance, DataSegment[] dataSegments, int memoryIndex) {
    segments = new byte[dataSegments.length][];
    for (int i = 0; i < segments.length; i++) {
      DataSegment segment = dataSegments[i];
      segments[i] = segment.data();
      if (segment instanceof ActiveDataSegment active && active.index() == memoryIndex) {
        long[] offset =
            ConstantEvaluators.computeConstantValue(instance, active.offsetInstructions());
        try {
          write((int) offset[0], segments[i]);
        } catch (WasmRuntimeException e) {
          throw new UninstantiableException(e.getMessage(), e);
        }
        segments[i] = DROPPED;
      }
    }
  }

  @Override
  public void initPassiveSegment(int segment, int target, int source, int length) {
    byte[] data = segments[segment];
    if (source < 0 || length < 0 || length > data.length - source) {
      throw outOfBounds(source, length);
    }
    write(target, data, source, length);
  }

  @Override
  public void drop(int segment) {
    segments[segment] = DROPPED;
  }

  @Override
  public void zero() {
    Arrays.fill(memory.bytes(), (byte) 0);
  }

  // ---- ranges

  /** The contents, once it is known that the range is inside. */
  private byte[] range(int address, int length) {
    byte[] bytes = memory.bytes();
    if (address < 0 || length < 0 || length > bytes.length - address) {
      throw outOfBounds(address, length);
    }
    return bytes;
  }

  private WasmRuntimeException outOfBounds(int address, int length) {
    return new WasmRuntimeException(
        "out of bounds memory access: attempted to access address: "
            + Integer.toUnsignedString(address)
            + ", "
            + length
            + " bytes, but limit is: "
            + memory.size());
  }

  @Override
  public void write(int address, byte[] data, int offset, int size) {
    System.arraycopy(data, offset, range(address, size), address, size);
  }

  @Override
  public byte[] readBytes(int address, int length) {
    return Arrays.copyOfRange(range(address, length), address, address + length);
  }

  @Override
  public void fill(byte value, int from, int to) {
    Arrays.fill(range(from, to - from), from, to, value);
  }

  @Override
  public void copy(int target, int source, int size) {
    range(source, size);
    System.arraycopy(memory.bytes(), source, range(target, size), target, size);
  }

  // ---- single values

  @Override
  public byte read(int address) {
    return range(address, 1)[address];
  }

  @Override
  public void writeByte(int address, byte value) {
    range(address, 1)[address] = value;
  }

  @Override
  public short readShort(int address) {
    return (short) SHORTS.get(range(address, 2), address);
  }

  @Override
  public long readU16(int address) {
    return Short.toUnsignedLong(readShort(address));
  }

  @Override
  public void writeShort(int address, short value) {
    SHORTS.set(range(address, 2), address, value);
  }

  @Override
  public int readInt(int address) {
    return (int) INTS.get(range(address, 4), address);
  }

  @Override
  public void writeI32(int address, int value) {
    INTS.set(range(address, 4), address, value);
  }

  @Override
  public long readLong(int address) {
    return (long) LONGS.get(range(address, 8), address);
  }

  @Override
  public void writeLong(int address, long value) {
    LONGS.set(range(address, 8), address, value);
  }

  @Override
  public long readF32(int address) {
    return readInt(address);
  }

  @Override
  public float readFloat(int address) {
    return Float.intBitsToFloat(readInt(address));
  }

  @Override
  public void writeF32(int address, float value) {
    writeI32(address, Float.floatToRawIntBits(value));
  }

  @Override
  public long readF64(int address) {
    return readLong(address);
  }

  @Override
  public double readDouble(int address) {
    return Double.longBitsToDouble(readLong(address));
  }

  @Override
  public void writeF64(int address, double value) {
    writeLong(address, Double.doubleToRawLongBits(value));
  }
}
