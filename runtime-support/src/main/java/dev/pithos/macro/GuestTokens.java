package dev.pithos.macro;

import dev.pithos.runtime.support.MemoryAccess;
import java.util.Arrays;

/**
 * Reads the streams of a guest that takes contexts. Such a guest writes {@link WattReports} and
 * where its stream is; the tokens are read in its memory, as its crate {@code proc_macro} keeps
 * them. Trusts nothing: every fault says at which address it is. Groups nest on a stack of this
 * class's own.
 *
 * <pre>token: kind, word, span. The word of a group is the address of its stream plus a number from
 *   0 to 3 for the delimiter; of punctuation the character and 0 or 1, a byte each; of an
 *   identifier the address of its symbol; of a literal likewise, or twice its handle plus one.
 * symbol: length, two words of the guest's, number or 0, text
 * </pre>
 */
final class GuestTokens {
  private static final int GROUP = 0;
  private static final int IDENT = 1;
  private static final int PUNCT = 2;
  private static final int LITERAL = 3;

  private static final int TOKEN_BYTES = 12;
  private static final int WORD_AT = 4;
  private static final int SPAN_AT = 8;

  private static final int DELIMITER_MASK = 3;

  /** In place of a group's span: its stream has three. */
  private static final int THREE_SPANS = 0xffff_fffc;

  private static final int SYMBOL_BYTES = 16;
  private static final int NUMBER_AT = 12;

  /** Symbols have numbers below, so that a guest that runs long cannot fill the heap. */
  private static final int END_OF_NUMBERS = 1 << 16;

  /** The most bytes of a text that has a number, for the same reason. */
  private static final int LONGEST_NUMBERED = 64;

  /** The depth whose stack is kept from one stream to the next. */
  private static final int MOST_KEPT = 1 << 12;

  private final WattHandles handles;
  private final IdentCache identCache = new IdentCache();
  private final ByteReader in = new ByteReader();
  private final WattReports reports;
  private byte[] memory;

  /** Identifiers and literals of the call site by their symbols' numbers, those that came. */
  private Leaf[] named = new Leaf[256];

  private int endOfNumbers = 1;

  private int tokensAt;
  private int countAt;
  private int spansAt;

  /** For each group around the one being read, its tokens and where they are. */
  private TokenTree[][] outerTrees = new TokenTree[16][];

  private int[] outerPlaces = new int[16];
  private int[] outerAddresses = new int[16];
  private int depth;

  GuestTokens(WattHandles handles) {
    this.handles = handles;
    reports = new WattReports(handles, in);
  }

  /**
   * The stream that a range of memory speaks of; charged to the budget.
   *
   * @param host hears what the guest says besides its tokens
   */
  TokenStream read(byte[] bytes, int address, int length, ExpansionHost host) {
    memory = bytes;
    in.reset(bytes, address, length);
    try {
      reports.read(host);
      endOfNumbers(in.u32());
      tokensAt = in.u32();
      countAt = in.u32();
      spansAt = in.u32();
      int place = in.u32();
      if (in.left() != 0) {
        throw in.fault(in.left() + " bytes after the place of the stream", in.at());
      }
      TokenStream stream = place == 0 ? TokenStream.empty() : stream(place);
      reports.tell(host);
      return stream;
    } finally {
      memory = null;
      in.release();
      release();
    }
  }

  /** What no number of a symbol comes up to. */
  int endOfNumbers() {
    return endOfNumbers;
  }

  /** The guest goes back to a state, in which this was the end of numbers. */
  void forget(int end) {
    Arrays.fill(named, end, endOfNumbers, null);
    endOfNumbers = end;
  }

  private void endOfNumbers(int end) {
    if (end < endOfNumbers || end > END_OF_NUMBERS) {
      throw in.fault(
          "numbers of symbols end at "
              + Integer.toUnsignedString(end)
              + ", expected "
              + endOfNumbers
              + " to "
              + END_OF_NUMBERS,
          in.at() - 4);
    }
    if (end > named.length) {
      int size = Math.max(end, Math.min(2 * named.length, END_OF_NUMBERS));
      handles.budget.charge((long) size * Integer.BYTES);
      named = Arrays.copyOf(named, size);
    }
    endOfNumbers = end;
  }

