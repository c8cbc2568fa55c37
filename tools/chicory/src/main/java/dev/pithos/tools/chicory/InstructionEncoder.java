package dev.pithos.tools.chicory;

import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.types.CatchOpCode;
import com.dylibso.chicory.wasm.types.Instruction;
import com.dylibso.chicory.wasm.types.OpCode;
import com.dylibso.chicory.wasm.types.WasmEncoding;
import dev.pithos.compiler.BinaryWriter;
import java.util.List;

/** Writes instructions that Chicory has parsed, after the shapes of its own opcode table. */
final class InstructionEncoder {
  private static final int REF_NULL = 0x63;
  private static final int REF = 0x64;
  private static final int FIRST_VALUE_TYPE = 0x63;
  private static final byte EMPTY = 0x40;
  private static final long NO_TYPE = 1L << 63;
  private static final long VALUE_TYPE = 1L << 62;

  private InstructionEncoder() {}

  /** A constant expression with its end. */
  static void expression(BinaryWriter w, List<Instruction> instructions) {
    for (Instruction instruction : instructions) {
      instruction(w, instruction);
    }
    int last = instructions.size() - 1;
    if (last < 0 || instructions.get(last).opcode() != OpCode.END) {
      w.oneByte(OpCode.END.opcode());
    }
  }

  static void instruction(BinaryWriter w, Instruction instruction) {
    int opcode = instruction.opcode().opcode();
    if (opcode > 0xff) {
      w.oneByte(opcode >>> 8);
      w.unsigned(opcode & 0xff);
    } else {
      w.oneByte(opcode);
    }
    long[] operands = instruction.operands();
    int next = 0;
    for (WasmEncoding encoding : OpCode.signature(instruction.opcode())) {
      next = operand(w, encoding, operands, next);
    }
  }

  /** Writes what begins at a position of the operands; returns the position behind it. */
  private static int operand(BinaryWriter w, WasmEncoding encoding, long[] operands, int next) {
    switch (encoding) {
      case BYTE -> w.oneByte((int) operands[next]);
      case VARUINT -> w.unsigned(operands[next]);
      case VARSINT32, VARSINT64 -> w.signed(operands[next]);
      case FLOAT32 -> w.littleEndian(operands[next], 4);
      case FLOAT64 -> w.littleEndian(operands[next], 8);
      case BLOCK_TYPE -> blockType(w, operands[next]);
      case V128 -> {
        w.littleEndian(operands[next], 8);
        w.littleEndian(operands[next + 1], 8);
        return next + 2;
      }
      case MEMARG -> {
        memoryArgument(w, operands[next], operands[next + 1], operands[next + 2]);
        return next + 3;
      }
      case VEC_VARUINT -> {
        // Of br_table alone: all operands but the default label, which follows.
        w.unsigned(operands.length - 1 - next);
        for (; next < operands.length - 1; next++) {
          w.unsigned(operands[next]);
        }
        return next;
      }
      case VEC_VALUE_TYPE -> {
        w.unsigned(operands.length - next);
        for (; next < operands.length; next++) {
          valueType(w, operands[next]);
        }
        return next;
      }
      case VEC_CATCH -> {
        return catches(w, operands, next);
      }
    }
    return next + 1;
  }

  private static void memoryArgument(BinaryWriter w, long align, long offset, long memory) {
    w.unsigned(memory == 0 ? align : align | 0x40);
    if (memory != 0) {
      w.unsigned(memory);
    }
    w.unsigned(offset);
  }

  private static int catches(BinaryWriter w, long[] operands, int next) {
    long count = operands[next++];
    w.unsigned(count);
    for (long i = 0; i < count; i++) {
      CatchOpCode kind = CatchOpCode.byOpCode((int) operands[next++]);
      w.oneByte(kind.opcode());
      if (kind == CatchOpCode.CATCH || kind == CatchOpCode.CATCH_REF) {
        w.unsigned(operands[next++]);
      }
      w.unsigned(operands[next++]);
    }
    return next;
  }

  /**
   * Writes a block's type. Chicory has the number that stands in the module, a value type as its
   * {@link #valueType} id; Endive from 1.1.0 on sets a bit for no type, and another for a value
   * type, whose heap type then follows eight bits of code.
   */
  private static void blockType(BinaryWriter w, long type) {
    if (type == EMPTY || type == NO_TYPE) {
      w.oneByte(EMPTY);
    } else if (type >>> 62 == VALUE_TYPE >>> 62) {
      int heapType = (int) (type >> 8);
      valueType(w, (int) (type & 0xff), heapType);
    } else if ((type & 0xffff_ffffL) >= FIRST_VALUE_TYPE && !BlockTypes.VALUE_TYPES_ARE_MARKED) {
      valueType(w, type);
    } else {
      w.signed(type);
    }
  }

  /**
   * A value type.
   *
   * @param id as Chicory has it: the code, and above it the heap type of a reference
   */
  static void valueType(BinaryWriter w, long id) {
    valueType(w, (int) id, id >> 32);
  }

  private static void valueType(BinaryWriter w, int code, long heapType) {
    w.oneByte(code);
    if (code == REF_NULL || code == REF) {
      w.signed(heapType);
    }
  }

  /** Which of the two forms of block types this version of Chicory or Endive has. */
  private static final class BlockTypes {
    private static final byte[] EMPTY_BLOCK = {
      0, 'a', 's', 'm', 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 10, 7, 1, 5, 0, 2, EMPTY, 11,
      11
    };

    static final boolean VALUE_TYPES_ARE_MARKED =
        Parser.parse(EMPTY_BLOCK)
                .codeSection()
                .getFunctionBody(0)
                .instructions()
                .get(0)
                .operands()[0]
            == NO_TYPE;
  }
}
