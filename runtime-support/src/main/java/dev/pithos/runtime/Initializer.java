package dev.pithos.runtime;

/**
 * A constant expression, as the descriptor keeps it: simple ones as data, the others as a number
 * that generated code knows.
 *
 * @param bits of a number; the low half of a v128
 * @param high the high half of a v128
 * @param index of the function or global, or the number of the constant in generated code
 */
public record Initializer(Kind kind, long bits, long high, int index) {
  /** How the value is found. */
  public enum Kind {
    NUMBER,
    NULL,
    FUNCTION,
    GLOBAL,
    CODE
  }

  public static final Initializer NULL = new Initializer(Kind.NULL, 0, 0, 0);

  public static Initializer number(long bits) {
    return new Initializer(Kind.NUMBER, bits, 0, 0);
  }

  public static Initializer vector(long low, long high) {
    return new Initializer(Kind.NUMBER, low, high, 0);
  }

  public static Initializer function(int index) {
    return new Initializer(Kind.FUNCTION, 0, 0, index);
  }

  public static Initializer global(int index) {
    return new Initializer(Kind.GLOBAL, 0, 0, index);
  }

  public static Initializer code(int number) {
    return new Initializer(Kind.CODE, 0, 0, number);
  }
}
