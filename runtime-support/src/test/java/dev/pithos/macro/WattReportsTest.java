package dev.pithos.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a guest says besides its tokens, well formed and not. */
class WattReportsTest {
  private static final int NONE = -1;
  private static final int CALL_SITE = -1;
  private static final int FIRST_MADE = 0x8000_0000;
  private static final SourceText SOURCE = new SourceText("a.rs", "\u00e9 = \ud83e\udd8a;");

  private final WattHandles handles = new WattHandles(true);
  private final GuestTokens reader = new GuestTokens(handles);
  private final List<String> heard = new ArrayList<>();
  private final ExpansionHost host =
      new ExpansionHost() {
        @Override
        public void diagnostic(Diagnostic diagnostic) {
          heard.add(diagnostic + " " + diagnostic.children());
        }

        @Override
        public void variableRead(String name) {
          heard.add("variable " + name);
        }

        @Override
        public void pathRead(String path) {
          heard.add("path " + path);
        }
      };

  @BeforeEach
  void giveSpans() {
    handles.reset(1 << 20);
    assertEquals(0, handles.handle(Span.in(SOURCE, 0, 1)));
    assertEquals(1, handles.handle(Span.of("data")));
  }

  /** What comes before the place of the tokens, and the span of an identifier there. */
  private record Output(ByteWriter reports, int identSpan) {}

  /** One made span, a message with a child, a variable, a path, and an identifier. */
  private static Output output(int place, int start, int end, int identSpan) {
    ByteWriter out = new ByteWriter();
    out.u32(1);
    out.u32(place);
    out.u32(start);
    out.u32(end);
    out.u32(CALL_SITE);
    out.u32(1);
    message(out, 1, "outer", 1);
    message(out, 3, "inner", 0);
    out.u32(1);
    out.text("HOME");
    out.u32(1);
    out.text("some/file");
    return new Output(out, identSpan);
  }

  private static void message(ByteWriter out, int level, String text, int children) {
    out.u8(level);
    out.text(text);
    out.u32(1);
    out.u32(FIRST_MADE);
    out.u32(children);
  }

  private static ByteWriter writer(byte[] bytes) {
    ByteWriter writer = new ByteWriter();
    for (byte one : bytes) {
      writer.u8(one);
    }
    return writer;
  }

  private TokenStream read(Output output) {
    TokenMemory memory = new TokenMemory();
    int symbol = memory.symbol("word");
    int stream = memory.stream(TokenMemory.ident(symbol, output.identSpan));
    return memory.read(reader, output.reports, stream, host);
  }

  @Test
  void readsSpansInBytes() {
    TokenStream stream = read(output(0, 5, 9, FIRST_MADE));
    Span span = stream.get(0).span();
    assertEquals(new Span.Location(SOURCE, 4, 6), span.location().orElseThrow());
    assertEquals(Span.callSite(), span.hygiene());
    assertEquals(
        List.of(
            "warning: outer (a.rs:1:5) [help: inner (a.rs:1:5)]",
            "variable HOME",
            "path some/file"),
        heard);
  }

  @Test
  void keepsTheHostsValue() {
    Span span = read(output(1, NONE, NONE, FIRST_MADE)).get(0).span();
    assertEquals("data", span.data());
    assertEquals(Span.callSite(), span.hygiene());
  }

  @Test
  void refusesWhatIsNotThere() {
    refuses("span 1 of those that the guest made", output(0, NONE, NONE, FIRST_MADE + 1));
    refuses("handle 2 of a span", output(2, NONE, NONE, CALL_SITE));
    refuses("a span of the bytes 1 to 9", output(0, 1, 9, CALL_SITE)); // within a character
    refuses("a span of the bytes 9 to 5", output(0, 9, 5, CALL_SITE));
    refuses("a span of the bytes 0 to 99", output(0, 0, 99, CALL_SITE));
    refuses("a span of the bytes 0 to 1", output(1, 0, 1, CALL_SITE)); // no text
    assertTrue(heard.isEmpty());
  }

  private void refuses(String what, Output output) {
    GuestFault fault = assertThrows(GuestFault.class, () -> read(output));
    assertTrue(fault.getMessage().contains(what), fault.getMessage());
  }

  @Test
  void nothingButFaultsForDamage() {
    Random random = new Random(7);
    byte[] reports = output(0, 5, 9, FIRST_MADE).reports.bytes();
    int faults = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] damaged = reports.clone();
      for (int change = random.nextInt(3); change >= 0; change--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      giveSpansAgain();
      try {
        TokenStream unused = read(new Output(writer(damaged), FIRST_MADE));
      } catch (GuestFault expected) {
        faults++;
      }
    }
    assertTrue(faults > 10_000, faults + " faults");
  }

  private void giveSpansAgain() {
    heard.clear();
    giveSpans();
  }
}
