package dev.pithos.conformance.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pithos.compiler.CompiledModule;
import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.WasmCompiler;
import dev.pithos.macro.Edition;
import dev.pithos.macro.ExpansionOptions;
import dev.pithos.macro.MacroException;
import dev.pithos.macro.MacroException.Reason;
import dev.pithos.macro.MacroJar;
import dev.pithos.macro.MacroKind;
import dev.pithos.macro.MacroLibrary;
import dev.pithos.macro.MacroSlot;
import dev.pithos.macro.SourceText;
import dev.pithos.macro.TokenStream;
import dev.pithos.macro.TokenTree;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The example macros, which are written in Rust, in every way that a host can call them. */
class ExampleMacrosTest {
  private static final Path EXAMPLES = Path.of("..", "tools", "examples");
  private static final ExpansionOptions OPTIONS =
      ExpansionOptions.defaults().withDeadline(Duration.ofSeconds(60)).withMemoryLimit(32 << 20);
  private static final Map<String, MacroLibrary> LIBRARIES = new ConcurrentHashMap<>();
  private static final String ITEM =
      "/// doc \"text\"\n#[a(b = 'c', r#d)] pub(crate) struct P<'a, T: X<Y = u8>> where T: 'a {"
          + " r#x: &'a [u8; 0x1f_usize], y: (T, 1.5e3, b\"\\xff\", c\"c\", r##\"r\"#\"##) }"
          + " gr\u00fcn += <<= .. ..= -> :: 'l: '\\u{1f98a}' \u00b5 '\u00e9' {} [] ()";

  private static MacroLibrary library(String name) {
    return LIBRARIES.computeIfAbsent(name, key -> MacroLibrary.of(compiled(key).load()));
  }

  private static CompiledModule compiled(String name) {
    return WasmCompiler.compile(wasm(name), options(name));
  }

  private static CompilerOptions options(String name) {
    String className = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    return CompilerOptions.defaults().withPackageName("examples").withClassName(className);
  }

