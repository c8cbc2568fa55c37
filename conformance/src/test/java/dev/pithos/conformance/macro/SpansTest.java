package dev.pithos.conformance.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.WasmCompiler;
import dev.pithos.conformance.build.Project;
import dev.pithos.macro.Diagnostic;
import dev.pithos.macro.Edition;
import dev.pithos.macro.ExpansionHost;
import dev.pithos.macro.ExpansionOptions;
import dev.pithos.macro.Group;
import dev.pithos.macro.Literal;
import dev.pithos.macro.MacroException;
import dev.pithos.macro.MacroKind;
import dev.pithos.macro.MacroLibrary;
import dev.pithos.macro.SourceText;
import dev.pithos.macro.Span;
import dev.pithos.macro.TokenStream;
import dev.pithos.macro.TokenTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Spans, messages and grants, from the host into a macro and back. */
class SpansTest {
  private static final String TEXT =
      "fn skipped() {} // gr\u00fcn \ud83e\udd8a\nlet  x =\n  \"\u00e9\ud83e\udd8a\" + (y.0);\n";
  private static final SourceText SOURCE = new SourceText(Path.of("src/lib.rs"), TEXT);

  private static MacroLibrary library;

  @BeforeAll
  static void load() throws IOException {
    Path wasm = Project.root().resolve("tools/examples/spans.wasm");
    CompilerOptions options =
        CompilerOptions.defaults().withPackageName("examples").withClassName("Spans");
    library = MacroLibrary.of(WasmCompiler.compile(Files.readAllBytes(wasm), options).load());
  }

  /** Everything that a macro tells its host. */
  private static final class Listener implements ExpansionHost {
    final List<Diagnostic> diagnostics = new ArrayList<>();
    final List<String> variables = new ArrayList<>();
    final List<String> paths = new ArrayList<>();

    @Override
    public Optional<Span.Location> callSite() {
      return Optional.of(new Span.Location(SOURCE, 3, 12));
    }

    @Override
    public Optional<Map<String, String>> environment() {
      return Optional.of(Map.of("SET", "v\u00e4lue"));
    }

    @Override
    public void diagnostic(Diagnostic diagnostic) {
      diagnostics.add(diagnostic);
    }

    @Override
    public void variableRead(String name) {
      variables.add(name);
    }

    @Override
    public void pathRead(String path) {
      paths.add(path);
    }
  }

  private static TokenStream input() {
    return from(TEXT.indexOf("let"));
  }

  /** The tokens of the text from an offset on, with their places in the whole text. */
  private static TokenStream from(int offset) {
    List<TokenTree> trees = new ArrayList<>();
    for (TokenTree tree : TokenStream.parse(SOURCE, Edition.RUST_2021)) {
      if (tree.span().location().orElseThrow().start() >= offset) {
        trees.add(tree);
      }
    }
    return TokenStream.of(trees);
  }

  private static TokenStream expand(String name, TokenStream input) {
    return expand(name, null, input, ExpansionHost.NONE);
  }

  private static TokenStream expand(
      String name, TokenStream args, TokenStream input, ExpansionHost host) {
    MacroKind kind = args == null ? MacroKind.BANG : MacroKind.ATTR;
    return library.expand(
        library.find(kind, name).index(), args, input, ExpansionOptions.defaults().withHost(host));
  }

  /** The texts of the string literals of a stream. */
  private static List<String> strings(TokenStream stream) {
    List<String> strings = new ArrayList<>();
    for (TokenTree tree : stream) {
      if (tree instanceof Literal literal) {
        String body = literal.parts().body();
        strings.add(body.replace("\\\"", "\"").replace("\\\\", "\\").replace("\\n", "\n"));
      }
    }
    return strings;
  }

  private static Span spanOf(String name, TokenStream stream) {
    for (TokenTree tree : stream) {
      if (tree.toString().equals(name)) {
        return tree.span();
      }
    }
    throw new AssertionError("no token `" + name + "` in " + stream);
  }

