package dev.pithos.conformance.macro;

import dev.pithos.macro.Delimiter;
import dev.pithos.macro.Group;
import dev.pithos.macro.Ident;
import dev.pithos.macro.Literal;
import dev.pithos.macro.Punct;
import dev.pithos.macro.Spacing;
import dev.pithos.macro.TokenStream;
import dev.pithos.macro.TokenTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Tokens one a line, as the native oracle writes them: tools/rust/oracle/README.md has the form.
 */
final class TokenLines {
  private TokenLines() {}

  static List<String> of(TokenStream stream) {
    List<String> lines = new ArrayList<>();
    add(stream, lines);
    return lines;
  }

  private static void add(TokenStream stream, List<String> lines) {
    for (TokenTree tree : stream) {
      if (tree instanceof Group group) {
        lines.add("open " + name(group.delimiter()));
        add(group.stream(), lines);
        lines.add("close");
      } else if (tree instanceof Ident ident) {
        lines.add("ident " + ident);
      } else if (tree instanceof Punct punct) {
        String spacing = punct.spacing() == Spacing.JOINT ? "joint" : "alone";
        lines.add("punct " + Character.toString(punct.character()) + " " + spacing);
      } else {
        lines.add("literal " + escaped(((Literal) tree).text()));
      }
    }
  }

  private static String name(Delimiter delimiter) {
    return delimiter.name().toLowerCase(Locale.ROOT);
  }

  static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }
}
