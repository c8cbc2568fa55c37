package dev.pithos.macro;

import static dev.pithos.macro.TokenMemory.CALL_SITE;
import static dev.pithos.macro.TokenMemory.MIXED_SITE;
import static dev.pithos.macro.TokenMemory.THREE_SPANS;
import static dev.pithos.macro.TokenMemory.group;
import static dev.pithos.macro.TokenMemory.hostLiteral;
import static dev.pithos.macro.TokenMemory.ident;
import static dev.pithos.macro.TokenMemory.literal;
import static dev.pithos.macro.TokenMemory.punct;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pithos.runtime.support.MemoryAccess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens where a guest that takes contexts has them, and what is no token. */
class GuestTokensTest {
  private static final Span DATA = Span.of("data");

  private final WattHandles handles = new WattHandles(true);
  private final GuestTokens reader = new GuestTokens(handles);
  private TokenMemory memory = new TokenMemory();

  @BeforeEach
  void begin() {
    handles.reset(1 << 24);
    assertEquals(0, handles.handle(DATA));
  }

  private TokenStream read(int[]... tokens) {
    return memory.read(reader, memory.stream(tokens));
  }

  private void fails(String message, int[]... tokens) {
    failsAt(message, memory.stream(tokens));
  }

  private void failsAt(String message, int stream) {
    GuestFault fault = assertThrows(GuestFault.class, () -> memory.read(reader, stream));
    assertTrue(fault.getMessage().contains(message), fault.getMessage());
  }

  @Test
  void nothing() {
    assertSame(TokenStream.empty(), memory.read(reader, 0));
    assertSame(TokenStream.empty(), read());
  }

  @Test
  void punctuation() {
    TokenStream expected =
        TokenStream.of(
            Punct.of('+', Spacing.JOINT),
            Punct.of('=', Spacing.ALONE, DATA),
            Punct.of('\'', Spacing.JOINT, Span.mixedSite()));
    TokenStream read =
        read(
            punct('+', Spacing.JOINT, CALL_SITE),
            punct('=', Spacing.ALONE, 0),
            punct('\'', Spacing.JOINT, MIXED_SITE));
    assertTrue(read.equalsWithSpans(expected));
  }

  @Test
  void namesAndLiteralsAtAnySpan() {
    Literal kept = Literal.of("7", DATA);
    int handle = handles.literals.add(kept);
    int name = memory.symbol("name");
    int text = memory.symbol("\"\u00e9\"");
    TokenStream read =
        read(
            ident(name, 0),
            literal(text, CALL_SITE),
            ident(name, CALL_SITE),
            literal(text, MIXED_SITE),
            hostLiteral(handle, 0),
            hostLiteral(handle, CALL_SITE));
    TokenStream expected =
        TokenStream.of(
            Ident.of("name", DATA),
            Literal.of("\"\u00e9\""),
            Ident.of("name"),
            Literal.of("\"\u00e9\"", Span.mixedSite()),
            kept,
            Literal.of("7"));
    assertTrue(read.equalsWithSpans(expected));
    assertSame(kept, read.get(4));
  }

  @Test
  void groups() {
    int name = memory.symbol("name");
    int[] comma = punct(',', Spacing.ALONE, CALL_SITE);
    int inner = memory.stream(ident(name, CALL_SITE), group(2, 0, 0));
    int spans = memory.words(0, CALL_SITE, MIXED_SITE);
    int three = memory.streamOfGroup(spans, group(1, inner, CALL_SITE), comma);
    int empty = memory.streamOfGroup(spans);
    TokenStream read =
        read(comma, group(0, three, THREE_SPANS), comma, group(3, empty, THREE_SPANS));
    TokenTree name0 = Ident.of("name");
    TokenTree brackets = Group.of(Delimiter.BRACKET, TokenStream.empty(), DATA);
    TokenTree braces = Group.of(Delimiter.BRACE, TokenStream.of(name0, brackets));
    TokenTree comma0 = Punct.of(',', Spacing.ALONE);
    TokenStream expected =
        TokenStream.of(
            comma0,
            new Group(
                Delimiter.PARENTHESIS,
                TokenStream.of(braces, comma0),
                DATA,
                Span.callSite(),
                Span.mixedSite()),
            comma0,
            new Group(
                Delimiter.NONE, TokenStream.empty(), DATA, Span.callSite(), Span.mixedSite()));
    assertTrue(read.equalsWithSpans(expected), read.toString());
  }

