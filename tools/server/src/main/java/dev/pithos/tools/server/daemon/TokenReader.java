package dev.pithos.tools.server.daemon;

import dev.pithos.macro.Delimiter;
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
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Reads a payload's numbers, texts and tokens. Trusts nothing, and nothing recurses. */
final class TokenReader {
  static final int END = 0;
  static final int GROUP = 1;
  static final int IDENT = 2;
  static final int PUNCT = 3;
  static final int LITERAL = 4;
  static final int CALL_SITE = -1;
  static final int MIXED_SITE = -2;
  static final int DEF_SITE = -3;

  /** Set in the number of a span that the macro made of others. */
  static final int MADE = 0x8000_0000;

  /** By the number that stands for them. */
  static final List<Delimiter> DELIMITERS =
      List.of(Delimiter.PARENTHESIS, Delimiter.BRACE, Delimiter.BRACKET, Delimiter.NONE);

  private final ByteBuffer in;

  TokenReader(byte[] payload) {
    in = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
  }

  int u8() throws BadFrame {
    need(1);
    return in.get() & 0xff;
  }

  int u32() throws BadFrame {
    need(4);
    return in.getInt();
  }

  private void need(int count) throws BadFrame {
    if (count < 0 || in.remaining() < count) {
      throw new BadFrame("a payload that ends too early");
    }
  }

  String text() throws BadFrame {
    int length = u32();
    need(length);
    ByteBuffer bytes = in.slice(in.position(), length);
    in.position(in.position() + length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new BadFrame("a text that is not UTF-8");
    }
  }

  /** A group that is not closed yet. */
  private record Open(Delimiter delimiter, Span span, List<TokenTree> outer) {}

  TokenStream tokens() throws BadFrame {
    int length = u32();
    need(length);
    int end = in.position() + length;
    ArrayDeque<Open> open = new ArrayDeque<>();
    List<TokenTree> trees = new ArrayList<>();
    try {
      while (true) {
        switch (u8()) {
          case END -> {
            TokenStream stream = TokenStream.of(trees);
            Open group = open.poll();
            if (group == null) {
              if (in.position() != end) {
                throw new BadFrame("tokens that are not as long as they say");
              }
              return stream;
            }
            trees = group.outer;
            trees.add(Group.of(group.delimiter, stream, group.span));
          }
          case GROUP -> {
            int delimiter = u8();
            if (delimiter >= DELIMITERS.size()) {
              throw new BadFrame("a delimiter " + delimiter);
            }
            open.push(new Open(DELIMITERS.get(delimiter), span(), trees));
            trees = new ArrayList<>();
          }
          case IDENT -> {
            Span span = span();
            trees.add(Ident.of(text(), span));
          }
          case PUNCT -> {
            int character = u32();
            Spacing spacing = u8() == 0 ? Spacing.ALONE : Spacing.JOINT;
            trees.add(new Punct((char) Math.min(character & 0x7fff_ffff, 0xffff), spacing, span()));
          }
          case LITERAL -> {
            Span span = span();
            trees.add(Literal.of(text(), span));
          }
          default -> throw new BadFrame("a token of no known sort");
        }
      }
    } catch (IllegalArgumentException e) {
      throw new BadFrame("a token that is none: " + e.getMessage());
    }
  }

  private Span span() throws BadFrame {
    int index = u32();
    return switch (index) {
      case CALL_SITE -> Span.callSite();
      case MIXED_SITE -> Span.mixedSite();
      case DEF_SITE -> Span.defSite();
      default -> Span.of(index);
    };
  }
}
