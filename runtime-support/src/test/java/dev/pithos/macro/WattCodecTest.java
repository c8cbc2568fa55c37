package dev.pithos.macro;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Watt's byte format in both directions, and what bad bytes lead to. */
class WattCodecTest {
  private static final String ITEM =
      "#[a(b = \"c\")] pub struct P<'a, T: X> where T: 'a { r#x: &'a [u8; 0x1f], y: (T, -1.5) }"
          + " \u00e9 + += /// doc";

  private final WattHandles handles = new WattHandles(false);
  private final WattDecoder decoder = new WattDecoder(handles);

  WattCodecTest() {
    handles.reset(1 << 24);
  }

  @Test
  void encodesAsDocumented() {
    Span place = Span.of("place");
    TokenStream stream =
        TokenStream.of(
            Ident.of("ab"),
            Punct.of('+', Spacing.JOINT),
            Group.of(Delimiter.BRACE, TokenStream.of(Literal.of("1", place)), place));
    byte[] expected = {
      2, -1, -1, -1, -1, 2, 0, 0, 0, 'a', 'b', //
      3, '+', 0, 0, 0, 1, -1, -1, -1, -1, //
      1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, //
      4, 0, 0, 0, 0, 1, 0, 0, 0, 0, //
      0, 0
    };
    assertArrayEquals(expected, new WattEncoder(handles, WattVersion.V0_5).encode(stream));
    assertEquals("1", handles.literals.get(0).text());
    assertEquals(place, handles.span(0));
  }

  @Test
  void aGroupHasOneSpanInWatt04() {
    SourceText source = new SourceText("a.rs", "(x)");
    TokenStream stream = TokenStream.parse(source, Edition.RUST_2021);
    byte[] expected = {
      1, 0, 0, 0, 0, 0, //
      2, 1, 0, 0, 0, 1, 0, 0, 0, 'x', //
      0, 0
    };
    byte[] bytes = new WattEncoder(handles, WattVersion.V0_4).encode(stream);
    assertArrayEquals(expected, bytes);
    assertEquals(((Group) stream.get(0)).span(), handles.span(0));
    assertEquals(stream, decoder.decode(bytes, 0, bytes.length));
  }

  @Test
  void decodesWhatAGuestSends() {
    TokenStream stream = TokenStream.parse(ITEM);
    byte[] bytes = guestBytes(stream);
    byte[] memory = new byte[bytes.length + 20];
    System.arraycopy(bytes, 0, memory, 7, bytes.length);
    assertEquals(stream, decoder.decode(memory, 7, bytes.length));
    assertEquals(TokenStream.empty(), decoder.decode(new byte[1], 0, 1));
  }

  @Test
  void literalsAndSpansComeBackByHandle() {
    SourceText source = new SourceText("a.rs", "1 \"two\" x");
    TokenStream stream = TokenStream.parse(source, Edition.RUST_2021);
    byte[] bytes = new WattEncoder(handles, WattVersion.V0_5).encode(stream);
    assertTrue(decoder.decode(bytes, 0, bytes.length).equalsWithSpans(stream));
  }

  @Test
  void aNegativeLiteralIsTwoTokensAsInRustc() {
    byte[] bytes = guestBytes(TokenStream.of(Literal.of("-1.5f32")));
    assertEquals(TokenStream.parse("-1.5f32"), decoder.decode(bytes, 0, bytes.length));
  }

  @Test
  void everyTruncationFailsClearly() {
    byte[] bytes = guestBytes(TokenStream.parse(ITEM));
    for (int length = 0; length < bytes.length; length++) {
      int cut = length;
      GuestFault fault =
          assertThrows(GuestFault.class, () -> decoder.decode(bytes, 0, cut), "length " + length);
      assertTrue(fault.getMessage().startsWith("token bytes, offset "), fault.getMessage());
    }
  }

