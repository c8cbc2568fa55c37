package dev.pithos.runtime;

/**
 * Which Java object is a reference of which type, for tests and casts, and at the host's border.
 */
public final class References {
  private References() {}

  /** Whether the boxed object is a value of the type. */
  public static boolean isValueOf(Object value, ValueType type) {
    return switch (type.kind()) {
      case I32 -> value instanceof Integer;
      case I64 -> value instanceof Long;
      case F32 -> value instanceof Float;
      case F64 -> value instanceof Double;
      case V128 -> value instanceof V128;
      case REFERENCE -> value == null ? type.isNullable() : isA(value, type.heapType());
      default -> false;
    };
  }

  /** Whether the non-null object belongs to the heap type. */
  public static boolean isA(Object value, HeapType type) {
    if (type instanceof DefinedType defined) {
      return value instanceof WasmFunction function
          ? function.definedType().extendsType(defined)
          : value instanceof GcObject object && object.type.extendsType(defined);
    }
    if (type == HeapType.EXTERN) {
      return true;
    }
    if (type == HeapType.ANY) {
      return true;
    }
    if (type == HeapType.EQ) {
      return value instanceof I31 || value instanceof GcObject;
    }
    if (type == HeapType.I31) {
      return value instanceof I31;
    }
    if (type == HeapType.STRUCT) {
      return value instanceof GcObject && !(value instanceof ArrayObject);
    }
    if (type == HeapType.ARRAY) {
      return value instanceof ArrayObject;
    }
    if (type == HeapType.FUNC) {
      return value instanceof WasmFunction;
    }
    return type == HeapType.EXN && value instanceof WasmException;
  }

  /** What ref.eq answers. */
  public static boolean same(Object left, Object right) {
    return left == right || (left instanceof I31 && left.equals(right));
  }
}
