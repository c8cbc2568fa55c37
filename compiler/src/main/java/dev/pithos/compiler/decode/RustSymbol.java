package dev.pithos.compiler.decode;

/**
 * A symbol in Rust's v0 mangling ({@code _RNvNtCs..._4core9panicking9panic_fmt}) as a readable
 * path: crates without their hash, closures as {@code {closure#0}}. What the grammar does not allow
 * ends in {@link Unreadable}.
 */
final class RustSymbol {
  /** The text is no v0 symbol, or longer than anyone would read. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable() {
      super("not a v0 symbol", null, false, false);
    }
  }

  /** Longer results and deeper nesting come from symbols made to blow up. */
  private static final int LONGEST = 2_000;

  private static final int DEEPEST = 200;
  private static final String PREFIX = "_R";

  private final String symbol;
  private final StringBuilder out = new StringBuilder();
  private int position;
  private int depth;

  /** Whether what is read is only gone over: backward references into it stay possible. */
  private boolean silent;

  private RustSymbol(String symbol) {
    this.symbol = symbol;
  }

  static boolean isOne(String name) {
    return name.startsWith(PREFIX) && name.length() > PREFIX.length();
  }

  static String demangle(String name) throws Unreadable {
    int suffix = name.indexOf('.');
    RustSymbol symbol =
        new RustSymbol(name.substring(PREFIX.length(), suffix < 0 ? name.length() : suffix));
    symbol.path(true);
    return symbol.out.toString();
  }

  // ---- characters

  private char next() throws Unreadable {
    if (position >= symbol.length()) {
      throw new Unreadable();
    }
    return symbol.charAt(position++);
  }

  private boolean take(char expected) {
    if (position < symbol.length() && symbol.charAt(position) == expected) {
      position++;
      return true;
    }
    return false;
  }

  private void print(String text) throws Unreadable {
    if (!silent) {
      out.append(text);
      if (out.length() > LONGEST) {
        throw new Unreadable();
      }
    }
  }

  /** A base-62 number: nothing but the end mark is 0, the digits mean one more than they say. */
  private long base62() throws Unreadable {
    if (take('_')) {
      return 0;
    }
    long value = 0;
    while (!take('_')) {
      char digit = next();
      int weight;
      if (digit >= '0' && digit <= '9') {
        weight = digit - '0';
      } else if (digit >= 'a' && digit <= 'z') {
        weight = digit - 'a' + 10;
      } else if (digit >= 'A' && digit <= 'Z') {
        weight = digit - 'A' + 36;
      } else {
        throw new Unreadable();
      }
      value = value * 62 + weight;
    }
    return value + 1;
  }

  /** A number behind a tag; 0 where the tag is not there. */
  private long optional(char tag) throws Unreadable {
    return take(tag) ? base62() + 1 : 0;
  }

  /** An identifier without its disambiguator. */
  private String identifier() throws Unreadable {
    boolean punycode = take('u');
    int length = 0;
    if (!take('0')) {
      int digits = position;
      while (position < symbol.length() && Character.isDigit(symbol.charAt(position))) {
        length = length * 10 + (next() - '0');
        if (length > symbol.length()) {
          throw new Unreadable();
        }
      }
      if (position == digits) {
        throw new Unreadable();
      }
    }
    take('_');
    if (length > symbol.length() - position) {
      throw new Unreadable();
    }
    String text = symbol.substring(position, position + length);
    position += length;
    return punycode ? "punycode{" + text + "}" : text;
  }

  private void enter() throws Unreadable {
    if (++depth > DEEPEST) {
      throw new Unreadable();
    }
  }

  /** Something that a backward reference names, read again at its place. */
  private interface Piece {
    void read() throws Unreadable;
  }

  private void backReference(Piece piece) throws Unreadable {
    int here = position - 1;
    long target = base62();
    if (target < 0 || target >= here) { // negative: more digits than a long holds
      throw new Unreadable();
    }
    int after = position;
    position = (int) target;
    piece.read();
    position = after;
  }

  // ---- paths

  /** A path; in the value namespace, generic arguments are written after {@code ::}. */
  private void path(boolean isValue) throws Unreadable {
    enter();
    switch (next()) {
      case 'C' -> {
        optional('s');
        print(identifier());
      }
      case 'M' -> {
        implementationPath();
        print("<");
        type();
        print(">");
      }
      case 'X' -> {
        implementationPath();
        qualified();
      }
      case 'Y' -> qualified();
      case 'N' -> nested(isValue);
      case 'I' -> {
        path(isValue);
        print(isValue ? "::<" : "<");
        genericArguments();
        print(">");
      }
      case 'B' -> backReference(() -> path(isValue));
      default -> throw new Unreadable();
    }
    depth--;
  }

  /** {@code <Type as Trait>} */
  private void qualified() throws Unreadable {
    print("<");
    type();
    print(" as ");
    path(false);
    print(">");
  }

