package dev.pithos.runtime;

/**
 * The type of a value: a number type, the vector type, or a reference type; also the packed types
 * that only fields have. There is one object for each type, so {@code ==} compares types.
 */
public final class ValueType {
  /** What a value is to the JVM. */
  public enum Kind {
    I32,
    I64,
    F32,
    F64,
    V128,
    REFERENCE,
    /** Packed: in a field only. */
    I8,
    /** Packed: in a field only. */
    I16,
    /** In unreachable code only. */
    BOTTOM
  }

  public static final ValueType I32 = new ValueType(Kind.I32, null, false);
  public static final ValueType I64 = new ValueType(Kind.I64, null, false);
  public static final ValueType F32 = new ValueType(Kind.F32, null, false);
  public static final ValueType F64 = new ValueType(Kind.F64, null, false);
  public static final ValueType V128 = new ValueType(Kind.V128, null, false);
  public static final ValueType I8 = new ValueType(Kind.I8, null, false);
  public static final ValueType I16 = new ValueType(Kind.I16, null, false);
  public static final ValueType FUNCREF = HeapType.FUNC.reference(true);
  public static final ValueType EXTERNREF = HeapType.EXTERN.reference(true);
  public static final ValueType ANYREF = HeapType.ANY.reference(true);
  public static final ValueType EXNREF = HeapType.EXN.reference(true);

  /** The type of an operand in unreachable code: a subtype of every value type. */
  public static final ValueType BOTTOM = new ValueType(Kind.BOTTOM, null, false);

  private final Kind kind;
  private final HeapType heapType;
  private final boolean nullable;

  ValueType(Kind kind, HeapType heapType, boolean nullable) {
    this.kind = kind;
    this.heapType = heapType;
    this.nullable = nullable;
  }

  public Kind kind() {
    return kind;
  }

  /** The type referred to; null unless {@link #isReference()}. */
  public HeapType heapType() {
    return heapType;
  }

  /** Whether null is among the values of this reference type. */
  public boolean isNullable() {
    return nullable;
  }

  public boolean isReference() {
    return kind == Kind.REFERENCE;
  }

  public boolean isPacked() {
    return kind == Kind.I8 || kind == Kind.I16;
  }

  /** Whether a local of this type needs no explicit initial value. */
  public boolean isDefaultable() {
    return kind != Kind.REFERENCE || nullable;
  }

  /** The type of a field's value once it is on the operand stack. */
  public ValueType unpacked() {
    return isPacked() ? I32 : this;
  }

  /** How many positions of a {@link ValueBuffer} a value takes: 2 for v128, else 1. */
  public int positions() {
    return kind == Kind.V128 ? 2 : 1;
  }

  public boolean isSubtypeOf(ValueType other) {
    if (this == other || kind == Kind.BOTTOM) {
      return true;
    }
    return kind == Kind.REFERENCE
        && other.kind == Kind.REFERENCE
        && (other.nullable || !nullable)
        && heapType.isSubtypeOf(other.heapType);
  }

  @Override
  public String toString() {
    if (kind != Kind.REFERENCE) {
      return kind.name().toLowerCase(java.util.Locale.ROOT);
    }
    if (nullable && !(heapType instanceof DefinedType)) {
      return heapType == HeapType.NONE
          ? "nullref"
          : heapType.toString().startsWith("no")
              ? "null" + heapType.toString().substring(2) + "ref"
              : heapType + "ref";
    }
    return "(ref " + (nullable ? "null " : "") + heapType + ")";
  }
}
