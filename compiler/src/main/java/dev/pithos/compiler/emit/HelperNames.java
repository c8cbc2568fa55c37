package dev.pithos.compiler.emit;

import dev.pithos.compiler.module.Opcode;
import dev.pithos.compiler.plan.Kind;
import java.util.function.Function;

/**
 * The name of the helper for an instruction: i32.div_s becomes i32DivS. Vectors have a class for
 * each shape of lanes: i8x16.add_sat_s becomes addSatS of I8x16Lanes.
 */
final class HelperNames {
  private static final String[] NAMES = new String[Opcode.values().length];
  private static final String[] DESCRIPTORS = new String[NAMES.length];
  private static final String[] LANES_CLASSES = new String[NAMES.length];
  private static final String[] LANES_METHODS = new String[NAMES.length];

  private HelperNames() {}

  static String of(Opcode opcode) {
    return known(NAMES, opcode, named -> camelCase(named.mnemonic()));
  }

  /** The descriptor of a helper that takes the operands and gives the result. */
  static String descriptor(Opcode opcode) {
    return known(
        DESCRIPTORS,
        opcode,
        named -> {
          StringBuilder descriptor = new StringBuilder("(");
          for (char parameter : named.shape().parameters().toCharArray()) {
            descriptor.append(Kind.descriptor(parameter));
          }
          return descriptor.append(')').append(named.shape().results()).toString();
        });
  }

  /** The class of a vector instruction's helper. */
  static String lanesClass(Opcode opcode) {
    return known(
        LANES_CLASSES,
        opcode,
        named -> {
          String lanes = named.mnemonic().substring(0, named.mnemonic().indexOf('.'));
          return Character.toUpperCase(lanes.charAt(0)) + lanes.substring(1) + "Lanes";
        });
  }

  /** The method of a vector instruction's helper. */
  static String lanesMethod(Opcode opcode) {
    return known(
        LANES_METHODS,
        opcode,
        named -> {
          String name = named.mnemonic().substring(named.mnemonic().indexOf('.') + 1);
          return camelCase(lanesName(named, name));
        });
  }

  /** What was found out once; several threads may find it out, and all find the same. */
  private static String known(String[] names, Opcode opcode, Function<Opcode, String> otherwise) {
    String name = names[opcode.ordinal()];
    if (name == null) {
      name = otherwise.apply(opcode);
      names[opcode.ordinal()] = name;
    }
    return name;
  }

  private static String lanesName(Opcode opcode, String name) {
    return switch (opcode.shape().form()) {
      case WIDEN_LOW -> name.replace("_low_", "_");
      case WIDEN_HIGH -> name.replace("_high_", "_");
      default -> name;
    };
  }

  private static String camelCase(String mnemonic) {
    StringBuilder name = new StringBuilder();
    boolean upper = false;
    for (char next : mnemonic.toCharArray()) {
      if (next == '.' || next == '_' || next == ' ') {
        upper = true;
      } else {
        name.append(upper ? Character.toUpperCase(next) : next);
        upper = false;
      }
    }
    return name.toString();
  }
}
