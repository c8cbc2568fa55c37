package dev.pithos.compiler.emit;

import dev.pithos.compiler.module.Instruction;
import dev.pithos.runtime.DefinedType;
import dev.pithos.runtime.FunctionType;
import dev.pithos.runtime.HeapType;
import dev.pithos.runtime.ValueType;
import org.objectweb.asm.Opcodes;

/** References: null, functions, i31, tests and casts. */
final class ReferenceEmitter {
  private static final String OBJECT = "Ljava/lang/Object;";
  private static final String TYPE = "Ldev/pithos/runtime/DefinedType;";

  private final FunctionEmitter function;
  private final OperandStack stack;

  ReferenceEmitter(FunctionEmitter function) {
    this.function = function;
    this.stack = function.stack;
  }

  void emit(Instruction instruction) {
    CodeWriter out = function.out;
    switch (instruction.opcode) {
      case REF_NULL -> {
        // [] -> [null]
        out.op(Opcodes.ACONST_NULL);
        stack.push('A');
      }
      case REF_IS_NULL -> {
        // [reference] -> [i32]
        out.support("Casts", "isNull", "(" + OBJECT + ")I");
        stack.pop();
        stack.push('I');
      }
      case REF_FUNC -> {
        // [] -> [function]
        function.loadInstance();
        out.constant(instruction.index);
        out.callVirtual(
            "dev/pithos/runtime/Instance", "function", "(I)Ldev/pithos/runtime/WasmFunction;");
        stack.push('A');
      }
      case REF_EQ -> {
        // [reference reference] -> [i32]
        out.support("Casts", "same", "(" + OBJECT + OBJECT + ")I");
        stack.pop(2);
        stack.push('I');
      }
      case REF_AS_NON_NULL -> {
        // [reference] -> [reference]
        stack.touch(stack.size() - 1);
        function.line();
        out.support("Casts", "nonNull", "(" + OBJECT + ")" + OBJECT);
      }
      case BR_ON_NULL -> function.control().branchOnNull(instruction.index);
      case BR_ON_NON_NULL -> function.control().branchOnNonNull(instruction.index);
      case REF_TEST, REF_TEST_NULL -> {
        // [reference] -> [i32]
        test(instruction.type);
        stack.pop();
        stack.push('I');
      }
      case REF_CAST, REF_CAST_NULL -> cast(instruction.type);
      case BR_ON_CAST -> branchOnCast(instruction, true);
      case BR_ON_CAST_FAIL -> branchOnCast(instruction, false);
      case ANY_CONVERT_EXTERN, EXTERN_CONVERT_ANY -> {
        // [reference] -> [reference]: a host's object is the same object on both sides
      }
      default -> i31(instruction);
    }
  }

  private void i31(Instruction instruction) {
    CodeWriter out = function.out;
    boolean make = instruction.opcode == dev.pithos.compiler.module.Opcode.REF_I31;
    if (make) {
      // [i32] -> [reference]
      out.support("Casts", "i31", "(I)" + OBJECT);
    } else {
      // [reference] -> [i32]
      function.line();
      out.support("Casts", HelperNames.of(instruction.opcode), "(" + OBJECT + ")I");
    }
    stack.pop();
    stack.push(make ? 'A' : 'I');
  }

  /** [reference] -> [int]; the tracked stack stays as it is. */
  private void test(ValueType target) {
    CodeWriter out = function.out;
    out.constant(target.isNullable() ? 1 : 0);
    HeapType type = target.heapType();
    if (type instanceof DefinedType defined) {
      function.loadType(function.module.types.indexOf(defined));
      out.support("Casts", testOf(defined), "(" + OBJECT + "I" + TYPE + ")I");
    } else {
      out.support("Casts", testOf(type), "(" + OBJECT + "I)I");
    }
  }

  private static String testOf(DefinedType type) {
    if (type.composite() instanceof FunctionType) {
      return "testFunction";
    }
    return type.isFinal() ? "testFinal" : "test";
  }

  private static String testOf(HeapType type) {
    if (type == type.top()) {
      return "testTop";
    }
    if (type == type.bottom()) {
      return "testBottom";
    }
    if (type == HeapType.EQ) {
      return "testEq";
    }
    if (type == HeapType.I31) {
      return "testI31";
    }
    return type == HeapType.STRUCT ? "testStruct" : "testArray";
  }

  /** [reference] -> [reference] */
  private void cast(ValueType target) {
    stack.touch(stack.size() - 1);
    function.line();
    function.out.op(Opcodes.DUP);
    stack.push('A');
    test(target);
    function.out.support("Casts", "check", "(I)V");
    stack.pop();
  }

  /** [.. carried reference] -> [.. carried reference] */
  private void branchOnCast(Instruction instruction, boolean whenPassed) {
    int label = instruction.index;
    stack.touch(stack.size() - 1);
    function.out.op(Opcodes.DUP);
    test(instruction.type);
    stack.push('I');
    function.control().branchWhen(whenPassed, label);
  }
}
