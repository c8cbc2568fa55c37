package dev.pithos.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pithos.macro.MacroException.Reason;
import dev.pithos.runtime.Trap;
import dev.pithos.runtime.TrapKind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expansions against a guest written in Java: limits, failures, purity, threads. */
class MacroLibraryTest {
  private static final TokenStream ITEM = TokenStream.parse("struct S { a: u8 }");
  private static final ExpansionOptions OPTIONS =
      ExpansionOptions.defaults().withDeadline(Duration.ofSeconds(60));
  private static final ExpansionOptions SHORT = OPTIONS.withDeadline(Duration.ofMillis(300));

  private final MacroLibrary library = MacroLibrary.of(JavaGuest.of(macros()));

  private static Map<String, JavaGuest.Code> macros() {
    Map<String, JavaGuest.Code> macros = new LinkedHashMap<>();
    macros.put("derive:Echo:echo:helper,other", (guest, item, none) -> item);
    macros.put("attr:args:args", (guest, args, item) -> args);
    macros.put(
        "bang:panics:panics", (guest, item, none) -> guest.panic("no \"S\" \u00e9\n at all"));
    macros.put("bang:traps:traps", (guest, item, none) -> trap());
    macros.put("bang:loops:loops", (guest, item, none) -> loop(guest));
    macros.put("bang:recurses:recurses", (guest, item, none) -> recurse(guest, 1 << 30));
    macros.put("bang:deep:deep", (guest, item, none) -> item + 0 * recurse(guest, 100_000));
    macros.put("bang:counts:counts", (guest, item, none) -> count(guest));
    macros.put("bang:nests:nests", (guest, item, none) -> nest(guest));
    macros.put("bang:thread:thread", (guest, item, none) -> guest.parse(threadName()));
    macros.put("bang:grows:grows", (guest, item, none) -> grow(guest));
    macros.put("bang:hoards:hoards", (guest, item, none) -> hoard(guest));
    macros.put("bang:bad_handle:bad_handle", (guest, item, none) -> 12_345);
    macros.put(
        "bang:bad_range:bad_range", (guest, item, none) -> guest.host(JavaGuest.PARSE, -1, 2));
    macros.put(
        "bang:huge_range:huge_range",
        (guest, item, none) -> guest.host(JavaGuest.STRING_NEW, 0, -1));
    macros.put("bang:bad_text:bad_text", (guest, item, none) -> guest.parse("a ) b"));
    macros.put(
        "bang:bad_bytes:bad_bytes", (guest, item, none) -> guest.host(JavaGuest.DESERIALIZE, 0, 5));
    macros.put("bang:bad_utf8:bad_utf8", (guest, item, none) -> badUtf8(guest));
    return macros;
  }

  private static int trap() {
    throw new Trap(TrapKind.INTEGER_DIVIDE_BY_ZERO);
  }

  private static int loop(JavaGuest.Guest guest) {
    while (true) {
      guest.poll();
    }
  }

  private static int recurse(JavaGuest.Guest guest, int depth) {
    return depth == 0 ? 0 : recurse(guest, depth - 1) + 1;
  }

  private static int count(JavaGuest.Guest guest) {
    return guest.parse("" + ++guest.bytes()[0]);
  }

  private static String threadName() {
    return Thread.currentThread().getName().replace('-', '_');
  }

  /** Expands with another library meanwhile. */
  private static int nest(JavaGuest.Guest guest) {
    MacroLibrary inner =
        MacroLibrary.of(
            JavaGuest.of(Map.of("bang:thread:thread", macros().get("bang:thread:thread"))));
    return guest.parse(inner.expand(0, null, ITEM, OPTIONS).toString());
  }

  private static int grow(JavaGuest.Guest guest) {
    while (guest.grow(16)) {
      guest.poll();
    }
    throw new Trap(TrapKind.UNREACHABLE);
  }

  private static int hoard(JavaGuest.Guest guest) {
    while (true) {
      guest.host(JavaGuest.STRING_NEW, 0, 65_536);
    }
  }

  private static int badUtf8(JavaGuest.Guest guest) {
    guest.bytes()[0] = (byte) 0xff;
    int handle = guest.host(JavaGuest.PARSE, 0, 1);
    return handle == -1 ? guest.parse("refused") : handle;
  }

  private TokenStream expand(String name, ExpansionOptions options) {
    MacroSlot slot =
        library.slots().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    TokenStream args = slot.kind() == MacroKind.ATTR ? TokenStream.parse("a, b") : null;
    return library.expand(slot.index(), args, ITEM, options);
  }

  private MacroException fails(String name, ExpansionOptions options) {
    MacroException e = assertThrows(MacroException.class, () -> expand(name, options));
    assertEquals(ITEM, expand("Echo", OPTIONS), "the library works on after " + name);
    return e;
  }

