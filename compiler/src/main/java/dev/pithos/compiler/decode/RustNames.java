package dev.pithos.compiler.decode;

/**
 * Readable names for functions that Rust's compiler mangled: in the v0 form, which {@link
 * RustSymbol} reads, and in the legacy form ({@code _ZN4core3fmt5write17h0123456789abcdefE}). Other
 * names stay as they are.
 */
final class RustNames {
  private static final int HASH_LENGTH = 17;

  private RustNames() {}

  static String demangle(String name) {
    if (RustSymbol.isOne(name)) {
      try {
        return RustSymbol.demangle(name);
      } catch (RustSymbol.Unreadable e) {
        return name;
      }
    }
    int start = name.startsWith("_ZN") ? 3 : name.startsWith("ZN") ? 2 : -1;
    if (start < 0) {
      return withoutHash(name);
    }
    StringBuilder path = new StringBuilder();
    int position = start;
    while (position < name.length() && name.charAt(position) != 'E') {
      int length = 0;
      while (position < name.length() && Character.isDigit(name.charAt(position))) {
        length = length * 10 + name.charAt(position++) - '0';
        if (length > name.length()) {
          return name;
        }
      }
      if (length == 0 || position + length > name.length()) {
        return name;
      }
      String part = name.substring(position, position + length);
      position += length;
      if (isHash(part) && position < name.length() && name.charAt(position) == 'E') {
        break;
      }
      path.append(path.length() == 0 ? "" : "::").append(unescape(part));
    }
    return path.length() == 0 ? name : path.toString();
  }

  /** rustc writes demangled names into the name section when it keeps the hash after the path. */
  private static String withoutHash(String name) {
    int cut = name.length() - HASH_LENGTH;
    return cut > 2 && name.startsWith("::", cut - 2) && isHash(name.substring(cut))
        ? name.substring(0, cut - 2)
        : name;
  }

  private static boolean isHash(String part) {
    if (part.length() != HASH_LENGTH || part.charAt(0) != 'h') {
      return false;
    }
    for (int i = 1; i < HASH_LENGTH; i++) {
      if (Character.digit(part.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }

  private static String unescape(String part) {
    StringBuilder out = new StringBuilder();
    int position = part.startsWith("_$") ? 1 : 0;
    while (position < part.length()) {
      char next = part.charAt(position);
      int close = next == '$' ? part.indexOf('$', position + 1) : -1;
      if (close > 0) {
        out.append(escape(part.substring(position + 1, close)));
        position = close + 1;
      } else if (part.startsWith("..", position)) {
        out.append("::");
        position += 2;
      } else {
        out.append(next);
        position++;
      }
    }
    return out.toString();
  }

  private static String escape(String code) {
    return switch (code) {
      case "SP" -> "@";
      case "BP" -> "*";
      case "RF" -> "&";
      case "LT" -> "<";
      case "GT" -> ">";
      case "LP" -> "(";
      case "RP" -> ")";
      case "C" -> ",";
      default -> {
        try {
          yield code.startsWith("u")
              ? Character.toString(Integer.parseInt(code.substring(1), 16))
              : "$" + code + "$";
        } catch (IllegalArgumentException e) {
          yield "$" + code + "$";
        }
      }
    };
  }
}
