package dev.pithos.compiler.emit;

import dev.pithos.compiler.lower.LoweredFunction;
import dev.pithos.compiler.module.Instruction;
import dev.pithos.compiler.module.Opcode;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Which stores of a function need not look at the instance's lowest one, because an earlier store
 * that always ran before had the same local as its address and no larger offset. Most of a Rust
 * function's stores go to its stack frame or to one structure, so that one look is enough for many.
 *
 * <p>What is known of a local ends where it is assigned, where the block ends in which it was
 * found, and at the beginning of a loop; there not if the local is never assigned again.
 */
final class StoreMarks {
  private static final int NOTHING = Integer.MAX_VALUE;

  /** For each local, the lowest offset from it that is at least the lowest store. */
  private final int[] offsets;

  /** How many blocks were open when that was found. */
  private final int[] depths;

  /** Locals that never change from here on. */
  private final BitSet fixed = new BitSet();

  private final int[] assignments;
  private int depth;

  StoreMarks(LoweredFunction function) {
    offsets = new int[function.locals.length];
    depths = new int[offsets.length];
    assignments = new int[offsets.length];
    Arrays.fill(offsets, NOTHING);
    Instruction instruction = new Instruction();
    for (int at = 0; at < function.code.length(); ) {
      at = function.code.read(at, instruction);
      switch (instruction.opcode) {
        case LOCAL_SET, LOCAL_TEE -> assignments[instruction.index]++;
        default -> {}
      }
    }
    for (int local = 0; local < function.type.parameters().size(); local++) {
      fixed.set(local, assignments[local] == 0);
    }
  }

  boolean covers(int local, long offset) {
    return offsets[local] <= offset;
  }

  /** A store to that offset from the local has looked. */
  void looked(int local, int offset) {
    offsets[local] = offset;
    depths[local] = depth;
  }

  void assigned(int local) {
    offsets[local] = NOTHING;
    fixed.set(local, assignments[local] == 1);
  }

  /** Before an instruction is emitted: what control that comes from elsewhere does not know. */
  void before(Instruction instruction) {
    switch (instruction.opcode) {
      case BLOCK, IF -> depth++;
      case LOOP -> {
        for (int local = 0; local < offsets.length; local++) {
          if (!fixed.get(local)) {
            offsets[local] = NOTHING;
          }
        }
        depth++;
      }
      case ELSE -> leave(depth);
      case END -> leave(depth--);
      case TRY, TRY_TABLE -> {
        Arrays.fill(offsets, NOTHING);
        depth++;
      }
      case CATCH, CATCH_ALL, DELEGATE -> {
        Arrays.fill(offsets, NOTHING);
        depth -= instruction.opcode == Opcode.DELEGATE ? 1 : 0;
      }
      default -> {}
    }
  }

  private void leave(int block) {
    for (int local = 0; local < offsets.length; local++) {
      if (depths[local] >= block) {
        offsets[local] = NOTHING;
      }
    }
  }
}
