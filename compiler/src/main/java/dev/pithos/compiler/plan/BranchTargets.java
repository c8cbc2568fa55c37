package dev.pithos.compiler.plan;

import dev.pithos.compiler.module.Catch;
import dev.pithos.compiler.module.Instruction;
import java.util.Arrays;

/** Where instructions branch to: blocks by depth, 0 the function's own. */
final class BranchTargets {
  private static final int[] NONE = {};
  private static final int[] FUNCTION = {0};

  private final CodeMap map;
  private final Instruction instruction = new Instruction();

  BranchTargets(CodeMap map) {
    this.map = map;
  }

  /** The depths, each once, ascending. */
  int[] of(int number) {
    switch (map.opcode(number)) {
      case BR, BR_IF, BR_ON_NULL, BR_ON_NON_NULL, BR_ON_CAST, BR_ON_CAST_FAIL -> {
        read(number);
        return new int[] {map.depth(number) - instruction.index};
      }
      case BR_TABLE -> {
        read(number);
        int depth = map.depth(number);
        return depths(depth, instruction.labels);
      }
      case TRY_TABLE -> {
        read(number);
        int depth = map.depth(number);
        return depths(depth, instruction.catches.stream().mapToInt(Catch::label).toArray());
      }
      case RETURN, RETURN_CALL, RETURN_CALL_INDIRECT, RETURN_CALL_REF -> {
        return FUNCTION;
      }
      default -> {
        return NONE;
      }
    }
  }

  private static int[] depths(int depth, int[] labels) {
    int[] depths = new int[labels.length];
    for (int i = 0; i < labels.length; i++) {
      depths[i] = depth - labels[i];
    }
    Arrays.sort(depths);
    int count = 0;
    for (int each : depths) {
      if (count == 0 || depths[count - 1] != each) {
        depths[count++] = each;
      }
    }
    return Arrays.copyOf(depths, count);
  }

  private void read(int number) {
    map.code().read(map.position(number), instruction);
  }
}
