package dev.pithos.compiler.emit;

import dev.pithos.compiler.module.Opcode;

/** The name of the helper for an instruction: i32.div_s becomes i32DivS. */
final class HelperNames {
  private static final String[] NAMES = new String[Opcode.values().length];

  static {
    for (Opcode opcode : Opcode.values()) {
      NAMES[opcode.ordinal()] = camelCase(opcode.mnemonic());
    }
  }

  private HelperNames() {}

  static String of(Opcode opcode) {
    return NAMES[opcode.ordinal()];
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