  /** Where an impl stands, which its name does not show. */
  private void implementationPath() throws Unreadable {
    optional('s');
    boolean wasSilent = silent;
    silent = true;
    path(false);
    silent = wasSilent;
  }

  private void nested(boolean isValue) throws Unreadable {
    char namespace = next();
    path(isValue);
    long number = optional('s');
    String name = identifier();
    if (Character.isUpperCase(namespace)) {
      String kind =
          namespace == 'C' ? "closure" : namespace == 'S' ? "shim" : String.valueOf(namespace);
      print("::{" + kind + (name.isEmpty() ? "" : ":" + name) + "#" + number + "}");
    } else if (!name.isEmpty()) {
      print("::" + name);
    }
  }

  private void genericArguments() throws Unreadable {
    String separator = "";
    while (!take('E')) {
      print(separator);
      separator = ", ";
      if (take('L')) {
        base62();
        print("'_");
      } else if (take('K')) {
        constant();
      } else {
        type();
      }
    }
  }

  // ---- types

  private void type() throws Unreadable {
    enter();
    char tag = next();
    String basic = basicType(tag);
    if (basic != null) {
      print(basic);
    } else {
      switch (tag) {
        case 'A' -> {
          print("[");
          type();
          print("; ");
          constant();
          print("]");
        }
        case 'S' -> {
          print("[");
          type();
          print("]");
        }
        case 'T' -> tuple();
        case 'R', 'Q' -> {
          if (take('L')) {
            base62();
          }
          print(tag == 'R' ? "&" : "&mut ");
          type();
        }
        case 'P' -> {
          print("*const ");
          type();
        }
        case 'O' -> {
          print("*mut ");
          type();
        }
        case 'F' -> functionType();
        case 'D' -> traitObject();
        case 'B' -> backReference(this::type);
        default -> {
          position--;
          path(false);
        }
      }
    }
    depth--;
  }

  private static String basicType(char tag) {
    return switch (tag) {
      case 'a' -> "i8";
      case 'b' -> "bool";
      case 'c' -> "char";
      case 'd' -> "f64";
      case 'e' -> "str";
      case 'f' -> "f32";
      case 'h' -> "u8";
      case 'i' -> "isize";
      case 'j' -> "usize";
      case 'l' -> "i32";
      case 'm' -> "u32";
      case 'n' -> "i128";
      case 'o' -> "u128";
      case 'p' -> "_";
      case 's' -> "i16";
      case 't' -> "u16";
      case 'u' -> "()";
      case 'v' -> "...";
      case 'x' -> "i64";
      case 'y' -> "u64";
      case 'z' -> "!";
      default -> null;
    };
  }

  private void tuple() throws Unreadable {
    print("(");
    int count = 0;
    while (!take('E')) {
      print(count++ > 0 ? ", " : "");
      type();
    }
    print(count == 1 ? ",)" : ")");
  }

  private void functionType() throws Unreadable {
    optional('G');
    if (take('U')) {
      print("unsafe ");
    }
    if (take('K')) {
      print("extern \"" + (take('C') ? "C" : identifier().replace('_', '-')) + "\" ");
    }
    print("fn(");
    String separator = "";
    while (!take('E')) {
      print(separator);
      separator = ", ";
      type();
    }
    print(")");
    if (!take('u')) {
      print(" -> ");
      type();
    }
  }

  private void traitObject() throws Unreadable {
    print("dyn ");
    optional('G');
    String separator = "";
    while (!take('E')) {
      print(separator);
      separator = " + ";
      path(false);
      while (take('p')) {
        print("<" + identifier() + " = ");
        type();
        print(">");
      }
    }
    if (next() != 'L') {
      throw new Unreadable();
    }
    base62();
  }

  // ---- constants

  private void constant() throws Unreadable {
    enter();
    char type = next();
    if (type == 'B') {
      backReference(this::constant);
    } else if (type == 'p') {
      print("_");
    } else {
      scalar(type);
    }
    depth--;
  }

  private void scalar(char type) throws Unreadable {
    if (basicType(type) == null) {
      throw new Unreadable();
    }
    boolean negative = take('n');
    int start = position;
    while (!take('_')) {
      if (Character.digit(next(), 16) < 0) {
        throw new Unreadable();
      }
    }
    String digits = symbol.substring(start, position - 1);
    if (digits.length() > 15) {
      print((negative ? "-" : "") + "0x" + digits);
      return;
    }
    long value = digits.isEmpty() ? 0 : Long.parseLong(digits, 16);
    print(
        switch (type) {
          case 'b' -> value != 0 ? "true" : "false";
          case 'c' ->
              "'" + Character.toString((int) Math.min(value, Character.MAX_CODE_POINT)) + "'";
          default -> (negative ? "-" : "") + value;
        });
  }
}