  private static byte[] wasm(String name) {
    try {
      return Files.readAllBytes(EXAMPLES.resolve(name + ".wasm"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** A module whose export for contexts has another name, of the same length. */
  private static byte[] withContextsExportedAs(String export, String name) {
    byte[] module = wasm(name);
    String bytes = new String(module, StandardCharsets.ISO_8859_1);
    byte[] renamed = export.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(renamed, 0, module, bytes.indexOf("pithos_context_v4"), renamed.length);
    return module;
  }

  private static TokenStream expand(
      String module, MacroKind kind, String name, String args, TokenStream item) {
    MacroLibrary library = library(module);
    TokenStream arguments = args == null ? null : TokenStream.parse(args);
    return library.expand(library.find(kind, name).index(), arguments, item, OPTIONS);
  }

  private static MacroException fails(String name) {
    MacroException e =
        assertThrows(
            MacroException.class,
            () -> expand("misbehave", MacroKind.BANG, name, null, TokenStream.parse("in put")));
    assertTrue(e.getMessage().startsWith("bang " + name + " "), e.getMessage());
    return e;
  }

  /** The guest keeps each text once, whatever its length, and finds it among thousands. */
  @Test
  void thousandsOfNamesStayApart() {
    StringBuilder source = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      String name = "ab".repeat(i % 12) + "n" + i;
      source.append(name).append(" \"").append(name).append("\" r#").append(name).append(" 'l ");
    }
    TokenStream item = TokenStream.parse(source.toString());
    assertEquals(item, expand("echo", MacroKind.BANG, "echo_rebuilt", null, item));
  }

  /**
   * Guest and host number the first 65,280 of at most 64 bytes, and know the others by their text.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void moreNamesThanHaveNumbers(boolean reuse) {
    StringBuilder source = new StringBuilder();
    for (int i = 0; i < 66_000; i++) {
      String name = "n" + i;
      source.append(i % 500 == 0 ? name + "_".repeat(60 + i / 500 % 10 - name.length()) : name);
      source.append(' ');
    }
    TokenStream names = TokenStream.parse(source.toString());
    TokenStream item = names.concat(names);
    ExpansionOptions options = OPTIONS.withMemoryLimit(256 << 20).withReuse(reuse);
    MacroLibrary library = library("echo");
    int slot = library.find(MacroKind.BANG, "echo_rebuilt").index();
    for (int i = 0; i < 2; i++) {
      assertEquals(item, library.expand(slot, null, item, options));
    }
  }

  /** Literals cross by number, and each expansion counts anew; the guest remembers their texts. */
  @ParameterizedTest
  @ValueSource(strings = {"pithos_context_v4", "another_export_v3"})
  void aGuestThatKeepsItsStateForgetsTextsOfLiterals(String context) {
    byte[] module = withContextsExportedAs(context, "echo");
    MacroLibrary library = MacroLibrary.of(WasmCompiler.compile(module, options("echo")).load());
    int slot = library.find(MacroKind.BANG, "echo_text").index();
    for (String text : List.of("1 \"a\" 'b'", "\"c\" 2", "'d' 3 b\"e\" -4")) {
      TokenStream item = TokenStream.parse(text);
      assertEquals(item, library.expand(slot, null, item, OPTIONS.withReuse(true)));
    }
  }

  @Test
  void derivesDemoForThePoint() throws IOException {
    TokenStream point = TokenStream.parse(Files.readString(EXAMPLES.resolve("point.rs")));
    TokenStream made = expand("demo", MacroKind.DERIVE, "Demo", null, point);
    assertEquals(
        TokenStream.parse(
            "impl Point { pub const MESSAGE: &'static str ="
                + " \"Hello from WASM! My name is Point.\"; }"),
        made);
  }

  @ParameterizedTest
  @ValueSource(strings = {"echo", "echo_text", "echo_rebuilt"})
  void tokensSurviveTheWayThroughAGuest(String name) {
    TokenStream item = TokenStream.parse(ITEM);
    assertEquals(item, expand("echo", MacroKind.BANG, name, null, item));
  }

  @ParameterizedTest
  @ValueSource(strings = {"echo", "echo_rebuilt"})
  void spansSurviveTheWayThroughAGuest(String name) {
    TokenStream item = TokenStream.parse(new SourceText("item.rs", ITEM), Edition.RUST_2021);
    TokenStream made = expand("echo", MacroKind.BANG, name, null, item);
    assertEquals(item, made);
    for (int i = 0; i < item.size(); i++) {
      assertEquals(item.get(i).span(), made.get(i).span(), item.get(i).toString());
    }
  }

  @Test
  void aMacroChoosesItsSpans() {
    TokenStream item = TokenStream.parse(new SourceText("a.rs", "a 1"), Edition.RUST_2021);
    TokenStream made = expand("literals", MacroKind.BANG, "spans", null, item);
    List<String> spans = new ArrayList<>();
    for (TokenTree tree : made) {
      spans.add(tree.span().toString());
    }
    assertEquals(List.of("a.rs:1:1", "call_site", "a.rs:1:3", "call_site"), spans);
  }

  @ParameterizedTest
  @ValueSource(strings = {"integers", "floats", "quoted", "mixed"})
  void whatMacrosMakeReadsBack(String name) {
    TokenStream made = expand("literals", MacroKind.BANG, name, null, TokenStream.parse("a + 1"));
    assertTrue(made.size() > 7, made.toString());
    if (!name.equals("mixed")) {
      assertEquals(made, TokenStream.parse(made.toString()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"kinds", "harness"})
  void declaresEachKind(String module) {
    List<MacroKind> kinds = library(module).slots().stream().map(MacroSlot::kind).toList();
    assertTrue(
        kinds.containsAll(List.of(MacroKind.DERIVE, MacroKind.ATTR, MacroKind.BANG)),
        kinds.toString());
    String abi = module.equals("harness") ? "rustc-harness-1" : "watt-0.5";
    assertEquals(abi, library(module).abi().name());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kinds | derive | Name | | #[rename = \"R\"] struct S; | impl S { pub const NAME:"
            + " &'static str = \"R\"; }",
        "kinds | attr | with_args | a, b | struct S; | struct S; pub const ARGS: &str = \"a, b\";",
        "kinds | bang | sum | | 1, 2, -5 | -2",
        "harness | derive | Greet | | struct S; | impl S { pub const GREETING: &'static str ="
            + " \"Hello, S!\"; }",
        "harness | derive | Nothing | | struct S; | ",
        "harness | attr | append | x = 1 | struct S; | struct S; x = 1",
        "harness | bang | count | | a (b c) d | 3",
      })
  void expandsEachKind(
      String module, String kind, String name, String args, String item, String expected) {
    MacroKind asked = MacroKind.valueOf(kind.toUpperCase(java.util.Locale.ROOT));
    TokenStream made = expand(module, asked, name, args, TokenStream.parse(item));
    assertEquals(TokenStream.parse(expected == null ? "" : expected), made);
  }

  @Test
  void panicsKeepTheirMessages() {
    MacroException text = fails("panic_text");
    assertEquals(Reason.PANIC, text.reason());
    assertEquals(
        "this macro always panics: \ud83e\udd8a \"quoted\"\nand a second line", text.detail());
    assertTrue(
        text.guestStack().stream().anyMatch(frame -> frame.name().equals("panic_text")),
        text.getMessage());
    assertEquals("no expansion for `in put`", fails("panic_formatted").detail());
    assertEquals(
        "index out of bounds: the len is 2 but the index is 9",
        fails("index_out_of_bounds").detail());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "identifier | a | a",
        "identifier | a b | \"`\\\"a b\\\"` is not a valid identifier\"",
        "frames | a (b) + c | \"the end after 5\"",
      })
  void macrosCatchTheirPanics(String name, String item, String expected) {
    assertEquals(
        TokenStream.parse(expected),
        expand("unwind", MacroKind.BANG, name, null, TokenStream.parse(item)));
  }

  @ParameterizedTest
  @CsvSource({"uncaught, some text, some text", "resumed, text, again: text"})
  void panicsThatNobodyCatchesKeepTheirMessages(String name, String item, String message) {
    MacroException e =
        assertThrows(
            MacroException.class,
            () -> expand("unwind", MacroKind.BANG, name, null, TokenStream.parse(item)));
    assertEquals(Reason.PANIC, e.reason(), e.getMessage());
    assertEquals(message, e.detail());
    assertEquals(
        "a",
        expand("unwind", MacroKind.BANG, "identifier", null, TokenStream.parse("a")).toString());
  }

  @Test
  void otherFailuresSayTheirReason() {
    assertEquals(Reason.TRAP, fails("abort").reason());
    assertEquals(Reason.TRAP, fails("trap").reason());
    assertEquals(Reason.TRAP, fails("recurse_forever").reason());
    assertEquals(Reason.MEMORY, fails("eat_memory").reason());
    MacroException garbage = fails("return_garbage");
    assertEquals(Reason.BAD_OUTPUT, garbage.reason());
    assertTrue(
        garbage.getMessage().contains("address 4294901768: a stream of"), garbage.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"loop_forever", "recurse_exponentially"})
  void endlessMacrosMeetTheirDeadline(String name) {
    MacroLibrary library = library("misbehave");
    MacroSlot slot = library.find(MacroKind.BANG, name);
    ExpansionOptions options = OPTIONS.withDeadline(Duration.ofMillis(300));
    MacroException e =
        assertThrows(
            MacroException.class,
            () -> library.expand(slot.index(), null, TokenStream.empty(), options));
    assertEquals(Reason.DEADLINE, e.reason(), e.getMessage());
  }

  @Test
  void everyExpansionStartsAnewUnlessReuseIsAsked() {
    MacroLibrary library = library("counter");
    for (int i = 1; i <= 3; i++) {
      assertEquals("1", library.expand(0, null, TokenStream.empty(), OPTIONS).toString());
      assertEquals(
          "" + i, library.expand(0, null, TokenStream.empty(), OPTIONS.withReuse(true)).toString());
    }
  }

  /** As much as its tokens need, whatever was expanded before. */
  @Test
  void anExpansionStartsWithMemoryForItsTokens() {
    Random random = new Random(5);
    Map<Integer, Integer> pages = new TreeMap<>();
    for (int run = 0; run < 3; run++) {
      MacroLibrary library = MacroLibrary.of(compiled("counter").load());
      for (int i = 0; i < 50; i++) {
        int tokens = 1 << random.nextInt(13);
        int seen = pages(library, tokens, OPTIONS);
        assertEquals(pages.computeIfAbsent(tokens, any -> seen), seen, tokens + " tokens");
      }
    }
    assertEquals(13, pages.size());
    assertEquals(pages.get(1), pages.get(32), "there is a smallest size");
    assertEquals(pages.get(2048), pages.get(4096), "there is a largest size");
    int kilobytes = (pages.get(512) - pages.get(32)) * 64;
    assertTrue(kilobytes >= 512 && kilobytes <= 1024, kilobytes + " KiB for 480 tokens more");
    MacroLibrary library = library("counter");
    int limited = pages(library, 4096, OPTIONS.withMemoryLimit(2 << 20));
    assertTrue(limited < pages.get(512), "most of a small limit is the macro's");
  }

  /** The size at the start of an expansion of so many tokens. */
  private static int pages(MacroLibrary library, int tokens, ExpansionOptions options) {
    TokenStream input = TokenStream.parse("a ".repeat(tokens));
    int slot = library.find(MacroKind.BANG, "pages").index();
    return Integer.parseInt(library.expand(slot, null, input, options).toString());
  }

  @Test
  void eachOfManySlotsIsAStaticMethodInTheJar(@TempDir Path folder) throws Exception {
    Path path = folder.resolve("many.jar");
    WasmCompiler.compile(wasm("many"), options("many")).writeJar(path);
    try (MacroJar jar = MacroLibrary.open(path)) {
      assertEquals(300, jar.library().slots().size());
      assertEquals("299", jar.library().expand(299, null, TokenStream.empty()).toString());
    }
    URL[] urls = {path.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, MacroLibrary.class.getClassLoader())) {
      assertEquals(1, MacroLibrary.discover(loader).size());
      Object made =
          loader
              .loadClass("examples.ManyMacros")
              .getMethod("slot_150_bang", TokenStream.class)
              .invoke(null, TokenStream.empty());
      assertEquals(TokenStream.parse("150"), made);
    }
  }

  @Test
  void eightThreadsExpandAtOnce() throws Exception {
    MacroLibrary library = library("demo");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<?>> all = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      String name = "S" + t;
      all.add(
          threads.submit(
              () -> {
                TokenStream item = TokenStream.parse("struct " + name + " { a: u8 }");
                for (int i = 0; i < 300; i++) {
                  String made = library.expand(0, null, item, OPTIONS).toString();
                  assertTrue(made.contains("My name is " + name + "."), made);
                }
              }));
    }
    for (Future<?> one : all) {
      one.get();
    }
    threads.shutdown();
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "harness"})
  void aModuleForAnotherVersionSaysSo(String name) {
    byte[] module = withContextsExportedAs("pithos_context_v1", name);
    MacroException e =
        assertThrows(MacroException.class, () -> WasmCompiler.compile(module, options(name)));
    assertEquals(Reason.BAD_LIBRARY, e.reason());
    assertTrue(
        e.getMessage().contains("exports `pithos_context_v1`, this one calls `pithos_context_v4`"),
        e.getMessage());
    assertTrue(e.getMessage().contains("build it again"), e.getMessage());
  }
}