  @Test
  void linesColumnsAndBytesAreThoseOfTheSource() {
    // Columns count characters, ranges bytes of UTF-8: 3 bytes more than characters in line 1,
    // 4 more in the string, a fox being two UTF-16 units.
    assertEquals(
        List.of(
            "let src/lib.rs=src/lib.rs:2:1-2:4 30..33",
            "x src/lib.rs=src/lib.rs:2:6-2:7 35..36",
            "= src/lib.rs=src/lib.rs:2:8-2:9 37..38",
            "\"\u00e9\ud83e\udd8a\" src/lib.rs=src/lib.rs:3:3-3:7 41..49",
            "+ src/lib.rs=src/lib.rs:3:8-3:9 50..51",
            "y src/lib.rs=src/lib.rs:3:11-3:12 53..54",
            ". src/lib.rs=src/lib.rs:3:12-3:13 54..55",
            "0 src/lib.rs=src/lib.rs:3:13-3:14 55..56",
            "; src/lib.rs=src/lib.rs:3:15-3:16 57..58"),
        strings(expand("positions", input())));
  }

  @Test
  void namedTextsAreNoFiles() {
    SourceText named = new SourceText("<input>", "a");
    TokenStream input = TokenStream.parse(named, Edition.RUST_2021);
    assertEquals(List.of("a <input>=?:1:1-1:2 0..1"), strings(expand("positions", input)));
  }

  @Test
  void spansWithoutPlacesAreUnknown() {
    assertEquals(
        List.of("a =?:1:1-1:1 0..0"), strings(expand("positions", TokenStream.parse("a"))));
    assertEquals(List.of("?"), strings(expand("texts", TokenStream.parse("a"))));
    assertEquals(
        "apart",
        expand(
                "joined",
                TokenStream.of(
                    dev.pithos.macro.Ident.of("a", Span.of(1)),
                    dev.pithos.macro.Ident.of("b", Span.of(2))))
            .toString());
  }

  @Test
  void sourceTexts() {
    assertEquals(
        List.of("let", "x", "=", "\"\u00e9\ud83e\udd8a\"", "+", "(y.0)", "y", ".", "0", ";"),
        strings(expand("texts", input())));
  }

  @Test
  void theCallSiteIsTheHosts() {
    assertEquals(
        List.of(
            "#1 bytes(3..12) src/lib.rs 1:4 skipped()",
            "#2 bytes(3..12) src/lib.rs 1:4 skipped()",
            "#3 bytes(0..0)  1:1 ?"),
        strings(expand("call_site", null, TokenStream.empty(), new Listener())));
    assertEquals("#1 bytes(0..0)  1:1 ?", strings(expand("call_site", TokenStream.empty())).get(0));
  }

  @Test
  void joinedSpansCoverBoth() {
    TokenStream joined = expand("joined", input());
    int start = TEXT.indexOf("let");
    assertEquals(Span.in(SOURCE, start, TEXT.length() - 1), joined.get(0).span());
    assertEquals(List.of(TEXT.substring(start, TEXT.length() - 1)), strings(joined));
  }

  @Test
  void placesAndHygieneAreKeptApart() {
    TokenStream two = TokenStream.of(input().get(0), input().get(3));
    Span let = two.get(0).span();
    Span text = two.get(1).span();
    TokenStream derived = expand("derived", two);
    assertSame(Span.mixedSite(), spanOf("mixed", derived));
    assertSame(Span.defSite(), spanOf("def", derived));
    assertPlace(let, Span.callSite(), spanOf("one_as_call", derived));
    assertPlace(let, Span.mixedSite(), spanOf("one_as_mixed", derived));
    assertPlace(let, text, spanOf("one_as_two", derived));
    assertEquals(text, spanOf("two_again", derived));
    assertSame(Span.mixedSite(), spanOf("call_as_mixed", derived));
    int start = let.location().orElseThrow().start();
    assertEquals(Span.in(SOURCE, start, start), spanOf("start", derived));
    assertPlace(
        Span.in(SOURCE, start + 3, start + 3), Span.callSite(), spanOf("end_as_call", derived));
    assertEquals(let, spanOf("equal", derived));
    assertEquals(text, spanOf("not", derived));
  }

  private static void assertPlace(Span place, Span hygiene, Span span) {
    assertEquals(place.location(), span.location());
    assertEquals(hygiene, span.hygiene());
  }

