package dev.pithos.macro;

import java.util.Arrays;

/**
 * Reads a stream in Watt's byte format, guest to host: groups carry one span, literals are text or
 * handles. Trusts nothing: every fault says where in the bytes it is. Groups nest on stacks of this
 * class's own.
 */
final class WattDecoder {
  private static final Delimiter[] DELIMITERS = {
    Delimiter.PARENTHESIS, Delimiter.BRACE, Delimiter.BRACKET, Delimiter.NONE
  };

  private final WattHandles handles;
  private final IdentCache idents = new IdentCache();
  private byte[] memory;
  private int start;
  private int at;
  private int end;
  private TokenTree[] trees = new TokenTree[256];
  private int count;
  private int[] openings = new int[16];
  private Delimiter[] delimiters = new Delimiter[16];
  private Span[] spans = new Span[16];

  WattDecoder(WattHandles handles) {
    this.handles = handles;
  }

  /** The stream in a range of memory, which the caller has checked; charged to the budget. */
  TokenStream decode(byte[] bytes, int address, int length) {
    memory = bytes;
    start = address;
    at = address;
    end = address + length;
    try {
      return stream();
    } finally {
      memory = null;
      release();
    }
  }

  private TokenStream stream() {
    count = 0;
    int depth = 0;
    openings[0] = 0;
    while (true) {
      int tag = u8();
      switch (tag) {
        case WattEncoder.END -> {
          TokenStream inner = TokenStream.wrap(Arrays.copyOfRange(trees, openings[depth], count));
          count = openings[depth];
          if (depth == 0) {
            if (at != end) {
              throw fault((end - at) + " bytes after the end of the stream", at);
            }
            return inner;
          }
          add(Group.of(delimiters[depth], inner, spans[depth]));
          depth--;
        }
        case WattEncoder.GROUP -> open(++depth);
        case WattEncoder.IDENT -> ident();
        case WattEncoder.PUNCT -> punct();
        case WattEncoder.LITERAL -> literal();
        default -> throw fault("token tag " + tag + ", expected 0 to 4", at - 1);
      }
    }
  }

  private void open(int depth) {
    handles.budget.charge(HostBudget.GROUP);
    if (depth == openings.length) {
      openings = Arrays.copyOf(openings, depth * 2);
      delimiters = Arrays.copyOf(delimiters, depth * 2);
      spans = Arrays.copyOf(spans, depth * 2);
    }
    int delimiter = u8();
    if (delimiter >= DELIMITERS.length) {
      throw fault("delimiter " + delimiter + ", expected 0 to 3", at - 1);
    }
    delimiters[depth] = DELIMITERS[delimiter];
    spans[depth] = span();
    openings[depth] = count;
  }

  private void ident() {
    Span span = span();
    int length = u32();
    int text = range(length);
    handles.budget.charge(HostBudget.LEAF + length);
    try {
      add(idents.ident(memory, text, length, span));
    } catch (IllegalArgumentException e) {
      throw fault(e.getMessage(), text);
    }
  }

  private void punct() {
    handles.budget.charge(HostBudget.LEAF);
    int offset = at;
    int character = u32();
    int spacing = u8();
    Span span = span();
    if (!Punct.isPunctuation(character)) {
      throw fault("U+" + Integer.toHexString(character) + " is no punctuation character", offset);
    }
    if (spacing > 1) {
      throw fault("spacing " + spacing + ", expected 0 or 1", offset + 4);
    }
    add(Punct.of((char) character, spacing == 1 ? Spacing.JOINT : Spacing.ALONE, span));
  }

  private void literal() {
    handles.budget.charge(HostBudget.LEAF);
    Span span = span();
    int form = u8();
    if (form == 1) {
      Literal literal = handles.literals.get(u32());
      add(span.equals(literal.span()) ? literal : literal.withSpan(span));
    } else if (form == 0) {
      int length = u32();
      int text = range(length);
      handles.budget.charge(2L * length);
      String decoded = Utf8.decode(memory, text, length);
      if (decoded == null) {
        throw fault("a literal's text is not UTF-8", text);
      }
      try {
        addMade(Literal.of(decoded, span));
      } catch (IllegalArgumentException e) {
        throw fault(e.getMessage(), text);
      }
    } else {
      throw fault("literal form " + form + ", expected 0 or 1", at - 1);
    }
  }

  /** A literal that the guest made; as in rustc, a negative number is two tokens. */
  private void addMade(Literal literal) {
    String text = literal.text();
    if (text.charAt(0) == '-') {
      add(Punct.of('-', Spacing.ALONE, literal.span()));
      add(Literal.trusted(text.substring(1), literal.span()));
    } else {
      add(literal);
    }
  }

  private void add(TokenTree tree) {
    if (count == trees.length) {
      trees = Arrays.copyOf(trees, count * 2);
    }
    trees[count++] = tree;
  }

  private Span span() {
    return handles.span(u32());
  }

  private int u8() {
    if (at >= end) {
      throw fault("the bytes end inside a token", end);
    }
    return memory[at++] & 0xff;
  }

  private int u32() {
    if (end - at < 4) {
      throw fault("the bytes end inside a token", end);
    }
    byte[] bytes = memory;
    int value =
        (bytes[at] & 0xff)
            | (bytes[at + 1] & 0xff) << 8
            | (bytes[at + 2] & 0xff) << 16
            | bytes[at + 3] << 24;
    at += 4;
    return value;
  }

  /** Moves over a text of a length and gives its offset. */
  private int range(int length) {
    if (length < 0 || length > end - at) {
      throw fault(
          "a text of " + Integer.toUnsignedString(length) + " bytes, " + (end - at) + " are left",
          at - 4);
    }
    int offset = at;
    at += length;
    return offset;
  }

  private GuestFault fault(String detail, int offset) {
    return GuestFault.badOutput("token bytes, offset " + (offset - start) + ": " + detail);
  }

  /** Drops references, and room that one very large stream made. */
  private void release() {
    if (trees.length > 1 << 16 || openings.length > 1 << 12) {
      trees = new TokenTree[256];
      openings = new int[16];
      delimiters = new Delimiter[16];
      spans = new Span[16];
    } else {
      int used = trees.length;
      while (used > 0 && trees[used - 1] == null) {
        used--;
      }
      Arrays.fill(trees, 0, used, null);
    }
  }
}
