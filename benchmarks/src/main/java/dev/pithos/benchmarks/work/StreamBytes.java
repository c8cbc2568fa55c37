package dev.pithos.benchmarks.work;

import dev.pithos.macro.Group;
import dev.pithos.macro.Ident;
import dev.pithos.macro.Literal;
import dev.pithos.macro.Punct;
import dev.pithos.macro.Spacing;
import dev.pithos.macro.TokenStream;
import dev.pithos.macro.TokenTree;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * The byte format in which tokens cross, for tapes: to the guest with every span that of the call
 * site, and from the guest as text. The product has its own, which knows spans.
 */
final class StreamBytes {
  private static final int CALL_SITE = -1;

  /** By what the guest imports from: where a group is; and where its delimiters are, since 0.5. */
  private static final Map<String, Integer> SPANS_OF_GROUPS = Map.of("watt-0.4", 1, "watt-0.5", 3);

  private static final String[] DELIMITERS = {"parenthesis", "brace", "bracket", "none"};

  private StreamBytes() {}

  /**
   * A stream on its way to the guest.
   *
   * @param abi what the guest imports from
   * @param literals its literals get handles in this list
   */
  static byte[] encode(TokenStream stream, String abi, List<String> literals) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(stream, SPANS_OF_GROUPS.get(abi), literals, out);
    return out.toByteArray();
  }

  private static void write(
      TokenStream stream, int groupSpans, List<String> literals, ByteArrayOutputStream out) {
    for (TokenTree tree : stream) {
      if (tree instanceof Group group) {
        out.write(1);
        out.write(group.delimiter().ordinal());
        for (int i = 0; i < groupSpans; i++) {
          put(out, CALL_SITE);
        }
        write(group.stream(), groupSpans, literals, out);
      } else if (tree instanceof Ident ident) {
        out.write(2);
        put(out, CALL_SITE);
        byte[] text = ident.text().getBytes(StandardCharsets.UTF_8);
        put(out, text.length);
        out.writeBytes(text);
      } else if (tree instanceof Punct punct) {
        out.write(3);
        put(out, punct.character());
        out.write(punct.spacing() == Spacing.JOINT ? 1 : 0);
        put(out, CALL_SITE);
      } else {
        out.write(4);
        put(out, CALL_SITE);
        out.write(1);
        put(out, literals.size());
        literals.add(((Literal) tree).text());
      }
    }
    out.write(0);
  }

  private static void put(ByteArrayOutputStream out, int value) {
    for (int shift = 0; shift < 32; shift += 8) {
      out.write(value >> shift);
    }
  }

  static int u32(byte[] bytes, int offset) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(offset);
  }

  /** The tokens of a stream that a guest wrote, in the form of {@link TokenDump}. */
  static String dump(byte[] bytes, List<String> literals) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    TokenDump dump = new TokenDump();
    Deque<Integer> open = new ArrayDeque<>();
    while (true) {
      switch (in.get()) {
        case 0 -> {
          if (open.isEmpty()) {
            return dump.toString();
          }
          open.pop();
          dump.close();
        }
        case 1 -> {
          int delimiter = in.get();
          in.getInt();
          open.push(delimiter);
          dump.open(DELIMITERS[delimiter]);
        }
        case 2 -> {
          in.getInt();
          dump.ident(text(in));
        }
        case 3 -> {
          char character = (char) in.getInt();
          dump.punct(character, in.get() == 1);
          in.getInt();
        }
        default -> {
          in.getInt();
          dump.literal(in.get() == 0 ? text(in) : literals.get(in.getInt()));
        }
      }
    }
  }

  private static String text(ByteBuffer in) {
    byte[] text = new byte[in.getInt()];
    in.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