  @Test
  void anyDepthAndNumber() {
    int stream = memory.stream();
    StringBuilder expected = new StringBuilder();
    for (int depth = 0; depth < 10_000; depth++) {
      int[] name = ident(memory.symbol("n" + depth), CALL_SITE);
      stream = memory.stream(name, group(0, stream, CALL_SITE), name);
      expected.insert(0, "n" + depth + "(").append(")n").append(depth);
    }
    assertEquals(TokenStream.parse(expected.toString()), memory.read(reader, stream));
    assertSame(TokenStream.empty(), read(), "it can read on");
  }

  @Test
  void whatIsTheSameIsOneObject() {
    int name = memory.symbol("name");
    TokenStream read = read(ident(name, CALL_SITE), ident(name, CALL_SITE));
    assertSame(read.get(0), read.get(1));
    assertSame(read.get(0), read(ident(name, CALL_SITE)).get(0), "in the next stream, too");
  }

  @Test
  void numbersStayUntilTheGuestGoesBack() {
    int first = memory.symbol("first");
    assertEquals(TokenStream.parse("first"), read(ident(first, CALL_SITE)));
    int state = reader.endOfNumbers();
    assertEquals(TokenStream.parse("2"), read(literal(memory.symbol("2"), CALL_SITE)));
    reader.forget(state);
    memory = new TokenMemory();
    first = memory.symbol("first");
    int other = memory.symbol("other");
    assertEquals(
        TokenStream.parse("other first"), read(ident(other, CALL_SITE), ident(first, CALL_SITE)));
  }

  @Test
  void whatHasNoNumberIsReadEachTime() {
    String longest = "n".repeat(64);
    int[] numbered = ident(memory.symbol(longest), CALL_SITE);
    int[] tooLong = ident(memory.symbol(longest + "n"), CALL_SITE);
    int[] without = literal(memory.symbol("1", 0), CALL_SITE);
    TokenStream read = read(numbered, tooLong, without, without, tooLong, numbered);
    String text = longest + ' ' + longest + "n 1 1 " + longest + "n " + longest;
    assertEquals(TokenStream.parse(text), read);
    assertSame(read.get(0), read.get(5));
  }

  @Test
  void numbersEnd() {
    List<int[]> tokens = new ArrayList<>();
    for (int i = 1; i < 1 << 16; i++) {
      tokens.add(ident(memory.symbol("n" + i), CALL_SITE));
    }
    TokenStream read = read(tokens.toArray(new int[0][]));
    assertEquals(Ident.of("n65535"), read.get(65_534));
    int beyond = memory.symbol("beyond");
    fails("numbers of symbols end at 65537, expected 65536 to 65536", ident(beyond, CALL_SITE));
  }

  @Test
  void saysWhatIsWrong() {
    int name = memory.symbol("name");
    fails("punctuation of the bytes 97, 1", punct('a', Spacing.ALONE, CALL_SITE));
    fails("punctuation of the bytes 43, 2", new int[] {2, '+' | 2 << 8, CALL_SITE});
    fails("kind 4, expected 0 to 3", new int[] {4, name, CALL_SITE});
    fails("handle 9 of a span", ident(name, 9));
    fails("handle 1 of a literal", hostLiteral(1, CALL_SITE));
    fails("span 0 of those that the guest made", ident(name, 0x8000_0000));
    fails("a symbol of 16 bytes in a memory of", ident(1 << 20, CALL_SITE));
    fails("tokens at address 4294967292: a symbol of", ident(-4, CALL_SITE));
    fails("a symbol's number 77, numbers end at 2", ident(memory.symbol("x", 77), CALL_SITE));
    fails("identifier", ident(memory.symbol("1", 0), CALL_SITE));
    fails("literal", literal(memory.symbol("x", 0), CALL_SITE));
    fails("a stream of", group(0, 1 << 20, CALL_SITE));
    fails("spans of 4 bytes", group(0, memory.streamOfGroup(1 << 20), THREE_SPANS));
    fails("a stream of", group(0, -16, CALL_SITE));
    int long0 = memory.symbol("long", 0);
    memory.set(long0, -1);
    fails("a symbol's text of 4294967295 bytes", ident(long0, CALL_SITE));
  }

