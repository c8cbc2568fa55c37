package dev.pithos.tools.server.daemon;

import dev.pithos.macro.Group;
import dev.pithos.macro.Ident;
import dev.pithos.macro.Literal;
import dev.pithos.macro.Punct;
import dev.pithos.macro.Spacing;
import dev.pithos.macro.Span;
import dev.pithos.macro.TokenStream;
import dev.pithos.macro.TokenTree;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes an expansion as payload: the spans that the macro made of others, then the tokens. Into a
 * buffer of its own: {@code ByteArrayOutputStream} takes a lock for each byte, which took longer
 * than the expansion.
 */
final class TokenWriter {
  private ByteBuffer out = ByteBuffer.allocate(1 << 14).order(ByteOrder.LITTLE_ENDIAN);
  private final Map<Span, Integer> made = new LinkedHashMap<>();

  private TokenWriter() {}

  static byte[] write(TokenStream stream) {
    TokenWriter writer = new TokenWriter();
    writer.stream(stream);
    ByteBuffer tokens = writer.out.flip();
    ByteBuffer payload =
        ByteBuffer.allocate(4 + 8 * writer.made.size() + tokens.limit())
            .order(ByteOrder.LITTLE_ENDIAN);
    payload.putInt(writer.made.size());
    for (Span span : writer.made.keySet()) {
      payload.putInt(place(span)).putInt(place(resolution(span)));
    }
    return payload.put(tokens).array();
  }

  private void stream(TokenStream stream) {
    ArrayDeque<Iterator<TokenTree>> open = new ArrayDeque<>();
    open.push(stream.iterator());
    while (!open.isEmpty()) {
      if (!open.element().hasNext()) {
        open.pop();
        u8(TokenReader.END);
        continue;
      }
      TokenTree tree = open.element().next();
      if (tree instanceof Group group) {
        u8(TokenReader.GROUP);
        u8(TokenReader.DELIMITERS.indexOf(group.delimiter()));
        u32(index(group.span()));
        open.push(group.stream().iterator());
      } else {
        leaf(tree);
      }
    }
  }

  private void leaf(TokenTree tree) {
    if (tree instanceof Punct punct) {
      u8(TokenReader.PUNCT);
      u32(punct.character());
      u8(punct.spacing() == Spacing.JOINT ? 1 : 0);
      u32(index(punct.span()));
    } else if (tree instanceof Ident ident) {
      u8(TokenReader.IDENT);
      u32(index(ident.span()));
      text(ident.text());
    } else {
      u8(TokenReader.LITERAL);
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
    room(utf8.length).put(utf8);
  }

  private void u8(int value) {
    room(1).put((byte) value);
  }

  private void u32(int value) {
    room(4).putInt(value);
  }

  private ByteBuffer room(int bytes) {
    if (out.remaining() < bytes) {
      int size = Math.addExact(out.position(), Math.max(bytes, out.position()));
      out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN).put(out.flip());
    }
    return out;
  }
}