  private TokenStream stream(int root) {
    TokenTree[] trees = open(root);
    int address = tokens(root);
    int place = 0;
    while (true) {
      place = leaves(trees, place, address);
      if (place < trees.length) {
        int token = address + TOKEN_BYTES * place;
        int kind = word(token);
        int inner = word(token + WORD_AT) & ~DELIMITER_MASK;
        if (kind != GROUP) {
          trees[place++] = leaf(token, kind);
        } else if (inner == 0) {
          trees[place++] = group(token, TokenStream.empty());
        } else {
          push(trees, place, address);
          trees = open(inner);
          address = tokens(inner);
          place = 0;
        }
      } else {
        TokenStream inner = TokenStream.wrap(trees);
        if (depth == 0) {
          return inner;
        }
        depth--;
        trees = outerTrees[depth];
        place = outerPlaces[depth];
        address = outerAddresses[depth];
        trees[place] = group(address + TOKEN_BYTES * place, inner);
        place++;
      }
    }
  }

  /** Room for the trees of a stream, all of which lie in memory. */
  private TokenTree[] open(int stream) {
    int count = checkedWord(stream, countAt, "a stream");
    int tokens = checkedWord(stream, tokensAt, "a stream");
    // Before anything is allocated: streams may seem to be long, and to be in themselves.
    handles.budget.charge(HostBudget.GROUP + HostBudget.LEAF * Integer.toUnsignedLong(count));
    check(tokens, TOKEN_BYTES * Integer.toUnsignedLong(count), "the tokens of a stream");
    return new TokenTree[count];
  }

  /** Where the tokens of a stream are that is open. */
  private int tokens(int stream) {
    return word(stream + tokensAt);
  }

  private void push(TokenTree[] trees, int place, int address) {
    if (depth == outerTrees.length) {
      outerTrees = Arrays.copyOf(outerTrees, 2 * depth);
      outerPlaces = Arrays.copyOf(outerPlaces, 2 * depth);
      outerAddresses = Arrays.copyOf(outerAddresses, 2 * depth);
    }
    outerTrees[depth] = trees;
    outerPlaces[depth] = place;
    outerAddresses[depth] = address;
    depth++;
  }

  /**
   * Reads what most streams consist of, as long as it comes: punctuation, and names and literals
   * that came before, of the call site. Whatever else there is, and every fault, is left to the
   * other methods.
   *
   * @return the place of the first token that was not read
   */
  private int leaves(TokenTree[] trees, int first, int address) {
    byte[] bytes = memory;
    Leaf[] byNumber = named;
    int lastSymbol = bytes.length - SYMBOL_BYTES;
    // Always so; but to the JIT compiler an array of an interface could be one of anything that
    // implements it, and it would look through that at each store.
    if (trees.getClass() != TokenTree[].class) {
      return first;
    }
    int place = first;
    while (place < trees.length) {
      int token = address + TOKEN_BYTES * place;
      int kind = MemoryAccess.i32Load(token, bytes);
      int word = MemoryAccess.i32Load(token + WORD_AT, bytes);
      if (MemoryAccess.i32Load(token + SPAN_AT, bytes) != WattHandles.CALL_SITE) {
        break;
      }
      Leaf leaf;
      if (kind == PUNCT) {
        leaf = punct(word);
      } else {
        boolean hasSymbol = kind == IDENT || (kind == LITERAL && (word & 1) == 0);
        if (!hasSymbol || word < 0 || word > lastSymbol) {
          break;
        }
        int number = MemoryAccess.i32Load(word + NUMBER_AT, bytes);
        if (number < 0 || number >= byNumber.length) {
          break;
        }
        leaf = byNumber[number];
      }
      if (leaf == null) {
        break;
      }
      trees[place++] = leaf;
    }
    return place;
  }

