package dev.pithos.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tokens as words: what guests that take contexts write for punctuation and for what they repeat.
 */
class WattWordsTest {
  private static final int CALL_SITE = -1;
  private static final int MIXED_SITE = -2;
  private static final int WORD = 6;
  private static final int JOINT = 1 << 7;

  private final WattHandles handles = new WattHandles(true);
  private final WattDecoder decoder = new WattDecoder(handles);
  private ByteWriter out;

  @BeforeEach
  void begin() {
    handles.reset(1 << 24);
    assertEquals(0, handles.handle(Span.of("data")));
    out = new ByteWriter();
    for (int reports = 0; reports < 4; reports++) {
      out.u32(0);
    }
  }

  private void word(int number, int span) {
    out.u32(WORD | number << 8);
    out.u32(span);
  }

  private void again(int name, int span) {
    word(256 + name, span);
  }

  private void ident(String text, int span) {
    out.u8(WattEncoder.IDENT);
    out.u32(span);
    out.text(text);
  }

  private void literal(String text) {
    out.u8(WattEncoder.LITERAL);
    out.u32(CALL_SITE);
    out.u8(0);
    out.text(text);
  }

  private TokenStream decode() {
    byte[] bytes = out.bytes();
    return decoder.decode(bytes, 0, bytes.length, ExpansionHost.NONE);
  }

  private TokenStream end() {
    out.u8(WattEncoder.END);
    return decode();
  }

  private void fails(String message) {
    GuestFault fault = assertThrows(GuestFault.class, this::end);
    assertTrue(fault.getMessage().contains(message), fault.getMessage());
  }

  @Test
  void punctuation() {
    word('+' | JOINT, CALL_SITE);
    word('=', 0);
    word('\'' | JOINT, MIXED_SITE);
    TokenStream expected =
        TokenStream.of(
            Punct.of('+', Spacing.JOINT),
            Punct.of('=', Spacing.ALONE, Span.of("data")),
            Punct.of('\'', Spacing.JOINT, Span.mixedSite()));
    assertTrue(end().equalsWithSpans(expected));
  }

  @Test
  void namesAndLiteralsAreCountedTogetherAndComeAtAnySpan() {
    ident("first", 0);
    literal("\"text\"");
    out.u8(WattEncoder.GROUP);
    out.u8(1);
    out.u32(CALL_SITE);
    ident("second", CALL_SITE);
    again(0, CALL_SITE);
    out.u8(WattEncoder.END);
    again(1, MIXED_SITE);
    again(2, 0);
    again(1, CALL_SITE);
    Span data = Span.of("data");
    TokenStream group = TokenStream.of(Ident.of("second"), Ident.of("first"));
    TokenStream expected =
        TokenStream.of(
            Ident.of("first", data),
            Literal.of("\"text\""),
            Group.of(Delimiter.BRACE, group),
            Literal.of("\"text\"", Span.mixedSite()),
            Ident.of("second", data),
            Literal.of("\"text\""));
    assertTrue(end().equalsWithSpans(expected));
  }

  @Test
  void negativeLiteralsHaveNoNumber() {
    literal("-1");
    ident("name", CALL_SITE);
    again(0, CALL_SITE);
    assertEquals(TokenStream.parse("-1 name name"), end());
  }

  @Test
  void numbersStayUntilTheGuestGoesBack() {
    ident("first", CALL_SITE);
    assertEquals(TokenStream.parse("first"), end());
    int state = decoder.numbers();
    begin();
    again(0, MIXED_SITE);
    literal("2");
    assertEquals(TokenStream.parse("first 2"), end());
    begin();
    again(1, CALL_SITE);
    again(0, CALL_SITE);
    assertEquals(TokenStream.parse("2 first"), end());
    decoder.forget(state);
    begin();
    again(1, CALL_SITE);
    fails("number 1 of names and literals, of which came 1");
    begin();
    ident("other", CALL_SITE);
    again(1, CALL_SITE);
    again(0, CALL_SITE);
    assertEquals(TokenStream.parse("other other first"), end());
  }

