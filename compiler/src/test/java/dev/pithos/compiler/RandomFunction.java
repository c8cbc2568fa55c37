package dev.pithos.compiler;

import static dev.pithos.compiler.FunctionBytes.EMPTY;
import static dev.pithos.compiler.FunctionBytes.F32;
import static dev.pithos.compiler.FunctionBytes.F64;
import static dev.pithos.compiler.FunctionBytes.FUNCREF;
import static dev.pithos.compiler.FunctionBytes.I32;
import static dev.pithos.compiler.FunctionBytes.I64;
import static dev.pithos.compiler.FunctionBytes.V128;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A random function that ends: all kinds of values, blocks inside of expressions, branches that
 * carry values, exceptions. Global 0 is the number of loop rounds that are left.
 */
final class RandomFunction {
  private static final int[] TYPES = {I32, I64, F32, F64, V128};
  private static final int LOCALS_EACH = 4;
  private static final int FIRST_REFERENCE = 2 + TYPES.length * LOCALS_EACH;

  private final Random random;
  private final FunctionBytes out = new FunctionBytes(new int[] {I32, I64}, new int[] {I64});
  private final int pairType;
  private int budget;

  /** For each open block what a branch to it takes along: a type or EMPTY. */
  private final List<Integer> labels = new ArrayList<>(List.of(I64));

  RandomFunction(long seed, int size) {
    random = new Random(seed);
    budget = size;
    pairType = out.blockType(new int[] {I32, I64}, new int[] {I64});
    for (int type : TYPES) {
      out.locals(LOCALS_EACH, type);
    }
    out.locals(2, FUNCREF);
    while (budget > 0) {
      statement(0);
    }
    expression(I64, 3);
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }

  private int local(int type) {
    int parameter = type == I32 ? 0 : type == I64 ? 1 : -1;
    if (parameter >= 0 && random.nextInt(4) == 0) {
      return parameter;
    }
    int group = 0;
    while (TYPES[group] != type) {
      group++;
    }
    return 2 + group * LOCALS_EACH + random.nextInt(LOCALS_EACH);
  }

  private int anyType() {
    return TYPES[random.nextInt(TYPES.length)];
  }

