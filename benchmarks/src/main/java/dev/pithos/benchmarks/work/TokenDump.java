package dev.pithos.benchmarks.work;

import dev.pithos.macro.Group;
import dev.pithos.macro.Ident;
import dev.pithos.macro.Literal;
import dev.pithos.macro.Punct;
import dev.pithos.macro.Spacing;
import dev.pithos.macro.TokenStream;
import dev.pithos.macro.TokenTree;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Tokens as text, one a line, without spans: what the contenders' answers are compared by. */
final class TokenDump {
  private final StringBuilder lines = new StringBuilder();

  static String of(TokenStream stream) {
    TokenDump dump = new TokenDump();
    dump.add(stream);
    return dump.toString();
  }

  /** FNV-1a, 32 bits, of the text's bytes. */
  static long checksum(String text) {
    int hash = 0x811c9dc5;
    for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (value & 0xff)) * 0x01000193;
    }
    return Integer.toUnsignedLong(hash);
  }

  private void add(TokenStream stream) {
    for (TokenTree tree : stream) {
      if (tree instanceof Group group) {
        open(group.delimiter().name().toLowerCase(Locale.ROOT));
        add(group.stream());
        close();
      } else if (tree instanceof Ident ident) {
        ident(ident.text());
      } else if (tree instanceof Punct punct) {
        punct(punct.character(), punct.spacing() == Spacing.JOINT);
      } else {
        literal(((Literal) tree).text());
      }
    }
  }

  void open(String delimiter) {
    lines.append("open ").append(delimiter).append('\n');
  }

  void close() {
    lines.append("close\n");
  }

  void ident(String text) {
    lines.append("ident ").append(text).append('\n');
  }

  void punct(char character, boolean joint) {
    lines.append("punct ").append(character).append(joint ? " joint\n" : " alone\n");
  }

  void literal(String text) {
    lines.append("literal ").append(text).append('\n');
  }

  @Override
  public String toString() {
    return lines.toString();
  }
}
