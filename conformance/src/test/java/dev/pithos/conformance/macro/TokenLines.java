package dev.pithos.conformance.macro;

import dev.pithos.macro.Delimiter;
import dev.pithos.macro.Group;
import dev.pithos.macro.Ident;
import dev.pithos.macro.Literal;
import dev.pithos.macro.Punct;
import dev.pithos.macro.Spacing;
import dev.pithos.macro.Span;
import dev.pithos.macro.TokenStream;
import dev.pithos.macro.TokenTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Tokens one a line, as the native oracle writes them: tools/rust/oracle/README.md has the form.
 */
final class TokenLines {
  private final List<String> lines = new ArrayList<>();

  /** Null for lines without spans. */
  private final SpanWords words;

  private TokenLines(SpanWords words) {
    this.words = words;
  }

  static List<String> of(TokenStream stream) {
    return of(stream, null);
  }

  /** With each token's spans before it, in words, each followed by a tab. */
  static List<String> of(TokenStream stream, SpanWords words) {
    TokenLines lines = new TokenLines(words);
    lines.add(stream);
    return lines.lines;
  }

  /** A line's token, without its spans. */
  static String withoutSpans(String line) {
    return line.startsWith("panic ") ? line : line.replaceFirst("^(?:[\\w@:.]+\t){1,2}", "");
  }

  private void add(TokenStream stream) {
    for (TokenTree tree : stream) {
      String span = span(tree.span());
      if (tree instanceof Group group) {
        lines.add(span + span(group.spanOpen()) + "open " + name(group.delimiter()));
        add(group.stream());
        lines.add(span(group.spanClose()) + "close");
      } else if (tree instanceof Ident ident) {
        lines.add(span + "ident " + ident);
      } else if (tree instanceof Punct punct) {
        String spacing = punct.spacing() == Spacing.JOINT ? "joint" : "alone";
        lines.add(span + "punct " + Character.toString(punct.character()) + " " + spacing);
      } else {
        lines.add(span + "literal " + escaped(((Literal) tree).text()));
      }
    }
  }

  private String span(Span span) {
    return words == null ? "" : words.of(span) + "\t";
  }

  private static String name(Delimiter delimiter) {
    return delimiter.name().toLowerCase(Locale.ROOT);
  }

  static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }
}