  @Test
  void valuesOfTheHostSurvive() {
    TokenStream two =
        TokenStream.of(
            dev.pithos.macro.Ident.of("a", Span.of("host's")),
            dev.pithos.macro.Ident.of("b", Span.of(2)));
    Span derived = spanOf("one_as_two", expand("derived", two));
    assertEquals("host's", derived.data());
    assertEquals(2, derived.hygiene().data());
  }

  @Test
  void groupsKeepTheSpansOfTheirDelimiters() {
    Group group = (Group) input().get(5);
    TokenStream made = expand("delimited", TokenStream.of(group));
    assertTrue(TokenStream.of(group).equalsWithSpans(TokenStream.of(made.get(0))));
    Group moved = (Group) made.get(1);
    assertEquals(
        List.of(group.spanOpen(), group.spanOpen()), List.of(moved.span(), moved.spanClose()));
    assertEquals(Span.mixedSite(), ((Group) made.get(2)).spanOpen());
    assertEquals(group.spanClose(), made.get(3).span());
  }

  @Test
  void partsOfLiterals() {
    TokenStream input =
        TokenStream.parse(new SourceText("a.rs", "\"abc\" 12 b'x'"), Edition.RUST_2021);
    assertEquals(
        List.of(
            "Some(\"ab\") false Err(InvalidLiteralKind)",
            "None false Err(InvalidLiteralKind)",
            "Some(\"'x\") false Ok(120)"),
        strings(expand("literal_parts", input)));
  }

  @Test
  void attributeAndItemAreInOneFile() {
    TokenStream all = input();
    TokenStream args = TokenStream.of(all.get(0), all.get(1));
    TokenStream item = TokenStream.of(all.get(5), all.get(6));
    List<String> texts = strings(expand("both", args, item, ExpansionHost.NONE));
    String whole = TEXT.substring(TEXT.indexOf("let"), TEXT.length() - 1);
    assertEquals(List.of("2:1 3:15", "let", ";", whole), texts);
  }

  @Test
  void textThatIsLexedAgainIsAtTheCallSite() {
    assertTrue(
        TokenStream.parse("let x = \"\u00e9\ud83e\udd8a\" + (y.0);")
            .equalsWithSpans(expand("parse_again", input())));
  }

  @Test
  void messagesReachTheHost() {
    Listener host = new Listener();
    TokenStream input = TokenStream.of(input().get(0), input().get(1));
    assertEquals(input, expand("messages", null, input, host));
    Diagnostic wrong = host.diagnostics.get(0);
    assertEquals("error: wrong \ud83e\udd8a (src/lib.rs:2:1)", wrong.toString());
    assertEquals(List.of(input.get(0).span(), input.get(1).span()), wrong.spans());
    assertEquals("[note: here (src/lib.rs:2:4), help: do it right]", wrong.children().toString());
    assertEquals(
        List.of("warning: doubtful", "note: by the way"),
        host.diagnostics.subList(1, 3).stream().map(Diagnostic::toString).toList());
    assertSame(Span.callSite(), host.diagnostics.get(1).spans().get(0));
  }

  @Test
  void messagesBeforeAPanicReachTheHost() {
    Listener host = new Listener();
    MacroException e =
        assertThrows(
            MacroException.class, () -> expand("complain", null, TokenStream.empty(), host));
    assertEquals("after the message", e.detail());
    assertEquals("[error: before the panic]", host.diagnostics.toString());
  }

  @Test
  void grantedVariablesAreSeenAndRecorded() {
    Listener host = new Listener();
    assertEquals(
        List.of("Ok(\"v\u00e4lue\")", "Err(NotPresent)"),
        strings(expand("environment", null, TokenStream.parse("SET PATH"), host)));
    assertEquals(List.of("SET", "PATH"), host.variables);
    assertEquals(List.of("some/file.txt"), host.paths);
  }

  @Test
  void variablesAreNotGrantedUnlessTheHostSaysSo() {
    MacroException e =
        assertThrows(MacroException.class, () -> expand("environment", TokenStream.parse("PATH")));
    assertEquals("the host does not let macros read the environment variable `PATH`", e.detail());
  }
}