  @Test
  void mutatedBytesGiveTokensOrAFault() {
    byte[] bytes = guestBytes(TokenStream.parse(ITEM));
    Random random = new Random(1);
    int faults = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] mutated = bytes.clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
      }
      handles.reset(1 << 20);
      try {
        TokenStream decoded = decoder.decode(mutated, 0, mutated.length);
        assertEquals(decoded, decoder.decode(guestBytes(decoded), 0, guestBytes(decoded).length));
      } catch (GuestFault fault) {
        faults++;
      }
    }
    assertTrue(faults > 1_000 && faults < 20_000, "faults: " + faults);
  }

  @ParameterizedTest
  @CsvSource({
    "9, token tag 9",
    "1 4 -1 -1 -1 -1, delimiter 4",
    "1 0 5 0 0 0, handle 5 of a span",
    "2 -1 -1 -1 -1 -1 -1 -1 127, 'a text of 2147483647 bytes, 0 are left'",
    "2 -1 -1 -1 -1 -1 -1 -1 -1 97, a text of 4294967295 bytes",
    "2 -1 -1 -1 -1 1 0 0 0 49 0, `1` is not a valid identifier",
    "2 -1 -1 -1 -1 1 0 0 0 -1 0, not UTF-8",
    "3 97 0 0 0 0 -1 -1 -1 -1 0, U+61 is no punctuation",
    "3 43 0 0 1 0 -1 -1 -1 -1 0, U+100002b is no punctuation",
    "3 43 0 0 0 2 -1 -1 -1 -1 0, spacing 2",
    "4 -1 -1 -1 -1 2, literal form 2",
    "4 -1 -1 -1 -1 1 0 0 0 0 0, handle 0 of a literal",
    "4 -1 -1 -1 -1 0 1 0 0 0 97 0, `a` is not a valid literal",
    "0 0, 1 bytes after the end",
  })
  void saysWhatIsWrongWithBytes(String numbers, String message) {
    String[] words = numbers.split(" ");
    byte[] bytes = new byte[words.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = Byte.parseByte(words[i]);
    }
    GuestFault fault = assertThrows(GuestFault.class, () -> decoder.decode(bytes, 0, bytes.length));
    assertTrue(fault.getMessage().contains(message), fault.getMessage());
  }

  @Test
  void deepNestingIsLimitedByTheBudgetAlone() {
    int depth = 200_000;
    byte[] bytes = new byte[depth * 7 + 1];
    for (int i = 0; i < depth; i++) {
      bytes[i * 6] = 1;
      java.util.Arrays.fill(bytes, i * 6 + 2, i * 6 + 6, (byte) -1);
    }
    handles.reset(1L << 30);
    TokenStream stream = decoder.decode(bytes, 0, bytes.length);
    assertEquals(depth * 2, stream.toString().length());
    assertEquals(
        bytes.length + depth * 8, new WattEncoder(handles, WattVersion.V0_5).encode(stream).length);
    handles.reset(1 << 20);
    GuestFault fault = assertThrows(GuestFault.class, () -> decoder.decode(bytes, 0, bytes.length));
    assertEquals(MacroException.Reason.MEMORY, fault.reason());
  }

  /** A stream as a guest sends it: one span a group, literals as text. */
  private static byte[] guestBytes(TokenStream stream) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TokenWalk walk = new TokenWalk(stream);
    while (true) {
      TokenTree tree = walk.next();
      if (tree == null) {
        out.write(0);
        if (walk.closed() == null) {
          return out.toByteArray();
        }
      } else if (tree instanceof Group group) {
        out.write(1);
        out.write(group.delimiter().ordinal());
        u32(out, -1);
      } else if (tree instanceof Ident ident) {
        out.write(2);
        u32(out, -1);
        text(out, ident.text());
      } else if (tree instanceof Punct punct) {
        out.write(3);
        u32(out, punct.character());
        out.write(punct.spacing().ordinal());
        u32(out, -1);
      } else {
        out.write(4);
        u32(out, -1);
        out.write(0);
        text(out, ((Literal) tree).text());
      }
    }
  }

  private static void text(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    u32(out, bytes.length);
    out.writeBytes(bytes);
  }

  private static void u32(ByteArrayOutputStream out, int value) {
    for (int shift = 0; shift < 32; shift += 8) {
      out.write(value >> shift);
    }
  }
}
