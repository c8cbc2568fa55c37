package dev.pithos.compiler.plan;

import dev.pithos.compiler.module.Instruction;
import dev.pithos.compiler.module.Opcode;
import java.util.BitSet;
import java.util.function.IntPredicate;

/** What parts do to the operand stack, and how they end. */
final class PartFacts {
  private final CodeMap map;
  private final BranchTargets branches;
  private final IntPredicate growsMemory;
  private final Instruction instruction = new Instruction();

  /**
   * Begins.
   *
   * @param growsMemory whether a call of the function may grow a memory
   */
  PartFacts(CodeMap map, IntPredicate growsMemory) {
    this.map = map;
    this.growsMemory = growsMemory;
    branches = new BranchTargets(map);
  }

  void find(Part part) {
    if (part.labels == 0) {
      operands(part);
    } else {
      // Blocks without parameters and results, begun one right behind the other.
      part.low = map.height(part.outermost(map));
      part.entryHeight = part.low;
      part.fallsThrough = map.goesOn(part.to - 1);
    }
    outcomes(part);
    part.inTry = inTry(part.from);
  }

  private void operands(Part part) {
    StringBuilder kinds = new StringBuilder();
    int low = Integer.MAX_VALUE;
    for (int i = part.from; i < part.to; ) {
      int after = map.afterItem(i);
      for (int step : after == i + 1 ? new int[] {i} : new int[] {i, after - 1}) {
        if (map.low(step) < low) {
          low = map.low(step);
          kinds.setLength(0);
        } else {
          kinds.setLength(map.low(step) - low);
        }
        kinds.append(map.pushed(step));
      }
      i = after;
    }
    part.low = low;
    part.results = kinds.toString();
    part.entryHeight = heightBefore(part.from);
    part.fallsThrough = map.goesOn(part.to - 1);
  }

  private int heightBefore(int number) {
    return number == 0 ? 0 : map.height(number - 1);
  }

  private void outcomes(Part part) {
    int depth = part.depth(map);
    BitSet targets = new BitSet();
    for (int i = part.from; i < part.to; i++) {
      for (int target : branches.of(i)) {
        if (target <= depth) {
          targets.set(target);
        }
      }
      part.growsMemory |= mayGrow(i);
    }
    part.targets = targets.stream().toArray();
  }

  private boolean mayGrow(int number) {
    return switch (map.opcode(number)) {
      case MEMORY_GROW, CALL_INDIRECT, CALL_REF -> true;
      case CALL -> {
        map.code().read(map.position(number), instruction);
        yield growsMemory.test(instruction.index);
      }
      default -> false;
    };
  }

  private boolean inTry(int number) {
    for (int block = map.block(number); block >= 0; block = map.block(block)) {
      Opcode opcode = map.opcode(block);
      if (opcode == Opcode.TRY_TABLE || (opcode == Opcode.TRY && number < map.nextArm(block))) {
        return true;
      }
    }
    return false;
  }
}
