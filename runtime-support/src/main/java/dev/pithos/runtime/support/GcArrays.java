package dev.pithos.runtime.support;

import dev.pithos.runtime.ArrayObject;
import dev.pithos.runtime.ArrayType;
import dev.pithos.runtime.DefinedType;
import dev.pithos.runtime.Instance;
import dev.pithos.runtime.Trap;
import dev.pithos.runtime.TrapKind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Arrays on the guest's heap: one get, set, new and fill for each kind of element. */
public final class GcArrays {
  private static final VarHandle SHORT = view(short[].class);
  private static final VarHandle INT = view(int[].class);
  private static final VarHandle LONG = view(long[].class);

  private GcArrays() {}

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
  }

  /** An array of zeros or nulls. */
  public static Object create(int length, DefinedType type) {
    if (length < 0) {
      throw tooLarge(length);
    }
    try {
      return ArrayObject.create(type, length);
    } catch (OutOfMemoryError | ArithmeticException e) {
      throw tooLarge(length);
    }
  }

  private static Trap tooLarge(int length) {
    return new Trap(
        TrapKind.ALLOCATION_TOO_LARGE, "an array of " + Integer.toUnsignedString(length));
  }

  public static int length(Object array) {
    if (array == null) {
      throw nullArray();
    }
    return ((ArrayObject) array).length();
  }

  private static Trap nullArray() {
    return new Trap(TrapKind.NULL_ARRAY_REFERENCE);
  }

  private static void check(int index, int length) {
    if (Integer.compareUnsigned(index, length) >= 0) {
      throw new Trap(
          TrapKind.OUT_OF_BOUNDS_ARRAY,
          "index " + Integer.toUnsignedString(index) + ", length " + length);
    }
  }

  private static void checkRange(int index, int count, int length) {
    if (index < 0 || count < 0 || index > length - count) {
      throw new Trap(
          TrapKind.OUT_OF_BOUNDS_ARRAY,
          "index "
              + Integer.toUnsignedString(index)
              + ", "
              + Integer.toUnsignedString(count)
              + " elements, length "
              + length);
    }
  }

  // ---- i8

  private static byte[] i8Elements(Object array) {
    if (array == null) {
      throw nullArray();
    }
    return ((ArrayObject.OfI8) array).elements;
  }

  public static int i8Get(Object array, int index) {
    byte[] elements = i8Elements(array);
    check(index, elements.length);
    return elements[index];
  }

  public static void i8Set(Object array, int index, int value) {
    byte[] elements = i8Elements(array);
    check(index, elements.length);
    elements[index] = (byte) value;
  }

  public static Object i8New(int value, int length, DefinedType type) {
    Object array = create(length, type);
    Arrays.fill(i8Elements(array), (byte) value);
    return array;
  }

  public static void i8Fill(Object array, int index, int value, int count) {
    byte[] elements = i8Elements(array);
    checkRange(index, count, elements.length);
    Arrays.fill(elements, index, index + count, (byte) value);
  }

  // ---- i16

  private static short[] i16Elements(Object array) {
    if (array == null) {
      throw nullArray();
    }
    return ((ArrayObject.OfI16) array).elements;
  }

  public static int i16Get(Object array, int index) {
    short[] elements = i16Elements(array);
    check(index, elements.length);
    return elements[index];
  }

  public static void i16Set(Object array, int index, int value) {
    short[] elements = i16Elements(array);
    check(index, elements.length);
    elements[index] = (short) value;
  }

  public static Object i16New(int value, int length, DefinedType type) {
    Object array = create(length, type);
    Arrays.fill(i16Elements(array), (short) value);
    return array;
  }

  public static void i16Fill(Object array, int index, int value, int count) {
    short[] elements = i16Elements(array);
    checkRange(index, count, elements.length);
    Arrays.fill(elements, index, index + count, (short) value);
  }

  // ---- i32

  private static int[] i32Elements(Object array) {
    if (array == null) {
      throw nullArray();
    }
    return ((ArrayObject.OfI32) array).elements;
  }

  public static int i32Get(Object array, int index) {
    int[] elements = i32Elements(array);
    check(index, elements.length);
    return elements[index];
  }

  public static void i32Set(Object array, int index, int value) {
    int[] elements = i32Elements(array);
    check(index, elements.length);
    elements[index] = value;
  }

  public static Object i32New(int value, int length, DefinedType type) {
    Object array = create(length, type);
    Arrays.fill(i32Elements(array), value);
    return array;
  }

  public static void i32Fill(Object array, int index, int value, int count) {
    int[] elements = i32Elements(array);
    checkRange(index, count, elements.length);
    Arrays.fill(elements, index, index + count, value);
  }

  // ---- i64

  private static long[] i64Elements(Object array) {
    if (array == null) {
      throw nullArray();
    }
    return ((ArrayObject.OfI64) array).elements;
  }

  public static long i64Get(Object array, int index) {
    long[] elements = i64Elements(array);
    check(index, elements.length);
    return elements[index];
  }

  public static void i64Set(Object array, int index, long value) {
    long[] elements = i64Elements(array);
    check(index, elements.length);
    elements[index] = value;
  }

  public static Object i64New(long value, int length, DefinedType type) {
    Object array = create(length, type);
    Arrays.fill(i64Elements(array), value);
    return array;
  }

  public static void i64Fill(Object array, int index, long value, int count) {
    long[] elements = i64Elements(array);
    checkRange(index, count, elements.length);
    Arrays.fill(elements, index, index + count, value);
  }

  // ---- f32

  private static float[] f32Elements(Object array) {
    if (array == null) {
      throw nullArray();
    }
    return ((ArrayObject.OfF32) array).elements;
  }

  public static float f32Get(Object array, int index) {
    float[] elements = f32Elements(array);
    check(index, elements.length);
    return elements[index];
  }

  public static void f32Set(Object array, int index, float value) {
    float[] elements = f32Elements(array);
    check(index, elements.length);
    elements[index] = value;
  }

  public static Object f32New(float value, int length, DefinedType type) {
    Object array = create(length, type);
    Arrays.fill(f32Elements(array), value);
    return array;
  }

  public static void f32Fill(Object array, int index, float value, int count) {
    float[] elements = f32Elements(array);
    checkRange(index, count, elements.length);
    Arrays.fill(elements, index, index + count, value);
  }

  // ---- f64

  private static double[] f64Elements(Object array) {
    if (array == null) {
      throw nullArray();
    }
    return ((ArrayObject.OfF64) array).elements;
  }

  public static double f64Get(Object array, int index) {
    double[] elements = f64Elements(array);
    check(index, elements.length);
    return elements[index];
  }

  public static void f64Set(Object array, int index, double value) {
    double[] elements = f64Elements(array);
    check(index, elements.length);
    elements[index] = value;
  }

  public static Object f64New(double value, int length, DefinedType type) {
    Object array = create(length, type);
    Arrays.fill(f64Elements(array), value);
    return array;
  }

  public static void f64Fill(Object array, int index, double value, int count) {
    double[] elements = f64Elements(array);
    checkRange(index, count, elements.length);
    Arrays.fill(elements, index, index + count, value);
  }

  // ---- references

  private static Object[] referencesElements(Object array) {
    if (array == null) {
      throw nullArray();
    }
    return ((ArrayObject.OfReferences) array).elements;
  }

  public static Object referencesGet(Object array, int index) {
    Object[] elements = referencesElements(array);
    check(index, elements.length);
    return elements[index];
  }

  public static void referencesSet(Object array, int index, Object value) {
    Object[] elements = referencesElements(array);
    check(index, elements.length);
    elements[index] = value;
  }

  public static Object referencesNew(Object value, int length, DefinedType type) {
    Object array = create(length, type);
    Arrays.fill(referencesElements(array), value);
    return array;
  }

  public static void referencesFill(Object array, int index, Object value, int count) {
    Object[] elements = referencesElements(array);
    checkRange(index, count, elements.length);
    Arrays.fill(elements, index, index + count, value);
  }

  // ---- v128: two halves

  private static long[] v128Elements(Object array) {
    if (array == null) {
      throw nullArray();
    }
    return ((ArrayObject.OfV128) array).elements;
  }

  public static long v128GetLow(Object array, int index) {
    long[] elements = v128Elements(array);
    check(index, elements.length / 2);
    return elements[2 * index];
  }

  public static long v128GetHigh(Object array, int index) {
    long[] elements = v128Elements(array);
    check(index, elements.length / 2);
    return elements[2 * index + 1];
  }

  public static void v128Set(Object array, int index, long low, long high) {
    long[] elements = v128Elements(array);
    check(index, elements.length / 2);
    elements[2 * index] = low;
    elements[2 * index + 1] = high;
  }

  public static Object v128New(long low, long high, int length, DefinedType type) {
    Object array = create(length, type);
    v128Fill(array, 0, low, high, length);
    return array;
  }

  public static void v128Fill(Object array, int index, long low, long high, int count) {
    long[] elements = v128Elements(array);
    checkRange(index, count, elements.length / 2);
    for (int i = index; i < index + count; i++) {
      elements[2 * i] = low;
      elements[2 * i + 1] = high;
    }
  }

  // ---- whole ranges

  public static void copy(Object target, int to, Object source, int from, int count) {
    int targetLength = length(target);
    int sourceLength = length(source);
    checkRange(to, count, targetLength);
    checkRange(from, count, sourceLength);
    int width = target instanceof ArrayObject.OfV128 ? 2 : 1;
    System.arraycopy(
        ((ArrayObject) source).storage(),
        width * from,
        ((ArrayObject) target).storage(),
        width * to,
        width * count);
  }

  public static Object newElements(
      int from, int count, int segment, DefinedType type, Instance instance) {
    Object[] elements = instance.elements(segment);
    checkSegment(from, count, 1, elements.length, TrapKind.OUT_OF_BOUNDS_TABLE);
    Object array = create(count, type);
    System.arraycopy(elements, from, referencesElements(array), 0, count);
    return array;
  }

  public static void initElements(
      Object array, int to, int from, int count, int segment, Instance instance) {
    Object[] target = referencesElements(array);
    checkRange(to, count, target.length);
    Object[] elements = instance.elements(segment);
    checkSegment(from, count, 1, elements.length, TrapKind.OUT_OF_BOUNDS_TABLE);
    System.arraycopy(elements, from, target, to, count);
  }

  public static Object newData(
      int from, int count, int segment, DefinedType type, Instance instance) {
    byte[] data = instance.data(segment);
    checkSegment(from, count, width(type), data.length, TrapKind.OUT_OF_BOUNDS_MEMORY);
    Object array = create(count, type);
    load((ArrayObject) array, 0, data, from, count);
    return array;
  }

  public static void initData(
      Object array, int to, int from, int count, int segment, Instance instance) {
    checkRange(to, count, length(array));
    byte[] data = instance.data(segment);
    ArrayObject target = (ArrayObject) array;
    checkSegment(from, count, width(target.type), data.length, TrapKind.OUT_OF_BOUNDS_MEMORY);
    load(target, to, data, from, count);
  }

  private static int width(DefinedType type) {
    return switch (((ArrayType) type.composite()).element().storage().kind()) {
      case I8 -> 1;
      case I16 -> 2;
      case I32, F32 -> 4;
      case V128 -> 16;
      default -> 8;
    };
  }

  private static void checkSegment(int from, int count, int width, int size, TrapKind kind) {
    long start = Integer.toUnsignedLong(from);
    long length = Integer.toUnsignedLong(count) * width;
    if (start + length > size) {
      throw new Trap(kind, "segment offset " + start + ", " + length + " of " + size);
    }
  }

  /** Elements from little-endian bytes. */
  private static void load(ArrayObject array, int to, byte[] data, int from, int count) {
    for (int i = 0; i < count; i++) {
      if (array instanceof ArrayObject.OfI8 target) {
        target.elements[to + i] = data[from + i];
      } else if (array instanceof ArrayObject.OfI16 target) {
        target.elements[to + i] = (short) SHORT.get(data, from + 2 * i);
      } else if (array instanceof ArrayObject.OfI32 target) {
        target.elements[to + i] = (int) INT.get(data, from + 4 * i);
      } else if (array instanceof ArrayObject.OfF32 target) {
        target.elements[to + i] = Float.intBitsToFloat((int) INT.get(data, from + 4 * i));
      } else if (array instanceof ArrayObject.OfI64 target) {
        target.elements[to + i] = (long) LONG.get(data, from + 8 * i);
      } else if (array instanceof ArrayObject.OfF64 target) {
        target.elements[to + i] = Double.longBitsToDouble((long) LONG.get(data, from + 8 * i));
      } else if (array instanceof ArrayObject.OfV128 target) {
        target.elements[2 * (to + i)] = (long) LONG.get(data, from + 16 * i);
        target.elements[2 * (to + i) + 1] = (long) LONG.get(data, from + 16 * i + 8);
      }
    }
  }
}
