package dev.pithos.compiler.validate;

import dev.pithos.compiler.module.Catch;
import dev.pithos.compiler.module.Instruction;
import dev.pithos.compiler.module.Module;
import dev.pithos.compiler.module.Opcode;
import dev.pithos.runtime.DefinedType;
import dev.pithos.runtime.FunctionType;
import dev.pithos.runtime.HeapType;
import dev.pithos.runtime.ValueType;
import java.util.ArrayList;
import java.util.List;

/** The rules of blocks, branches, exceptions and calls. */
final class ControlRules {
  private final FunctionValidator function;
  private final Module module;
  private final TypeStack stack;

  ControlRules(FunctionValidator function) {
    this.function = function;
    this.module = function.module;
    this.stack = function.stack;
  }

  void check(Instruction instruction) {
    switch (instruction.opcode) {
      case NOP -> {}
      case UNREACHABLE -> stack.unreachable();
      case BLOCK, LOOP, TRY -> open(instruction);
      case IF -> {
        stack.pop(ValueType.I32);
        open(instruction);
      }
      case TRY_TABLE -> {
        instruction.catches.forEach(this::clause);
        open(instruction);
      }
      case ELSE -> reopen(Opcode.ELSE, List.of(), Opcode.IF);
      case CATCH ->
          reopen(Opcode.CATCH, tagParameters(instruction.index), Opcode.TRY, Opcode.CATCH);
      case CATCH_ALL -> reopen(Opcode.CATCH_ALL, List.of(), Opcode.TRY, Opcode.CATCH);
      case DELEGATE -> delegate(instruction);
      case END -> end();
      case BR -> {
        stack.popAll(stack.label(instruction.index).labelTypes());
        stack.unreachable();
      }
      case BR_IF -> {
        stack.pop(ValueType.I32);
        List<ValueType> types = stack.label(instruction.index).labelTypes();
        stack.popAll(types);
        stack.pushAll(types);
      }
      case BR_TABLE -> table(instruction.labels);
      case RETURN -> {
        stack.popAll(results());
        stack.unreachable();
      }
      case THROW -> {
        stack.popAll(tagParameters(instruction.index));
        stack.unreachable();
      }
      case THROW_REF -> {
        stack.pop(ValueType.EXNREF);
        stack.unreachable();
      }
      case RETHROW -> {
        Opcode target = stack.label(instruction.index).opcode;
        if (target != Opcode.CATCH && target != Opcode.CATCH_ALL) {
          throw stack.invalid("invalid rethrow label " + instruction.index);
        }
        stack.unreachable();
      }
      default -> call(instruction);
    }
  }

  // ---- blocks

  private void open(Instruction instruction) {
    stack.popAll(instruction.blockType.parameters());
    stack.open(instruction.opcode, instruction.blockType, function.initializedCount());
  }

  /** Closes one part of a block and opens the next: else, catch. */
  private void reopen(Opcode opcode, List<ValueType> operands, Opcode... after) {
    Opcode current = stack.top().opcode;
    boolean fits = false;
    for (Opcode allowed : after) {
      fits |= current == allowed;
    }
    if (!fits || stack.depth() < 2) {
      throw new dev.pithos.compiler.MalformedModuleException(
          "unexpected " + opcode.mnemonic() + ": END opcode expected",
          function.context.where(),
          stack.offset);
    }
    TypeStack.Frame frame = stack.close();
    function.resetInitialized(frame.initializedLocals);
    FunctionType type = frame.type;
    if (opcode == Opcode.ELSE) {
      stack.open(opcode, type, frame.initializedLocals);
    } else {
      stack.open(opcode, new FunctionType(List.of(), type.results()), frame.initializedLocals);
      stack.pushAll(operands);
    }
  }

  private void end() {
    TypeStack.Frame frame = stack.close();
    function.resetInitialized(frame.initializedLocals);
    if (frame.opcode == Opcode.IF && !sameTypes(frame.type.parameters(), frame.type.results())) {
      throw stack.invalid("type mismatch: an if without else leaves what it took");
    }
    if (stack.depth() > 0) {
      stack.pushAll(frame.type.results());
    }
  }

