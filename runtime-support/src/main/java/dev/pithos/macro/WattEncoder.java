package dev.pithos.macro;

import java.util.Arrays;

/**
 * Writes a stream in Watt's byte format, host to guest: groups carry three spans, literals are
 * handles. Keeps its buffer from one stream to the next.
 */
final class WattEncoder {
  static final byte END = 0;
  static final byte GROUP = 1;
  static final byte IDENT = 2;
  static final byte PUNCT = 3;
  static final byte LITERAL = 4;

  private final WattHandles handles;
  private byte[] out = new byte[1024];
  private int at;

  WattEncoder(WattHandles handles) {
    this.handles = handles;
  }

  /** The stream's bytes, charged to the budget. */
  byte[] encode(TokenStream stream) {
    at = 0;
    if (out.length > 1 << 20) {
      out = new byte[1024];
    }
    TokenWalk walk = new TokenWalk(stream);
    while (true) {
      TokenTree tree = walk.next();
      if (tree == null) {
        reserve(1);
        out[at++] = END;
        if (walk.closed() == null) {
          break;
        }
      } else {
        tree(tree);
      }
    }
    handles.budget.charge(at);
    return Arrays.copyOf(out, at);
  }

  private void tree(TokenTree tree) {
    reserve(16);
    if (tree instanceof Ident ident) {
      out[at++] = IDENT;
      u32(handles.handle(ident.span()));
      text(ident.text());
    } else if (tree instanceof Punct punct) {
      out[at++] = PUNCT;
      u32(punct.character());
      out[at++] = (byte) (punct.spacing() == Spacing.JOINT ? 1 : 0);
      u32(handles.handle(punct.span()));
    } else if (tree instanceof Literal literal) {
      out[at++] = LITERAL;
      u32(handles.handle(literal.span()));
      out[at++] = 1;
      u32(handles.literals.add(literal));
    } else {
      Group group = (Group) tree;
      out[at++] = GROUP;
      out[at++] = delimiter(group.delimiter());
      u32(handles.handle(group.span()));
      u32(handles.handle(group.spanOpen()));
      u32(handles.handle(group.spanClose()));
    }
  }

  private static byte delimiter(Delimiter delimiter) {
    return switch (delimiter) {
      case PARENTHESIS -> 0;
      case BRACE -> 1;
      case BRACKET -> 2;
      case NONE -> 3;
    };
  }

  private void u32(int value) {
    out[at] = (byte) value;
    out[at + 1] = (byte) (value >> 8);
    out[at + 2] = (byte) (value >> 16);
    out[at + 3] = (byte) (value >> 24);
    at += 4;
  }

  private void text(String text) {
    int length = text.length();
    reserve(4 + length);
    int start = at + 4;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 128) {
        bytes(Utf8.encode(text));
        return;
      }
      out[start + i] = (byte) c;
    }
    u32(length);
    at += length;
  }

  private void bytes(byte[] bytes) {
    reserve(4 + bytes.length);
    u32(bytes.length);
    System.arraycopy(bytes, 0, out, at, bytes.length);
    at += bytes.length;
  }

  private void reserve(int count) {
    if (out.length - at < count) {
      out = Arrays.copyOf(out, Math.max(out.length * 2, at + count));
    }
  }
}
