package dev.pithos.compiler.validate;

import dev.pithos.compiler.module.Instruction;
import dev.pithos.compiler.module.Opcode;
import dev.pithos.runtime.ArrayType;
import dev.pithos.runtime.CompositeType;
import dev.pithos.runtime.FieldType;
import dev.pithos.runtime.HeapType;
import dev.pithos.runtime.StructType;
import dev.pithos.runtime.ValueType;
import java.util.List;

/** The rules of structures and arrays. */
final class AggregateRules {
  private final FunctionValidator function;
  private final TypeStack stack;

  AggregateRules(FunctionValidator function) {
    this.function = function;
    this.stack = function.stack;
  }

  void check(Instruction instruction) {
    switch (instruction.opcode) {
      case STRUCT_NEW -> {
        List<FieldType> fields = struct(instruction.index).fields();
        for (int i = fields.size() - 1; i >= 0; i--) {
          stack.pop(fields.get(i).storage().unpacked());
        }
        pushNew(instruction.index);
      }
      case STRUCT_NEW_DEFAULT -> {
        for (FieldType field : struct(instruction.index).fields()) {
          defaultable(field);
        }
        pushNew(instruction.index);
      }
      case STRUCT_GET, STRUCT_GET_S, STRUCT_GET_U -> {
        FieldType field = field(instruction);
        packed(field, instruction.opcode != Opcode.STRUCT_GET);
        popReference(instruction.index);
        stack.push(field.storage().unpacked());
      }
      case STRUCT_SET -> {
        FieldType field = field(instruction);
        mutable(field, "field is immutable");
        stack.pop(field.storage().unpacked());
        popReference(instruction.index);
      }
      case ARRAY_LEN -> {
        stack.pop(HeapType.ARRAY.reference(true));
        stack.push(ValueType.I32);
      }
      case ARRAY_NEW, ARRAY_NEW_DEFAULT, ARRAY_NEW_FIXED, ARRAY_NEW_DATA, ARRAY_NEW_ELEM ->
          newArray(instruction);
      default -> array(instruction);
    }
  }

  private void newArray(Instruction instruction) {
    FieldType element = element(instruction.index);
    switch (instruction.opcode) {
      case ARRAY_NEW -> {
        stack.pop(ValueType.I32);
        stack.pop(element.storage().unpacked());
      }
      case ARRAY_NEW_DEFAULT -> {
        defaultable(element);
        stack.pop(ValueType.I32);
      }
      case ARRAY_NEW_FIXED -> {
        for (int i = 0; i < instruction.secondIndex; i++) {
          stack.pop(element.storage().unpacked());
        }
      }
      case ARRAY_NEW_DATA -> {
        numeric(element);
        function.dataSegment(instruction.secondIndex);
        stack.pop(ValueType.I32);
        stack.pop(ValueType.I32);
      }
      default -> {
        fromSegment(instruction, element);
        stack.pop(ValueType.I32);
        stack.pop(ValueType.I32);
      }
    }
    pushNew(instruction.index);
  }

  private void array(Instruction instruction) {
    FieldType element = element(instruction.index);
    ValueType value = element.storage().unpacked();
    switch (instruction.opcode) {
      case ARRAY_GET, ARRAY_GET_S, ARRAY_GET_U -> {
        packed(element, instruction.opcode != Opcode.ARRAY_GET);
        stack.pop(ValueType.I32);
        popReference(instruction.index);
        stack.push(value);
      }
      case ARRAY_SET -> {
        mutable(element, "array is immutable");
        stack.pop(value);
        stack.pop(ValueType.I32);
        popReference(instruction.index);
      }
      case ARRAY_FILL -> {
        mutable(element, "array is immutable");
        stack.pop(ValueType.I32);
        stack.pop(value);
        stack.pop(ValueType.I32);
        popReference(instruction.index);
      }
      case ARRAY_COPY -> {
        mutable(element, "array is immutable");
        FieldType source = element(instruction.secondIndex);
        if (!source.storage().isSubtypeOf(element.storage())) {
          throw stack.invalid("array types do not match");
        }
        stack.pop(ValueType.I32);
        stack.pop(ValueType.I32);
        popReference(instruction.secondIndex);
        stack.pop(ValueType.I32);
        popReference(instruction.index);
      }
      default -> {
        mutable(element, "array is immutable");
        if (instruction.opcode == Opcode.ARRAY_INIT_DATA) {
          numeric(element);
          function.dataSegment(instruction.secondIndex);
        } else {
          fromSegment(instruction, element);
        }
        stack.pop(ValueType.I32);
        stack.pop(ValueType.I32);
        stack.pop(ValueType.I32);
        popReference(instruction.index);
      }
    }
  }

  private void fromSegment(Instruction instruction, FieldType element) {
    if (!function.segmentType(instruction.secondIndex).isSubtypeOf(element.storage())) {
      throw stack.invalid("type mismatch: segment and array elements differ");
    }
  }

  private void pushNew(int type) {
    stack.push(function.module.types.get(type).reference(false));
  }

  private void popReference(int type) {
    stack.pop(function.module.types.get(type).reference(true));
  }

  private CompositeType composite(int index) {
    if (index >= function.module.types.size()) {
      throw stack.invalid("unknown type " + index);
    }
    return function.module.types.get(index).composite();
  }

  private StructType struct(int index) {
    if (composite(index) instanceof StructType struct) {
      return struct;
    }
    throw stack.invalid("type mismatch: type " + index + " is no structure type");
  }

  private FieldType element(int index) {
    if (composite(index) instanceof ArrayType array) {
      return array.element();
    }
    throw stack.invalid("type mismatch: type " + index + " is no array type");
  }

  private FieldType field(Instruction instruction) {
    List<FieldType> fields = struct(instruction.index).fields();
    if (instruction.secondIndex >= fields.size()) {
      throw stack.invalid("unknown field " + instruction.secondIndex);
    }
    return fields.get(instruction.secondIndex);
  }

  private void defaultable(FieldType field) {
    if (!field.storage().isDefaultable()) {
      throw stack.invalid("field type is not defaultable: " + field.storage());
    }
  }

  private void packed(FieldType field, boolean expected) {
    if (field.storage().isPacked() != expected) {
      throw stack.invalid(
          "type mismatch: field is " + (expected ? "unpacked: " : "packed: ") + field.storage());
    }
  }

  private void mutable(FieldType field, String problem) {
    if (!field.mutable()) {
      throw stack.invalid("immutable: " + problem);
    }
  }

  private void numeric(FieldType element) {
    if (element.storage().isReference()) {
      throw stack.invalid("array type is not numeric or vector: " + element.storage());
    }
  }
}
