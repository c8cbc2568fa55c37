package dev.pithos.compiler.plan;

/** Method names for functions: what the name section says, in characters that the JVM allows. */
final class MethodNames {
  /** Longer names are cut: they cost constant pool, and stack traces stay readable. */
  private static final int LONGEST = 120;

  private MethodNames() {}

  /** A name that no other function of the module has: the index is its end. */
  static String of(String name, int index) {
    if (name == null || name.isEmpty()) {
      return "func" + index;
    }
    StringBuilder out = new StringBuilder();
    int length = Math.min(name.length(), LONGEST);
    for (int i = 0; i < length; i++) {
      char next = name.charAt(i);
      out.append(
          switch (next) {
            case '.' -> '_';
            case ';' -> ',';
            case '[' -> '{';
            case ']' -> '}';
            case '/' -> '|';
            case '<' -> '\u2039';
            case '>' -> '\u203a';
            default -> Character.isSurrogate(next) || next < ' ' ? '_' : next;
          });
    }
    return out.append('@').append(index).toString();
  }
}
