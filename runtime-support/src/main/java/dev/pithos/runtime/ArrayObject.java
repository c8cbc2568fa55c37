package dev.pithos.runtime;

/** An array on the guest's heap: a Java array of the elements' kind, and the type. */
public abstract sealed class ArrayObject extends GcObject {
  private ArrayObject(DefinedType type) {
    super(type);
  }

  /** The number of elements. */
  public abstract int length();

  /** An array of zeros or nulls for the array type. */
  public static ArrayObject create(DefinedType type, int length) {
    return switch (((ArrayType) type.composite()).element().storage().kind()) {
      case I8 -> new OfI8(type, new byte[length]);
      case I16 -> new OfI16(type, new short[length]);
      case I32 -> new OfI32(type, new int[length]);
      case I64 -> new OfI64(type, new long[length]);
      case F32 -> new OfF32(type, new float[length]);
      case F64 -> new OfF64(type, new double[length]);
      case V128 -> new OfV128(type, new long[Math.multiplyExact(2, length)]);
      default -> new OfReferences(type, new Object[length]);
    };
  }

  /** The Java array that holds the elements. */
  public abstract Object storage();

  /** Elements of i8. */
  public static final class OfI8 extends ArrayObject {
    public final byte[] elements;

    OfI8(DefinedType type, byte[] elements) {
      super(type);
      this.elements = elements;
    }

    @Override
    public int length() {
      return elements.length;
    }

    @Override
    public Object storage() {
      return elements;
    }
  }

  /** Elements of i16. */
  public static final class OfI16 extends ArrayObject {
    public final short[] elements;

    OfI16(DefinedType type, short[] elements) {
      super(type);
      this.elements = elements;
    }

    @Override
    public int length() {
      return elements.length;
    }

    @Override
    public Object storage() {
      return elements;
    }
  }

  /** Elements of i32. */
  public static final class OfI32 extends ArrayObject {
    public final int[] elements;

    OfI32(DefinedType type, int[] elements) {
      super(type);
      this.elements = elements;
    }

    @Override
    public int length() {
      return elements.length;
    }

    @Override
    public Object storage() {
      return elements;
    }
  }

  /** Elements of i64. */
  public static final class OfI64 extends ArrayObject {
    public final long[] elements;

    OfI64(DefinedType type, long[] elements) {
      super(type);
      this.elements = elements;
    }

    @Override
    public int length() {
      return elements.length;
    }

    @Override
    public Object storage() {
      return elements;
    }
  }

  /** Elements of f32. */
  public static final class OfF32 extends ArrayObject {
    public final float[] elements;

    OfF32(DefinedType type, float[] elements) {
      super(type);
      this.elements = elements;
    }

    @Override
    public int length() {
      return elements.length;
    }

    @Override
    public Object storage() {
      return elements;
    }
  }

  /** Elements of f64. */
  public static final class OfF64 extends ArrayObject {
    public final double[] elements;

    OfF64(DefinedType type, double[] elements) {
      super(type);
      this.elements = elements;
    }

    @Override
    public int length() {
      return elements.length;
    }

    @Override
    public Object storage() {
      return elements;
    }
  }

  /** Elements of v128: low and high half in turn. */
  public static final class OfV128 extends ArrayObject {
    public final long[] elements;

    OfV128(DefinedType type, long[] elements) {
      super(type);
      this.elements = elements;
    }

    @Override
    public int length() {
      return elements.length / 2;
    }

    @Override
    public Object storage() {
      return elements;
    }
  }

  /** Elements of a reference type. */
  public static final class OfReferences extends ArrayObject {
    public final Object[] elements;

    OfReferences(DefinedType type, Object[] elements) {
      super(type);
      this.elements = elements;
    }

    @Override
    public int length() {
      return elements.length;
    }

    @Override
    public Object storage() {
      return elements;
    }
  }
}
