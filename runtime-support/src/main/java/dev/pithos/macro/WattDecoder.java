package dev.pithos.macro;

import dev.pithos.runtime.support.MemoryAccess;
import java.util.Arrays;

/**
 * Reads a stream in Watt's byte format, guest to host: groups carry one span, literals are text or
 * handles. Groups nest on stacks of this class's own. Guests that take contexts do not write it:
 * {@link GuestTokens}.
 */
final class WattDecoder {
  private static final int PUNCT_BYTES = 10;

  /** Those of an identifier before its text. */
  private static final int IDENT_BYTES = 9;

  private final WattHandles handles;
  private final IdentCache identCache = new IdentCache();
  private final ByteReader in = new ByteReader();

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
    in.reset(bytes, address, length);
    try {
      return stream();
    } finally {
      in.release();
      release();
    }
  }

  private TokenStream stream() {
    count = 0;
    int depth = 0;
    openings[0] = 0;
    while (true) {
      leaves();
      int tag = in.u8();
      switch (tag) {
        case WattEncoder.END -> {
          TokenStream inner = TokenStream.wrap(Arrays.copyOfRange(trees, openings[depth], count));
          count = openings[depth];
          if (depth == 0) {
            if (in.left() != 0) {
              throw in.fault(in.left() + " bytes after the end of the stream", in.at());
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
        default ->
            throw in.fault(
                "token tag " + tag + ", expected 0 to " + WattEncoder.LITERAL, in.at() - 1);
      }
    }
  }

  /**
   * Reads what most streams consist of, as long as it comes: punctuation and short names of the
   * call site. Whatever else there is, and every fault, is left to the other methods. None of these
   * tokens takes memory of its own, so that they are charged together.
   */
  private void leaves() {
    byte[] memory = in.memory();
    int at = in.at();
    int last = at + in.left() - PUNCT_BYTES;
    TokenTree[] made = trees;
    int number = count;
    long charge = 0;
    if (made.getClass() != TokenTree[].class) {
      return; // as in GuestTokens
    }
    while (at <= last && number < made.length) {
      long fields = MemoryAccess.i64Load(at + 1, memory);
      int size = PUNCT_BYTES;
      int length = 0;
      Leaf leaf = null;
      if (memory[at] == WattEncoder.PUNCT) {
        int span = (int) (fields >>> 40) | memory[at + 9] << 24;
        if (span == WattHandles.CALL_SITE) {
          leaf = Punct.known((int) fields, (int) (fields >>> 32) & 0xff);
        }
      } else if (memory[at] == WattEncoder.IDENT && (int) fields == WattHandles.CALL_SITE) {
        length = (int) (fields >>> 32);
        size = IDENT_BYTES + length;
        if (length <= last + PUNCT_BYTES - (at + IDENT_BYTES)) {
          leaf = identCache.known(memory, at + IDENT_BYTES, length);
        }
      }
      if (leaf == null) {
        break;
      }
      made[number++] = leaf;
      at += size;
      charge += HostBudget.LEAF + length;
    }
    count = number;
    in.moveTo(at);
    handles.budget.charge(charge);
  }

  private void open(int depth) {
    handles.budget.charge(HostBudget.GROUP);
    if (depth == openings.length) {
      openings = Arrays.copyOf(openings, depth * 2);
      delimiters = Arrays.copyOf(delimiters, depth * 2);
      spans = Arrays.copyOf(spans, depth * 2);
    }
    int delimiter = in.u8();
    if (delimiter >= WattEncoder.DELIMITERS.length) {
      throw in.fault("delimiter " + delimiter + ", expected 0 to 3", in.at() - 1);
    }
    delimiters[depth] = WattEncoder.DELIMITERS[delimiter];
    spans[depth] = handles.span(in.u32());
    openings[depth] = count;
  }

  private void ident() {
    int fields = in.fields(8);
    int length = in.u32At(fields + 4);
    int text = in.range(length);
    handles.budget.charge(HostBudget.LEAF + length);
    Ident ident;
    try {
      ident = identCache.ident(in.memory(), text, length);
    } catch (IllegalArgumentException e) {
      throw in.fault(e.getMessage(), text);
    }
    add(ident, handles.span(in.u32At(fields)));
  }

  private void punct() {
    handles.budget.charge(HostBudget.LEAF);
    int offset = in.fields(9);
    int character = in.u32At(offset);
    int spacing = in.u8At(offset + 4);
    Span span = handles.span(in.u32At(offset + 5));
    if (!Punct.isPunctuation(character)) {
      throw in.fault(
          "U+" + Integer.toHexString(character) + " is no punctuation character", offset);
    }
    if (spacing > 1) {
      throw in.fault("spacing " + spacing + ", expected 0 or 1", offset + 4);
    }
    add(Punct.of((char) character, spacing == 1 ? Spacing.JOINT : Spacing.ALONE, span));
  }

  private void literal() {
    handles.budget.charge(HostBudget.LEAF);
    int fields = in.fields(5);
    Span span = handles.span(in.u32At(fields));
    int form = in.u8At(fields + 4);
    if (form == 1) {
      Literal literal = handles.literals.get(in.u32());
      add(span.equals(literal.span()) ? literal : literal.withSpan(span));
    } else if (form == 0) {
      int length = in.u32();
      int text = in.range(length);
      handles.budget.charge(2L * length);
      String decoded = Utf8.decode(in.memory(), text, length);
      if (decoded == null) {
        throw in.fault("a literal's text is not UTF-8", text);
      }
      try {
        addMade(Literal.of(decoded), span);
      } catch (IllegalArgumentException e) {
        throw in.fault(e.getMessage(), text);
      }
    } else {
      throw in.fault("literal form " + form + ", expected 0 or 1", in.at() - 1);
    }
  }

  /** A literal that the guest made; as in rustc, a negative number is two tokens. */
  private void addMade(Literal literal, Span span) {
    String text = literal.text();
    if (text.charAt(0) == '-') {
      add(Punct.of('-', Spacing.ALONE, span));
      add(Literal.trusted(text.substring(1), span));
    } else {
      add(literal, span);
    }
  }

  /** Adds a leaf of the call site with a span. */
  private void add(Leaf leaf, Span span) {
    add(span.kind() == Span.Kind.CALL_SITE ? leaf : leaf.withSpan(span));
  }

  private void add(TokenTree tree) {
    if (count == trees.length) {
      trees = Arrays.copyOf(trees, count * 2);
    }
    trees[count++] = tree;
  }

  /** Drops references to trees, and room that one very large stream made. */
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
