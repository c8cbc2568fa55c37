package dev.pithos.compiler.decode;

import dev.pithos.runtime.FunctionType;
import dev.pithos.runtime.ValueType;
import java.util.List;

/** The types of blocks without an index: one object each, for there are many such blocks. */
final class BlockTypes {
  static final FunctionType EMPTY = new FunctionType(List.of(), List.of());

  private static final FunctionType I32 = one(ValueType.I32);
  private static final FunctionType I64 = one(ValueType.I64);

  private BlockTypes() {}

  static FunctionType ofResult(ValueType result) {
    if (result == ValueType.I32) {
      return I32;
    }
    return result == ValueType.I64 ? I64 : one(result);
  }

  private static FunctionType one(ValueType result) {
    return new FunctionType(List.of(), List.of(result));
  }
}