  private int label(int type) {
    List<Integer> fitting = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      if (labels.get(labels.size() - 1 - i) == type) {
        fitting.add(i);
      }
    }
    return fitting.isEmpty() ? -1 : fitting.get(random.nextInt(fitting.size()));
  }

  private void inside(int type, Runnable body) {
    labels.add(type);
    body.run();
    labels.remove(labels.size() - 1);
    out.op(0x0b);
  }

  private void statements(int depth) {
    for (int i = random.nextInt(4); i >= 0; i--) {
      statement(depth);
    }
  }

  private void statement(int depth) {
    budget--;
    int choice = depth > 5 ? random.nextInt(4) : random.nextInt(15);
    int type = anyType();
    switch (choice) {
      case 0, 1 -> {
        expression(type, depth + 1);
        out.op1(0x21, local(type));
      }
      case 2 -> {
        address(depth);
        expression(I64, depth + 1);
        out.op(0x37, 0, 8);
      }
      case 3 -> {
        // A reference, which is null, from one local to another.
        out.op1(0x20, FIRST_REFERENCE).op1(0x21, FIRST_REFERENCE + 1);
        out.op(0xd0, FUNCREF).op1(0x21, FIRST_REFERENCE + random.nextInt(2));
      }
      case 4, 5 -> {
        out.op(0x02, EMPTY);
        inside(EMPTY, () -> statements(depth + 1));
      }
      case 6 -> loop(depth);
      case 7, 8 -> {
        expression(I32, depth + 1);
        out.op(0x04, EMPTY);
        inside(
            EMPTY,
            () -> {
              statements(depth + 1);
              if (random.nextBoolean()) {
                out.op(0x05);
                statements(depth + 1);
              }
            });
      }
      case 9 -> branchIf(EMPTY, depth);
      case 10 -> table(depth);
      case 11 -> {
        int carried = anyType();
        if (label(carried) >= 0) {
          expression(carried, depth + 1);
          branchIf(carried, depth);
          out.op(0x1a);
        }
      }
      case 12 -> tryTable(depth);
      case 13 -> {
        if (depth < 2) {
          largeSwitch(depth);
        }
      }
      default -> {
        // A block that never comes to its end.
        out.op(0x02, EMPTY);
        inside(
            EMPTY,
            () -> {
              statements(depth + 1);
              out.op1(0x0c, label(EMPTY));
            });
      }
    }
  }

  private void loop(int depth) {
    out.op(0x03, EMPTY);
    inside(
        EMPTY,
        () -> {
          // if (g0 == 0) return; g0--
          out.op(0x23, 0, 0x45, 0x04, EMPTY);
          inside(EMPTY, () -> out.op(0x20, 1, 0x0f));
          out.op(0x23, 0, 0x41, 1, 0x6b, 0x24, 0);
          statements(depth + 1);
        });
  }

  private void branchIf(int type, int depth) {
    int label = label(type);
    if (label >= 0) {
      expression(I32, depth + 1);
      out.op1(0x0d, label);
    }
  }

  private void table(int depth) {
    out.op(0x02, EMPTY);
    inside(
        EMPTY,
        () -> {
          statements(depth + 1);
          expression(I32, depth + 1);
          out.op(0x41, 7, 0x71);
          int[] targets = new int[1 + random.nextInt(8)];
          for (int i = 0; i < targets.length; i++) {
            targets[i] = label(EMPTY);
          }
          out.brTable(targets);
        });
  }

  /** Blocks that begin together, a table in the innermost, and an arm behind the end of each. */
  private void largeSwitch(int depth) {
    int arms = 9 + random.nextInt(6);
    for (int i = 0; i < arms; i++) {
      out.op(0x02, EMPTY);
      labels.add(EMPTY);
    }
    if (random.nextBoolean()) {
      statement(depth + 3);
    }
    expression(I32, depth + 1);
    out.op(0x41, 31, 0x71);
    int[] targets = new int[arms + random.nextInt(6)];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = i < arms ? (i * 7 + arms) % arms : label(EMPTY);
    }
    out.brTable(targets);
    for (int i = 0; i < arms; i++) {
      out.op(0x0b);
      labels.remove(labels.size() - 1);
      if (random.nextInt(4) > 0) {
        statements(depth + 3);
      }
      if (random.nextBoolean() && label(EMPTY) >= 0) {
        out.op1(0x0c, label(EMPTY));
      }
    }
  }

  private void tryTable(int depth) {
    // block (try_table (catch 0 0) ... end) end
    out.op(0x02, EMPTY);
    inside(
        EMPTY,
        () -> {
          out.op(0x1f, EMPTY, 1, 0, 0, 0);
          inside(
              EMPTY,
              () -> {
                statements(depth + 1);
                expression(I32, depth + 1);
                out.op(0x04, EMPTY);
                inside(EMPTY, () -> out.op(0x08, 0));
                statements(depth + 1);
              });
        });
  }

  private void address(int depth) {
    expression(I32, depth + 1);
    out.constant(0x41, 0xfff8).op(0x71);
  }

  private void expression(int type, int depth) {
    budget--;
    int choice = depth > 5 ? random.nextInt(2) : random.nextInt(11);
    switch (choice) {
      case 0 -> constant(type);
      case 1 -> out.op1(0x20, local(type));
      case 2, 3, 4 -> {
        expression(type, depth + 1);
        expression(type, depth + 1);
        binary(type);
      }
      case 5 -> {
        out.op(0x02, type);
        inside(
            type,
            () -> {
              statements(depth + 1);
              expression(type, depth + 1);
            });
      }
      case 6 -> {
        expression(I32, depth + 1);
        out.op(0x04, type);
        inside(
            type,
            () -> {
              expression(type, depth + 1);
              out.op(0x05);
              statements(depth + 1);
              expression(type, depth + 1);
            });
      }
      case 7 -> {
        expression(type, depth + 1);
        expression(type, depth + 1);
        expression(I32, depth + 1);
        out.op(0x1b);
      }
      case 8 -> {
        expression(type, depth + 1);
        out.op1(0x22, local(type));
      }
      case 9 -> {
        expression(type, depth + 1);
        branchIf(type, depth);
      }
      default -> convert(type, depth);
    }
  }

  private void constant(int type) {
    switch (type) {
      case I32 -> out.i32(random.nextInt(1000) - 500);
      case I64 -> out.constant(0x42, random.nextLong());
      case F32 -> out.i32(random.nextInt()).op(0xb2);
      case F64 -> out.constant(0x42, random.nextLong()).op(0xb9);
      default -> out.constant(0x42, random.nextLong()).op(0xfd, 0x12);
    }
  }

  private void binary(int type) {
    switch (type) {
      case I32 -> out.op(new int[] {0x6a, 0x6b, 0x6c, 0x71, 0x73, 0x6e, 0x48}[random.nextInt(7)]);
      case I64 -> out.op(new int[] {0x7c, 0x7d, 0x7e, 0x85, 0x86}[random.nextInt(5)]);
      case F32 -> out.op(new int[] {0x92, 0x93, 0x94}[random.nextInt(3)]);
      case F64 -> out.op(new int[] {0xa0, 0xa1, 0xa2}[random.nextInt(3)]);
      default -> {
        if (random.nextBoolean()) {
          out.op(0xfd, 0x51);
        } else {
          out.op(0xfd, 0xce, 0x01);
        }
      }
    }
  }

  private void convert(int type, int depth) {
    switch (type) {
      case I32 -> {
        address(depth);
        out.op(0x28, 2, 4);
      }
      case I64 -> {
        switch (random.nextInt(3)) {
          case 0 -> {
            // Two operands into a block.
            expression(I32, depth + 1);
            expression(I64, depth + 1);
            out.op1(0x02, pairType);
            inside(
                I64,
                () -> {
                  out.op1(0x21, local(I64)).op1(0x21, local(I32));
                  statements(depth + 1);
                  expression(I64, depth + 1);
                });
          }
          case 1 -> {
            expression(V128, depth + 1);
            out.op(0xfd, 0x1d, random.nextInt(2));
          }
          default -> {
            // The bits of a NaN may differ from run to run: this does not look at them.
            expression(F64, depth + 1);
            out.op(0xfc, 0x06);
          }
        }
      }
      case F32 -> {
        expression(F64, depth + 1);
        out.op(0xb6);
      }
      case F64 -> {
        expression(I32, depth + 1);
        out.op(0xb7);
      }
      default -> {
        expression(I64, depth + 1);
        out.op(0xfd, 0x12);
      }
    }
  }
}