  @Test
  void expandsEachKind() {
    assertEquals(ITEM, expand("Echo", OPTIONS));
    assertEquals(TokenStream.parse("a, b"), expand("args", OPTIONS));
    assertEquals(TokenStream.parse("refused"), expand("bad_utf8", OPTIONS));
    MacroSlot echo = library.find(MacroKind.DERIVE, "Echo");
    assertEquals(List.of("helper", "other"), echo.helpers());
    assertEquals("slot_0_derive", echo.methodName());
  }

  /** As bytes: a group's tag and delimiter, spans, its end and the stream's. */
  @ParameterizedTest
  @CsvSource({"watt-0.4, 8", "watt-0.5, 16"})
  void aGuestGetsAndSendsStreamsOfItsVersion(String version, int bytes) {
    JavaGuest.Code echo =
        (guest, item, none) -> {
          int encoded = guest.host(JavaGuest.SERIALIZE, item);
          assertEquals(bytes, guest.host(JavaGuest.BYTES_LEN, encoded));
          return item;
        };
    JavaGuest module = JavaGuest.of(Map.of("bang:echo:echo", echo), version);
    MacroLibrary library = MacroLibrary.of(module);
    assertEquals(version, library.abi().name());
    TokenStream item = TokenStream.parse("()");
    assertEquals(item, library.expand(0, null, item, OPTIONS));
  }

