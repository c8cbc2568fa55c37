package dev.pithos.compiler.lower;

import dev.pithos.compiler.module.Catch;
import dev.pithos.compiler.module.Instruction;
import dev.pithos.compiler.module.Opcode;
import dev.pithos.runtime.FunctionType;
import dev.pithos.runtime.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns a function's tail calls of itself into a loop around its body, which begins by setting the
 * locals that are no parameters to zero. A call sets the parameters and branches; the loop takes
 * nothing on the operand stack, for HotSpot does not enter a running loop's compiled code with
 * operands there.
 */
final class SelfTailCalls {
  private final Code code;
  private final int index;
  private final FunctionType type;
  private final ValueType[] locals;
  private final Code out = new Code();
  private final Instruction added = new Instruction();

  /** Blocks open in the old code, without the function's own. */
  private int depth;

  SelfTailCalls(Code code, int index, FunctionType type, ValueType[] locals, int bodyOffset) {
    this.code = code;
    this.index = index;
    this.type = type;
    this.locals = locals;
    added.offset = bodyOffset;
  }

  Code toLoop() {
    added.blockType = new FunctionType(List.of(), type.results());
    append(Opcode.LOOP);
    for (int i = type.parameters().size(); i < locals.length; i++) {
      zero(locals[i]);
      local(i);
    }
    Instruction instruction = new Instruction();
    for (int position = 0; position < code.length(); ) {
      position = code.read(position, instruction);
      rewrite(instruction);
    }
    append(Opcode.END);
    return out;
  }

  private void append(Opcode opcode) {
    added.opcode = opcode;
    out.append(added);
  }

  private void zero(ValueType type) {
    added.bits = 0;
    added.high = 0;
    added.type = type;
    append(
        switch (type.kind()) {
          case I32 -> Opcode.I32_CONST;
          case I64 -> Opcode.I64_CONST;
          case F32 -> Opcode.F32_CONST;
          case F64 -> Opcode.F64_CONST;
          case V128 -> Opcode.V128_CONST;
          default -> Opcode.REF_NULL;
        });
  }

  private void local(int index) {
    added.index = index;
    append(Opcode.LOCAL_SET);
  }

  private void rewrite(Instruction instruction) {
    switch (instruction.opcode) {
      case RETURN_CALL -> {
        if (instruction.index == index) {
          call(instruction.offset);
          return;
        }
      }
      case BR, BR_IF, BR_ON_NULL, BR_ON_NON_NULL, BR_ON_CAST, BR_ON_CAST_FAIL ->
          instruction.index = label(instruction.index);
      case BR_TABLE -> {
        int[] labels = instruction.labels.clone();
        for (int i = 0; i < labels.length; i++) {
          labels[i] = label(labels[i]);
        }
        instruction.labels = labels;
      }
      case BLOCK, LOOP, IF, TRY -> depth++;
      case TRY_TABLE -> {
        instruction.catches = catches(instruction.catches);
        depth++;
      }
      case END -> depth--;
      case DELEGATE -> {
        depth--;
        instruction.index = label(instruction.index);
      }
      default -> {}
    }
    out.append(instruction);
  }

  /** [arguments] -> unreachable */
  private void call(int offset) {
    added.offset = offset;
    for (int i = type.parameters().size() - 1; i >= 0; i--) {
      local(i);
    }
    added.index = depth;
    append(Opcode.BR);
  }

  /** The loop stands between the function's own block and all others. */
  private int label(int label) {
    return label == depth ? label + 1 : label;
  }

  private List<Catch> catches(List<Catch> clauses) {
    List<Catch> result = new ArrayList<>();
    for (Catch clause : clauses) {
      result.add(new Catch(clause.tag(), clause.withReference(), label(clause.label())));
    }
    return result;
  }
}
