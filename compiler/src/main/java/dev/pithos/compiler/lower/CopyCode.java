package dev.pithos.compiler.lower;

import dev.pithos.compiler.module.Instruction;
import dev.pithos.compiler.module.Opcode;

/** A function's instructions as {@link CopyRun} goes through them, many times over. */
final class CopyCode {
  final Opcode[] opcodes;

  /** A local, a label, or a constant; of a load or store, what is added to the address. */
  final int[] operands;

  /** For what opens a block its end, and for an if its else where it has one. */
  final int[] ends;

  final int[] elses;

  /** For a br_table its labels, the default last. */
  final int[][] labels;

  private CopyCode(int count) {
    opcodes = new Opcode[count];
    operands = new int[count];
    ends = new int[count];
    elses = new int[count];
    labels = new int[count][];
  }

  /** The code's; null if it has what no function that copies has. */
  static CopyCode of(Code code) {
    Instruction instruction = new Instruction();
    int count = 0;
    for (int at = 0; at < code.length(); count++) {
      at = code.read(at, instruction);
    }
    CopyCode decoded = new CopyCode(count);
    int[] openers = new int[count + 1];
    int depth = 0;
    int number = 0;
    for (int at = 0; at < code.length(); number++) {
      at = code.read(at, instruction);
      Opcode opcode = instruction.opcode;
      decoded.opcodes[number] = opcode;
      switch (opcode) {
        case BLOCK, LOOP, IF -> {
          if (!instruction.blockType.parameters().isEmpty()
              || !instruction.blockType.results().isEmpty()) {
            return null;
          }
          openers[depth++] = number;
        }
        case ELSE -> {
          decoded.elses[openers[depth - 1]] = number;
        }
        case END -> {
          if (depth > 0) {
            int opener = openers[--depth];
            decoded.ends[opener] = number;
            if (decoded.elses[opener] > 0) {
              decoded.ends[decoded.elses[opener]] = number;
            }
          }
        }
        case I32_CONST -> decoded.operands[number] = (int) instruction.bits;
        case LOCAL_GET, LOCAL_SET, LOCAL_TEE, BR, BR_IF ->
            decoded.operands[number] = instruction.index;
        case BR_TABLE -> decoded.labels[number] = instruction.labels;
        default -> {
          switch (opcode.shape().family()) {
            case LOAD, STORE -> {
              if (instruction.memory != 0 || instruction.addressOffset >>> Short.SIZE != 0) {
                return null;
              }
              decoded.operands[number] = (int) instruction.addressOffset;
            }
            case CONTROL, PARAMETRIC, NUMERIC, COMPARE -> {
              if (opcode == Opcode.SELECT_T) {
                return null;
              }
            }
            default -> {
              return null;
            }
          }
        }
      }
    }
    return decoded;
  }
}