  /**
   * A guest without contexts makes room by a stream of names that it hands back; one that cannot
   * starts without.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aGuestMakesRoomBeforeItsFirstExpansion(boolean able) {
    List<String> crossings = new ArrayList<>();
    JavaGuest.Code crossing =
        (guest, stream, out) -> {
          int encoded = guest.host(JavaGuest.SERIALIZE, stream);
          int length = guest.host(JavaGuest.BYTES_LEN, encoded);
          crossings.add((out == 0 ? "in " : "out ") + length);
          if (length > 1000 && !able) {
            guest.panic("no room");
          }
          if (out == 0) {
            return stream;
          }
          guest.host(JavaGuest.BYTES_READ, encoded, 0);
          return guest.host(JavaGuest.DESERIALIZE, 0, length);
        };
    JavaGuest module =
        JavaGuest.of(Map.of("bang:echo:echo", (guest, item, none) -> item)).withCrossing(crossing);
    MacroLibrary library = MacroLibrary.of(module);
    TokenStream item = TokenStream.parse("name");
    assertEquals(item, library.expand(0, null, item, OPTIONS));
    assertEquals(item, library.expand(0, null, item, OPTIONS));
    int room = (Reserve.of(null, item, OPTIONS) >> 6) * 16 + 1;
    List<String> expected = new ArrayList<>(List.of("in " + room));
    if (able) {
      expected.add("out " + room);
    }
    for (int i = 0; i < 2; i++) {
      expected.addAll(List.of("in 14", "out 14"));
    }
    assertEquals(expected, crossings);
  }

  @Test
  void aPanicKeepsItsMessage() {
    MacroException e = fails("panics", OPTIONS);
    assertEquals(Reason.PANIC, e.reason());
    assertEquals("no \"S\" \u00e9\n at all", e.detail());
    assertTrue(e.getMessage().startsWith("bang panics panicked: no \"S\""), e.getMessage());
  }

  @Test
  void aTrapSaysItsKind() {
    MacroException e = fails("traps", OPTIONS);
    assertEquals(Reason.TRAP, e.reason());
    assertEquals("integer divide by zero", e.detail());
  }

  @Test
  void aDeadlineStopsAGuest() {
    long start = System.nanoTime();
    MacroException e = fails("loops", SHORT);
    long millis = (System.nanoTime() - start) / 1_000_000;
    assertEquals(Reason.DEADLINE, e.reason());
    assertTrue(millis >= 300 && millis < 10_000, millis + " ms");
  }

  @Test
  void guestsHaveDeepStacksWhateverTheCallersStack() throws InterruptedException {
    List<TokenStream> results = new ArrayList<>();
    Thread small =
        new Thread(null, () -> results.add(expand("deep", OPTIONS)), "small stack", 160 * 1024);
    small.start();
    small.join();
    assertEquals(List.of(ITEM), results);
    MacroException e = fails("recurses", OPTIONS);
    assertEquals(Reason.TRAP, e.reason());
    assertTrue(e.detail().startsWith("call stack exhausted"), e.detail());
  }

  @Test
  void anExpansionThreadRunsGuestsItself() throws Exception {
    assertEquals("pithos_guest", expand("thread", OPTIONS).toString());
    String own = Thread.currentThread().getName().replaceAll("[^A-Za-z0-9]", "_") + "_expander";
    Thread.currentThread().setName(Thread.currentThread().getName().replaceAll("\\W", "_"));
    assertEquals(own, ExpansionThread.call(() -> expand("thread", OPTIONS)).toString());
    assertEquals(own, ExpansionThread.call(() -> expand("nests", OPTIONS)).toString());
    assertEquals(
        own,
        ExpansionThread.call(() -> ExpansionThread.call(() -> expand("thread", OPTIONS)))
            .toString());
  }

  @Test
  void limitsHoldOnAnExpansionThread() throws Exception {
    ExpansionThread.call(
        () -> {
          assertEquals(Reason.DEADLINE, fails("loops", SHORT).reason());
          assertEquals(ITEM, expand("deep", OPTIONS));
          assertTrue(fails("recurses", OPTIONS).detail().startsWith("call stack exhausted"));
          assertEquals(Reason.DEADLINE, fails("loops", SHORT).reason());
          return null;
        });
  }

  @Test
  void anExpansionThreadHandsOnWhatATaskThrows() {
    assertThrows(
        IOException.class,
        () ->
            ExpansionThread.call(
                () -> {
                  throw new IOException("of the task");
                }));
    assertThrows(
        AssertionError.class,
        () ->
            ExpansionThread.call(
                () -> {
                  throw new AssertionError("of the task");
                }));
  }

  @Test
  void memoryIsLimited() {
    MacroException e = fails("grows", OPTIONS.withMemoryLimit(8 << 20));
    assertEquals(Reason.MEMORY, e.reason());
    assertTrue(e.detail().contains("8388608"), e.detail());
    assertEquals(Reason.MEMORY, fails("hoards", OPTIONS.withMemoryLimit(8 << 20)).reason());
    MacroException small =
        assertThrows(MacroException.class, () -> expand("Echo", OPTIONS.withMemoryLimit(1 << 10)));
    assertEquals(Reason.MEMORY, small.reason());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bad_handle", "bad_range", "huge_range", "bad_text", "bad_bytes"})
  void aGuestThatBreaksTheAbiFails(String name) {
    MacroException e = fails(name, OPTIONS);
    assertEquals(Reason.BAD_OUTPUT, e.reason());
    assertFalse(e.detail().isEmpty());
  }

  @Test
  void anExpansionSeesNothingOfOthersUnlessReuseIsAsked() {
    for (int i = 0; i < 3; i++) {
      assertEquals("1", expand("counts", OPTIONS).toString());
    }
    for (int i = 1; i <= 3; i++) {
      assertEquals("" + i, expand("counts", OPTIONS.withReuse(true)).toString());
    }
    assertEquals("1", expand("counts", OPTIONS).toString());
  }

  @Test
  void eightThreadsExpandAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<?>> all = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      int number = t;
      all.add(
          threads.submit(
              () -> {
                for (int i = 0; i < 500; i++) {
                  assertEquals("1", expand("counts", OPTIONS).toString());
                  TokenStream item = TokenStream.parse("t" + number + " " + i);
                  assertEquals(item, library.expand(0, null, item));
                  if (i % 100 == number) {
                    assertThrows(MacroException.class, () -> expand("panics", OPTIONS));
                  }
                }
              }));
    }
    for (Future<?> one : all) {
      one.get();
    }
    threads.shutdown();
  }

  @Test
  void keepsTheCallersInterruption() {
    Thread.currentThread().interrupt();
    assertEquals(ITEM, expand("Echo", OPTIONS));
    assertThrows(
        MacroException.class, () -> expand("loops", OPTIONS.withDeadline(Duration.ofMillis(30))));
    assertTrue(Thread.interrupted());
  }

  @Test
  void showsTheFirstOfManySlots() {
    Map<String, JavaGuest.Code> many = new LinkedHashMap<>();
    for (int i = 0; i < 300; i++) {
      many.put("bang:m" + i + ":m" + i, (guest, item, none) -> item);
    }
    MacroLibrary macros = MacroLibrary.of(JavaGuest.of(many));
    MacroException e =
        assertThrows(MacroException.class, () -> macros.find(MacroKind.BANG, "none"));
    assertTrue(e.getMessage().endsWith(", bang m19 and 280 more"), e.getMessage());
  }

  @Test
  void saysWhichSlotsThereAre() {
    MacroException e =
        assertThrows(MacroException.class, () -> library.find(MacroKind.ATTR, "Echo"));
    assertEquals(Reason.NO_SUCH_SLOT, e.reason());
    assertTrue(
        e.getMessage().startsWith("attr Echo does not exist: the library has derive Echo, attr"),
        e.getMessage());
    e = assertThrows(MacroException.class, () -> library.expand(99, null, ITEM));
    assertTrue(
        e.getMessage().startsWith("slot 99 does not exist: the library has 0 derive Echo, 1 attr"),
        e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> library.expand(1, null, ITEM));
    assertThrows(IllegalArgumentException.class, () -> library.expand(0, ITEM, ITEM));
  }
}