  @Test
  void longTextsHaveNoNumber() {
    String longest = "n".repeat(64);
    ident(longest + "n", CALL_SITE);
    ident(longest, CALL_SITE);
    literal('"' + longest + '"');
    literal("1");
    again(1, CALL_SITE);
    again(0, CALL_SITE);
    String text = longest + "n " + longest + " \"" + longest + "\" 1 1 " + longest;
    assertEquals(TokenStream.parse(text), end());
  }

  @Test
  void numbersEnd() {
    int many = (1 << 16) - 256;
    for (int i = 0; i < many; i++) {
      ident("n" + i, CALL_SITE);
    }
    ident("without", CALL_SITE);
    again(many - 1, CALL_SITE);
    TokenStream stream = end();
    assertEquals(Ident.of("n" + (many - 1)), stream.get(many + 1));
    begin();
    again(many, CALL_SITE);
    fails("of which came " + many);
  }

  @Test
  void manyNamesAndTokens() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      String name = "name" + i;
      ident(name, CALL_SITE);
      word(',', CALL_SITE);
      again(i / 2, CALL_SITE);
      text.append(name).append(", name").append(i / 2).append(' ');
    }
    TokenStream stream = end();
    assertEquals(TokenStream.parse(text.toString()), stream);
    assertSame(stream.get(0), stream.get(2), "what is the same is one object");
  }

  @Test
  void saysWhatIsWrong() {
    word('a', CALL_SITE);
    fails("offset 16: number 97 is of no punctuation");
    begin();
    word('a' | JOINT, CALL_SITE);
    fails("number 225 is of no punctuation");
    begin();
    ident("a", CALL_SITE);
    again(1, CALL_SITE);
    fails("number 1 of names and literals, of which came 1");
    begin();
    word('+', 9);
    fails("handle 9 of a span");
    begin();
    out.u8(7);
    fails("token tag 7, expected 0 to 6");
    begin();
    out.u32(WORD | '+' << 8);
    out.u8(-1);
    GuestFault fault = assertThrows(GuestFault.class, this::decode);
    assertTrue(fault.getMessage().contains("the bytes end inside a token"), fault.getMessage());
  }

  @Test
  void guestsWithoutContextsHaveNone() {
    byte[] bytes = {WORD, '+', 0, 0, -1, -1, -1, -1, 0};
    WattDecoder plain = new WattDecoder(new WattHandles(false));
    GuestFault fault =
        assertThrows(
            GuestFault.class, () -> plain.decode(bytes, 0, bytes.length, ExpansionHost.NONE));
    assertTrue(fault.getMessage().contains("token tag 6, expected 0 to 4"), fault.getMessage());
  }

  @Test
  void theBudgetCounts() {
    ident("a", CALL_SITE);
    for (int i = 0; i < 1_000; i++) {
      again(0, CALL_SITE);
    }
    handles.reset(1_000L * HostBudget.LEAF);
    GuestFault fault = assertThrows(GuestFault.class, this::end);
    assertEquals(MacroException.Reason.MEMORY, fault.reason());
  }

  @Test
  void nothingButFaultsForDamage() {
    ident("first", 0);
    literal("1");
    for (int i = 0; i < 20; i++) {
      word(',', i % 2 - 1);
      again(i % 2, CALL_SITE);
    }
    out.u8(WattEncoder.END);
    byte[] bytes = out.bytes();
    Random random = new Random(1);
    int faults = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = Arrays.copyOf(bytes, bytes.length - random.nextInt(2) * random.nextInt(30));
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      handles.reset(1 << 20);
      handles.handle(Span.of("data"));
      try {
        TokenStream unused = decoder.decode(damaged, 0, damaged.length, ExpansionHost.NONE);
      } catch (GuestFault fault) {
        faults++;
      }
    }
    assertTrue(faults > 1_000 && faults < 20_000, "faults: " + faults);
  }
}