  private Leaf leaf(int token, int kind) {
    int word = word(token + WORD_AT);
    Leaf leaf =
        switch (kind) {
          case IDENT -> symbol(word, true);
          case PUNCT -> punct(word);
          case LITERAL -> (word & 1) == 0 ? symbol(word, false) : handles.literals.get(word >>> 1);
          default -> throw fault("kind " + kind + ", expected 0 to 3", token);
        };
    if (leaf == null) {
      throw fault("punctuation of the bytes " + (word & 0xff) + ", " + (word >>> 8 & 0xff), token);
    }
    Span span = handles.span(word(token + SPAN_AT));
    return span.equals(leaf.span()) ? leaf : leaf.withSpan(span);
  }

  /** Punctuation of the call site; null where there is none. */
  private static Punct punct(int word) {
    return Punct.known(word & 0xff, 1 - (word >>> 8 & 0xff));
  }

  /** An identifier or a literal of the call site. */
  private Leaf symbol(int address, boolean isIdent) {
    check(address, SYMBOL_BYTES, "a symbol");
    int length = word(address);
    int number = word(address + NUMBER_AT);
    if (number < 0 || number >= endOfNumbers) {
      throw fault(
          "a symbol's number "
              + Integer.toUnsignedString(number)
              + ", numbers end at "
              + endOfNumbers,
          address);
    }
    if (named[number] != null) {
      return named[number];
    }
    int text = address + SYMBOL_BYTES;
    check(text, Integer.toUnsignedLong(length), "a symbol's text");
    handles.budget.charge(2L * length);
    Leaf leaf;
    try {
      leaf = isIdent ? identCache.ident(memory, text, length) : literal(text, length);
    } catch (IllegalArgumentException e) {
      throw fault(e.getMessage(), text);
    }
    if (number != 0 && length <= LONGEST_NUMBERED) {
      handles.budget.charge(HostBudget.LEAF);
      named[number] = leaf;
    }
    return leaf;
  }

  private Literal literal(int text, int length) {
    String decoded = Utf8.decode(memory, text, length);
    if (decoded == null) {
      throw fault("a literal's text is not UTF-8", text);
    }
    return Literal.of(decoded);
  }

  private Group group(int token, TokenStream inner) {
    int word = word(token + WORD_AT);
    Delimiter delimiter = WattEncoder.DELIMITERS[word & DELIMITER_MASK];
    int number = word(token + SPAN_AT);
    if (number != THREE_SPANS) {
      return Group.of(delimiter, inner, handles.span(number));
    }
    int spans = checkedWord(word & ~DELIMITER_MASK, spansAt, "a stream");
    Span whole = handles.span(checkedWord(spans, 0, "spans"));
    Span open = handles.span(checkedWord(spans, 4, "spans"));
    Span close = handles.span(checkedWord(spans, 8, "spans"));
    return new Group(delimiter, inner, whole, open, close);
  }

  /** Drops references to trees, and room that one very deep stream made. */
  private void release() {
    if (outerTrees.length > MOST_KEPT) {
      outerTrees = new TokenTree[16][];
      outerPlaces = new int[16];
      outerAddresses = new int[16];
    } else {
      Arrays.fill(outerTrees, null);
    }
    depth = 0;
  }

  /** A word that lies in memory. */
  private int word(int address) {
    return MemoryAccess.i32Load(address, memory);
  }

  private int checkedWord(int address, int offset, String what) {
    check(address, Integer.toUnsignedLong(offset) + Integer.BYTES, what);
    return word(address + offset);
  }

  private void check(int address, long length, String what) {
    if (Integer.toUnsignedLong(address) + length > memory.length) {
      throw fault(what + " of " + length + " bytes in a memory of " + memory.length, address);
    }
  }

  private static GuestFault fault(String detail, int address) {
    return GuestFault.badOutput(
        "tokens at address " + Integer.toUnsignedString(address) + ": " + detail);
  }
}
