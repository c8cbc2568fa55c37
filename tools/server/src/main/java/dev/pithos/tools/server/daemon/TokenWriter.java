package dev.pithos.tools.server.daemon;

import dev.pithos.macro.Group;
import dev.pithos.macro.Ident;
import dev.pithos.macro.Literal;
import dev.pithos.macro.Punct;
import dev.pithos.macro.Spacing;
import dev.pithos.macro.Span;
import dev.pithos.macro.TokenStream;
import dev.pithos.macro.TokenTree;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes an expansion as payload: the spans that the macro made of others, then the tokens. */
final class TokenWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
  private final Map<Span, Integer> made = new LinkedHashMap<>();

  private TokenWriter() {}

  static byte[] write(TokenStream stream) {
    TokenWriter writer = new TokenWriter();
    writer.stream(stream);
    byte[] tokens = writer.out.toByteArray();
    writer.out.reset();
    writer.u32(writer.made.size());
    for (Span span : writer.made.keySet()) {
      writer.u32(place(span));
      writer.u32(place(resolution(span)));
    }
    writer.out.writeBytes(tokens);
    return writer.out.toByteArray();
  }

  private void stream(TokenStream stream) {
    ArrayDeque<Iterator<TokenTree>> open = new ArrayDeque<>();
    open.push(stream.iterator());
    while (!open.isEmpty()) {
      if (!open.element().hasNext()) {
        open.pop();
        out.write(TokenReader.END);
        continue;
      }
      TokenTree tree = open.element().next();
      if (tree instanceof Group group) {
        out.write(TokenReader.GROUP);
        out.write(TokenReader.DELIMITERS.indexOf(group.delimiter()));
        u32(index(group.span()));
        open.push(group.stream().iterator());
      } else {
        leaf(tree);
      }
    }
  }

  private void leaf(TokenTree tree) {
    if (tree instanceof Punct punct) {
      out.write(TokenReader.PUNCT);
      u32(punct.character());
      out.write(punct.spacing() == Spacing.JOINT ? 1 : 0);
      u32(index(punct.span()));
    } else if (tree instanceof Ident ident) {
      out.write(TokenReader.IDENT);
      u32(index(ident.span()));
      text(ident.text());
    } else {
      out.write(TokenReader.LITERAL);
      u32(index(tree.span()));
      text(((Literal) tree).text());
    }
  }

  private int index(Span span) {
    return span.hygiene().equals(span)
        ? place(span)
        : TokenReader.MADE | made.computeIfAbsent(span, another -> made.size());
  }

  /** The span that a span's names resolve as in the end. */
  private static Span resolution(Span span) {
    Span at = span;
    while (!at.hygiene().equals(at)) {
      at = at.hygiene();
    }
    return at;
  }

  /** The number of a span's place, whatever its hygiene. */
  private static int place(Span span) {
    return switch (span.kind()) {
      case CALL_SITE -> TokenReader.CALL_SITE;
      case MIXED_SITE -> TokenReader.MIXED_SITE;
      case DEF_SITE -> TokenReader.DEF_SITE;
      case HOST -> span.data() instanceof Integer index ? index : TokenReader.CALL_SITE;
    };
  }

  private void text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    u32(utf8.length);
    out.writeBytes(utf8);
  }

  private void u32(int value) {
    for (int shift = 0; shift < 32; shift += 8) {
      out.write(value >>> shift);
    }
  }
}
