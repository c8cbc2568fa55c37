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
        return Arrays.stream(instruction.labels).map(l -> depth - l).sorted().distinct().toArray();
      }
      case TRY_TABLE -> {
        read(number);
        int depth = map.depth(number);
        return instruction.catches.stream()
            .mapToInt(Catch::label)
            .map(label -> depth - label)
            .sorted()
            .distinct()
            .toArray();
      }
      case RETURN, RETURN_CALL, RETURN_CALL_INDIRECT, RETURN_CALL_REF -> {
        return FUNCTION;
      }
      default -> {
        return NONE;
      }
    }
  }

  private void read(int number) {
    map.code().read(map.position(number), instruction);
  }
}