  private static boolean sameTypes(List<ValueType> parameters, List<ValueType> results) {
    if (parameters.size() != results.size()) {
      return false;
    }
    for (int i = 0; i < results.size(); i++) {
      if (!parameters.get(i).isSubtypeOf(results.get(i))) {
        return false;
      }
    }
    return true;
  }

  private void delegate(Instruction instruction) {
    if (stack.top().opcode != Opcode.TRY) {
      throw stack.invalid("delegate must end a try without catch");
    }
    TypeStack.Frame frame = stack.close();
    stack.label(instruction.index);
    function.resetInitialized(frame.initializedLocals);
    stack.pushAll(frame.type.results());
  }

  private void clause(Catch clause) {
    List<ValueType> passed = new ArrayList<>();
    if (clause.tag() != Catch.ANY_TAG) {
      passed.addAll(tagParameters(clause.tag()));
    }
    if (clause.withReference()) {
      passed.add(HeapType.EXN.reference(false));
    }
    List<ValueType> expected = stack.label(clause.label()).labelTypes();
    if (!sameTypes(passed, expected)) {
      throw stack.invalid(
          "type mismatch: a catch clause passes " + passed + ", its label takes " + expected);
    }
  }

  private List<ValueType> tagParameters(int tag) {
    if (tag >= module.tags.size()) {
      throw stack.invalid("unknown tag " + tag);
    }
    return module.tagType(tag).parameters();
  }

  // ---- branches

  private void table(int[] labels) {
    stack.pop(ValueType.I32);
    List<ValueType> last = stack.label(labels[labels.length - 1]).labelTypes();
    for (int label : labels) {
      List<ValueType> types = stack.label(label).labelTypes();
      if (types.size() != last.size()) {
        throw stack.invalid("type mismatch: br_table's labels take different numbers of operands");
      }
      // Popped and pushed again as they were, for the next label to check.
      ValueType[] popped = new ValueType[types.size()];
      for (int i = popped.length - 1; i >= 0; i--) {
        popped[i] = stack.pop(types.get(i));
      }
      for (ValueType type : popped) {
        stack.push(type);
      }
    }
    stack.popAll(last);
    stack.unreachable();
  }

  private List<ValueType> results() {
    return stack.label(stack.depth() - 1).labelTypes();
  }

  // ---- calls

  private void call(Instruction instruction) {
    FunctionType type =
        switch (instruction.opcode) {
          case CALL, RETURN_CALL -> {
            if (instruction.index >= module.functions.size()) {
              throw stack.invalid("unknown function " + instruction.index);
            }
            yield module.functionType(instruction.index);
          }
          case CALL_INDIRECT, RETURN_CALL_INDIRECT -> {
            ValueType element = function.elementType(instruction.secondIndex);
            if (!element.heapType().isSubtypeOf(HeapType.FUNC)) {
              throw stack.invalid("type mismatch: call_indirect through a table of " + element);
            }
            FunctionType signature = functionType(instruction.index);
            stack.pop(function.indexType(instruction.secondIndex));
            yield signature;
          }
          default -> {
            FunctionType signature = functionType(instruction.index);
            stack.pop(module.types.get(instruction.index).reference(true));
            yield signature;
          }
        };
    stack.popAll(type.parameters());
    switch (instruction.opcode) {
      case RETURN_CALL, RETURN_CALL_INDIRECT, RETURN_CALL_REF -> {
        if (!sameTypes(type.results(), results())) {
          throw stack.invalid(
              "type mismatch: the tail call returns " + type.results() + ", not " + results());
        }
        stack.unreachable();
      }
      default -> stack.pushAll(type.results());
    }
  }

  private FunctionType functionType(int index) {
    if (index >= module.types.size()) {
      throw stack.invalid("unknown type " + index);
    }
    DefinedType type = module.types.get(index);
    if (!(type.composite() instanceof FunctionType signature)) {
      throw stack.invalid("type mismatch: type " + index + " is no function type");
    }
    return signature;
  }
}
