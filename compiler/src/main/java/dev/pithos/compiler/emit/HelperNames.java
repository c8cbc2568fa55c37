package dev.pithos.compiler.emit;

import dev.pithos.compiler.module.Opcode;

/**
 * The name of the helper for an instruction: i32.div_s becomes i32DivS. Vectors have a class for
 * each shape of lanes: i8x16.add_sat_s becomes addSatS of I8x16Lanes.
 */
final class HelperNames {
  private static final String[] NAMES = new String[Opcode.values().length];
  private static final String[] LANES_CLASSES = new String[NAMES.length];
  private static final String[] LANES_METHODS = new String[NAMES.length];

  static {
    for (Opcode opcode : Opcode.values()) {
      String mnemonic = opcode.mnemonic();
      NAMES[opcode.ordinal()] = camelCase(mnemonic);
      if (opcode.shape().form() != null) {
        int dot = mnemonic.indexOf('.');
        LANES_CLASSES[opcode.ordinal()] =
            Character.toUpperCase(mnemonic.charAt(0)) + mnemonic.substring(1, dot) + "Lanes";
        LANES_METHODS[opcode.ordinal()] = camelCase(lanesName(opcode, mnemonic.substring(dot + 1)));
      }
    }
  }

  private HelperNames() {}

  static String of(Opcode opcode) {
    return NAMES[opcode.ordinal()];
  }

  /** The class of a vector instruction's helper. */
  static String lanesClass(Opcode opcode) {
    return LANES_CLASSES[opcode.ordinal()];
  }

  /** The method of a vector instruction's helper. */
  static String lanesMethod(Opcode opcode) {
    return LANES_METHODS[opcode.ordinal()];
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
