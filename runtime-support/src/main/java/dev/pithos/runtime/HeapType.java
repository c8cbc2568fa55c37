package dev.pithos.runtime;

/**
 * What a reference points to: one of the specification's abstract heap types, or a {@link
 * DefinedType}.
 */
public sealed class HeapType permits DefinedType {
  public static final HeapType ANY = new HeapType("any");
  public static final HeapType EQ = new HeapType("eq");
  public static final HeapType I31 = new HeapType("i31");
  public static final HeapType STRUCT = new HeapType("struct");
  public static final HeapType ARRAY = new HeapType("array");
  public static final HeapType NONE = new HeapType("none");
  public static final HeapType FUNC = new HeapType("func");
  public static final HeapType NOFUNC = new HeapType("nofunc");
  public static final HeapType EXTERN = new HeapType("extern");
  public static final HeapType NOEXTERN = new HeapType("noextern");
  public static final HeapType EXN = new HeapType("exn");
  public static final HeapType NOEXN = new HeapType("noexn");

  /** The heap type of an operand in unreachable code: a subtype of every heap type. */
  public static final HeapType BOTTOM = new HeapType("bot");

  private final String text;
  private ValueType nullable;
  private ValueType nonNull;

  HeapType(String text) {
    this.text = text;
  }

  /** The reference type to this heap type; the same object for the same arguments. */
  public final synchronized ValueType reference(boolean canBeNull) {
    if (canBeNull) {
      if (nullable == null) {
        nullable = new ValueType(ValueType.Kind.REFERENCE, this, true);
      }
      return nullable;
    }
    if (nonNull == null) {
      nonNull = new ValueType(ValueType.Kind.REFERENCE, this, false);
    }
    return nonNull;
  }

  /** The abstract type at the top of this type's hierarchy: any, func, extern or exn. */
  public HeapType top() {
    if (this == FUNC || this == NOFUNC) {
      return FUNC;
    }
    if (this == EXTERN || this == NOEXTERN) {
      return EXTERN;
    }
    return this == EXN || this == NOEXN ? EXN : ANY;
  }

  /** The type at the bottom of this type's hierarchy: none, nofunc, noextern or noexn. */
  public final HeapType bottom() {
    HeapType top = top();
    if (top == FUNC) {
      return NOFUNC;
    }
    if (top == EXTERN) {
      return NOEXTERN;
    }
    return top == EXN ? NOEXN : NONE;
  }

  /** Whether a reference to this is also a reference to {@code other}. */
  public boolean isSubtypeOf(HeapType other) {
    if (this == other || this == BOTTOM) {
      return true;
    }
    if (this == NONE || this == NOFUNC || this == NOEXTERN || this == NOEXN) {
      return other.top() == top() && other != BOTTOM;
    }
    if (this == I31 || this == STRUCT || this == ARRAY) {
      return other == EQ || other == ANY;
    }
    return this == EQ && other == ANY;
  }

  @Override
  public String toString() {
    return text;
  }
}
