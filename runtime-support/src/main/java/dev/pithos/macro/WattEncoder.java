package dev.pithos.macro;

/**
 * Writes a stream in Watt's byte format, host to guest: groups carry three spans, or in {@link
 * WattVersion#V0_4} one, literals are handles. For a guest that takes contexts, the tables of
 * {@link SpanTable} come first, and each tree's byte says what its text looked like. Keeps its
 * buffers from one stream to the next.
 */
final class WattEncoder {
  static final byte END = 0;
  static final byte GROUP = 1;
  static final byte IDENT = 2;
  static final byte PUNCT = 3;
  static final byte LITERAL = 4;

  /** By the guest's number of each; {@link #delimiter} gives that. */
  static final Delimiter[] DELIMITERS = {
    Delimiter.PARENTHESIS, Delimiter.BRACE, Delimiter.BRACKET, Delimiter.NONE
  };

  /** Where {@link TokenStream#adjacency} stands in a tree's byte. */
  private static final int ADJACENCY_SHIFT = 4;

  private final WattHandles handles;
  private final boolean delimiterSpans;
  private final ByteWriter out = new ByteWriter();
  private final ByteWriter tables = new ByteWriter();

  WattEncoder(WattHandles handles, WattVersion version) {
    this.handles = handles;
    this.delimiterSpans = version.delimiterSpans;
  }

  /** The stream's bytes, charged to the budget. */
  byte[] encode(TokenStream stream) {
    out.reset();
    boolean placed = handles.spanTable != null;
    TokenWalk walk = new TokenWalk(stream);
    while (true) {
      TokenTree tree = walk.next();
      if (tree == null) {
        out.u8(END);
        if (walk.closed() == null) {
          break;
        }
      } else {
        tree(tree, placed ? walk.adjacency() << ADJACENCY_SHIFT : 0);
      }
    }
    if (!placed) {
      handles.budget.charge(out.size());
      return out.bytes();
    }
    tables.reset();
    handles.spanTable.writeNew(tables);
    handles.budget.charge(tables.size() + out.size());
    return tables.bytesBefore(out);
  }

  private void tree(TokenTree tree, int adjacency) {
    if (tree instanceof Ident ident) {
      out.u8(IDENT | adjacency);
      out.u32(handles.handle(ident.span()));
      out.text(ident.text());
    } else if (tree instanceof Punct punct) {
      out.u8(PUNCT | adjacency);
      out.u32(punct.character());
      out.u8(punct.spacing() == Spacing.JOINT ? 1 : 0);
      out.u32(handles.handle(punct.span()));
    } else if (tree instanceof Literal literal) {
      out.u8(LITERAL | adjacency);
      out.u32(handles.handle(literal.span()));
      out.u8(1);
      out.u32(handles.literals.add(literal));
    } else {
      Group group = (Group) tree;
      out.u8(GROUP | adjacency);
      out.u8(delimiter(group.delimiter()));
      out.u32(handles.handle(group.span()));
      if (delimiterSpans) {
        out.u32(handles.handle(group.spanOpen()));
        out.u32(handles.handle(group.spanClose()));
      }
    }
  }

  private static int delimiter(Delimiter delimiter) {
    return switch (delimiter) {
      case PARENTHESIS -> 0;
      case BRACE -> 1;
      case BRACKET -> 2;
      case NONE -> 3;
    };
  }
}
