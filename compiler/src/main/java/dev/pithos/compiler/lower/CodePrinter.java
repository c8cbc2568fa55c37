package dev.pithos.compiler.lower;

import dev.pithos.compiler.module.Instruction;
import dev.pithos.compiler.module.Opcode;
import java.util.Arrays;
import java.util.HexFormat;

/** Lowered code as text, an instruction a line: offset in the body, mnemonic, operands. */
public final class CodePrinter {
  private CodePrinter() {}

  /** The function's code, indented by its blocks. */
  public static String print(LoweredFunction function) {
    StringBuilder out = new StringBuilder();
    Instruction instruction = new Instruction();
    int depth = 0;
    for (int position = 0; position < function.code.length(); ) {
      position = function.code.read(position, instruction);
      Opcode opcode = instruction.opcode;
      if (closes(opcode)) {
        depth--;
      }
      out.append(String.format("%4d  ", instruction.offset - function.bodyOffset));
      out.append("  ".repeat(Math.max(0, depth)));
      out.append(opcode.mnemonic()).append(operands(instruction)).append('\n');
      if (opens(opcode)) {
        depth++;
      }
    }
    return out.toString();
  }

  private static boolean opens(Opcode opcode) {
    return switch (opcode) {
      case BLOCK, LOOP, IF, ELSE, TRY, TRY_TABLE, CATCH, CATCH_ALL -> true;
      default -> false;
    };
  }

  private static boolean closes(Opcode opcode) {
    return switch (opcode) {
      case END, ELSE, CATCH, CATCH_ALL, DELEGATE -> true;
      default -> false;
    };
  }

  private static String operands(Instruction instruction) {
    return switch (instruction.opcode.immediate()) {
      case NONE, FENCE -> "";
      case BLOCK_TYPE ->
          instruction.blockType.parameters().isEmpty() && instruction.blockType.results().isEmpty()
              ? ""
              : " " + instruction.blockType;
      case LABEL, FUNCTION, TYPE, LOCAL, GLOBAL, TABLE, ELEMENTS, MEMORY, DATA, TAG, LANE ->
          " " + instruction.index;
      case TYPE_TABLE,
          TYPE_FIELD,
          TYPE_COUNT,
          TYPE_DATA,
          TYPE_ELEMENTS,
          TYPE_TYPE,
          TABLE_TABLE,
          ELEMENTS_TABLE,
          MEMORY_MEMORY,
          DATA_MEMORY ->
          " " + instruction.index + " " + instruction.secondIndex;
      case MEMORY_ARGUMENT -> memory(instruction);
      case MEMORY_ARGUMENT_LANE -> memory(instruction) + " lane " + instruction.index;
      case LABEL_TABLE -> " " + Arrays.toString(instruction.labels);
      case SELECT_TYPES, HEAP_TYPE -> " " + instruction.type;
      case SHUFFLE, V128 ->
          " 0x"
              + HexFormat.of().toHexDigits(instruction.high)
              + HexFormat.of().toHexDigits(instruction.bits);
      case I32 -> " " + (int) instruction.bits;
      case I64 -> " " + instruction.bits;
      case F32 -> " " + Float.intBitsToFloat((int) instruction.bits);
      case F64 -> " " + Double.longBitsToDouble(instruction.bits);
      case CAST -> " " + instruction.index + " " + instruction.sourceType + " " + instruction.type;
      case CATCHES -> " " + instruction.blockType + " " + instruction.catches;
    };
  }

  private static String memory(Instruction instruction) {
    return (instruction.memory == 0 ? "" : " memory " + instruction.memory)
        + (instruction.addressOffset == 0
            ? ""
            : " offset=" + Long.toUnsignedString(instruction.addressOffset));
  }
}