  @Test
  void theAnswerHasItsLength() {
    byte[] answer = new byte[4 * 9 + 1];
    answer[16] = 1; // where numbers end; no reports, no stream
    assertSame(TokenStream.empty(), reader.read(answer, 0, 4 * 9, ExpansionHost.NONE));
    for (int length = 0; length < answer.length; length++) {
      if (length != 4 * 9) {
        int cut = length;
        assertThrows(
            GuestFault.class, () -> reader.read(answer, 0, cut, ExpansionHost.NONE), "" + cut);
      }
    }
    GuestFault fault =
        assertThrows(
            GuestFault.class, () -> reader.read(answer, 0, answer.length, ExpansionHost.NONE));
    assertTrue(
        fault.getMessage().contains("offset 36: 1 bytes after the place of the stream"),
        fault.getMessage());
  }

  @Test
  void textsAreUtf8() {
    int symbol = memory.symbol("\u00e9\u00e9", 0);
    memory.set(symbol, 3);
    fails("a literal's text is not UTF-8", literal(symbol, CALL_SITE));
    fails("an identifier's text is not UTF-8", ident(symbol, CALL_SITE));
  }

  @Test
  void aStreamLongerThanMemoryTakesNone() {
    int stream = memory.stream();
    memory.set(stream, 100_000);
    failsAt("the tokens of a stream of 1200000 bytes in a memory of", stream);
    memory.set(stream, -1);
    GuestFault fault = assertThrows(GuestFault.class, () -> memory.read(reader, stream));
    assertEquals(MacroException.Reason.MEMORY, fault.reason());
  }

  @Test
  void aStreamInItselfEndsWithTheBudget() {
    int stream = memory.stream(group(0, 0, CALL_SITE));
    memory.set(stream - 12 + 4, stream);
    GuestFault fault = assertThrows(GuestFault.class, () -> memory.read(reader, stream));
    assertEquals(MacroException.Reason.MEMORY, fault.reason());
    begin();
    assertSame(TokenStream.empty(), read(), "it can read on");
  }

  @Test
  void theBudgetCounts() {
    int[] name = ident(memory.symbol("a"), CALL_SITE);
    int[][] many = new int[1_000][];
    Arrays.fill(many, name);
    int stream = memory.stream(many);
    handles.reset(1_000L * HostBudget.LEAF);
    GuestFault fault = assertThrows(GuestFault.class, () -> memory.read(reader, stream));
    assertEquals(MacroException.Reason.MEMORY, fault.reason());
  }

  @Test
  void nothingButFaultsForDamage() {
    int name = memory.symbol("first");
    int one = memory.symbol("1");
    List<int[]> tokens = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      tokens.add(punct(',', Spacing.ALONE, i % 2 - 1));
      tokens.add(i % 2 == 0 ? ident(name, CALL_SITE) : literal(one, 0));
    }
    int inner = memory.streamOfGroup(memory.words(0, 0, 0), tokens.toArray(new int[0][]));
    int stream = memory.stream(group(1, inner, THREE_SPANS), group(0, inner, CALL_SITE));
    byte[] whole = memory.bytes();
    Random random = new Random(1);
    int faults = 0;
    for (int i = 0; i < 20_000; i++) {
      handles.reset(1 << 20);
      handles.handle(DATA);
      List<Integer> places = new ArrayList<>();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        int place = 64 + random.nextInt(whole.length - 64) & -4;
        places.add(place);
        memory.set(place, random.nextInt() >> random.nextInt(32));
      }
      try {
        TokenStream unused = memory.read(reader, stream);
      } catch (GuestFault fault) {
        faults++;
      }
      for (int place : places) {
        memory.set(place, MemoryAccess.i32Load(place, whole));
      }
    }
    assertTrue(faults > 1_000 && faults < 20_000, "faults: " + faults);
  }
}
