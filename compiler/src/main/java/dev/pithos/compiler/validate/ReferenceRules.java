package dev.pithos.compiler.validate;

import dev.pithos.compiler.module.Instruction;
import dev.pithos.compiler.module.Opcode;
import dev.pithos.runtime.HeapType;
import dev.pithos.runtime.ValueType;
import java.util.List;

/** The rules of references, tests and casts. */
final class ReferenceRules {
  private final FunctionValidator function;
  private final TypeStack stack;

  ReferenceRules(FunctionValidator function) {
    this.function = function;
    this.stack = function.stack;
  }

  void check(Instruction instruction) {
    switch (instruction.opcode) {
      case REF_NULL -> stack.push(instruction.type);
      case REF_IS_NULL -> {
        stack.popReference();
        stack.push(ValueType.I32);
      }
      case REF_FUNC -> {
        if (instruction.index >= function.module.functions.size()) {
          throw stack.invalid("unknown function " + instruction.index);
        }
        if (!function.isDeclared(instruction.index)) {
          throw stack.invalid("undeclared function reference " + instruction.index);
        }
        stack.push(function.module.definedFunctionType(instruction.index).reference(false));
      }
      case REF_EQ -> {
        stack.pop(HeapType.EQ.reference(true));
        stack.pop(HeapType.EQ.reference(true));
        stack.push(ValueType.I32);
      }
      case REF_AS_NON_NULL -> stack.push(nonNull(stack.popReference()));
      case BR_ON_NULL -> {
        ValueType type = stack.popReference();
        List<ValueType> labelTypes = stack.label(instruction.index).labelTypes();
        stack.popAll(labelTypes);
        stack.pushAll(labelTypes);
        stack.push(nonNull(type));
      }
      case BR_ON_NON_NULL -> branchOnNonNull(instruction.index);
      case REF_TEST, REF_TEST_NULL -> {
        operand(instruction.type);
        stack.push(ValueType.I32);
      }
      case REF_CAST, REF_CAST_NULL -> {
        operand(instruction.type);
        stack.push(instruction.type);
      }
      case BR_ON_CAST, BR_ON_CAST_FAIL -> branchOnCast(instruction);
      case ANY_CONVERT_EXTERN -> convert(HeapType.EXTERN, HeapType.ANY);
      case EXTERN_CONVERT_ANY -> convert(HeapType.ANY, HeapType.EXTERN);
      case REF_I31 -> {
        stack.pop(ValueType.I32);
        stack.push(HeapType.I31.reference(false));
      }
      default -> {
        stack.pop(HeapType.I31.reference(true));
        stack.push(ValueType.I32);
      }
    }
  }

  /** Pops what a test or cast to the type may start from: anything in its hierarchy. */
  private void operand(ValueType target) {
    stack.pop(target.heapType().top().reference(true));
  }

  private static ValueType nonNull(ValueType type) {
    return type.isReference() ? type.heapType().reference(false) : HeapType.BOTTOM.reference(false);
  }

  private void convert(HeapType from, HeapType to) {
    ValueType operand = stack.pop(from.reference(true));
    boolean nullable = operand.isReference() && operand.isNullable();
    stack.push(to.reference(nullable));
  }

  private void branchOnNonNull(int label) {
    List<ValueType> labelTypes = stack.label(label).labelTypes();
    if (labelTypes.isEmpty()) {
      throw stack.invalid("type mismatch: br_on_non_null's label takes no reference");
    }
    ValueType type = nonNull(stack.popReference());
    ValueType last = labelTypes.get(labelTypes.size() - 1);
    if (!type.isSubtypeOf(last)) {
      throw stack.invalid("type mismatch: expected " + last + ", got " + type);
    }
    List<ValueType> others = labelTypes.subList(0, labelTypes.size() - 1);
    stack.popAll(others);
    stack.pushAll(others);
  }

  private void branchOnCast(Instruction instruction) {
    ValueType source = instruction.sourceType;
    ValueType target = instruction.type;
    if (!target.isSubtypeOf(source)) {
      throw stack.invalid("type mismatch: " + target + " is no subtype of " + source);
    }
    ValueType otherwise = target.isNullable() ? source.heapType().reference(false) : source;
    boolean onCast = instruction.opcode == Opcode.BR_ON_CAST;
    ValueType branched = onCast ? target : otherwise;
    List<ValueType> labelTypes = stack.label(instruction.index).labelTypes();
    if (labelTypes.isEmpty()) {
      throw stack.invalid("type mismatch: the label takes no reference");
    }
    ValueType last = labelTypes.get(labelTypes.size() - 1);
    stack.pop(source);
    if (!branched.isSubtypeOf(last)) {
      throw stack.invalid("type mismatch: expected " + last + ", got " + branched);
    }
    List<ValueType> others = labelTypes.subList(0, labelTypes.size() - 1);
    stack.popAll(others);
    stack.pushAll(others);
    stack.push(onCast ? otherwise : target);
  }
}
