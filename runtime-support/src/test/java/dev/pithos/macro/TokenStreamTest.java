package dev.pithos.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams and tokens as values: equality, spans, printing, and what they refuse to hold. */
class TokenStreamTest {

  @Test
  void equalityIgnoresSpansUnlessAsked() {
    String text = "struct S { a: [u8; 2] } // c";
    TokenStream plain = TokenStream.parse(text);
    TokenStream placed = TokenStream.parse(new SourceText("a.rs", text), Edition.RUST_2021);
    assertEquals(plain, placed);
    assertEquals(plain.hashCode(), placed.hashCode());
    assertFalse(plain.equalsWithSpans(placed));
    assertTrue(plain.equalsWithSpans(TokenStream.parse(text)));
  }

  @ParameterizedTest
  @CsvSource({"a,b", "+ +,++", "(a),[a]", "(a) b,(a b)", "a,a a", "'',()", "1,1u8", "a,r#a"})
  void differentTokensDiffer(String left, String right) {
    assertNotEquals(TokenStream.parse(left), TokenStream.parse(right));
    assertNotEquals(TokenStream.parse(right), TokenStream.parse(left));
  }

  @Test
  void spansOfHostsAreValues() {
    record Place(int file, int item, int start, int end, int context) {}
    Span span = Span.of(new Place(1, 2, 3, 4, 5));
    assertEquals(span, Span.of(new Place(1, 2, 3, 4, 5)));
    assertNotEquals(span, Span.of(new Place(1, 2, 3, 4, 6)));
    assertNotEquals(Span.callSite(), Span.mixedSite());
    assertEquals("call_site", Span.callSite().toString());
    assertEquals(span, Ident.of("a").withSpan(span).span());
  }

  @Test
  void concatenatesWithoutCopyingEmptyStreams() {
    TokenStream a = TokenStream.parse("a");
    assertSame(a, a.concat(TokenStream.empty()));
    assertSame(a, TokenStream.empty().concat(a));
    assertEquals(TokenStream.parse("a b"), a.concat(TokenStream.parse("b")));
  }

  @Test
  void keepsNoReferenceToTheCallersArray() {
    TokenTree[] trees = {Ident.of("a")};
    TokenStream stream = TokenStream.of(trees);
    trees[0] = Ident.of("b");
    assertEquals("a", stream.toString());
    assertThrows(NullPointerException.class, () -> TokenStream.of((TokenTree) null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pub const MESSAGE: &'static str = \"Hello\";",
        "a::b(x.0, y?)[1]",
        "#[doc = \" text\"] fn f() -> u8 { 1 }",
        "println!(\"{}\", !x)",
      })
  void printsTextThatReadsWell(String text) {
    String printed = TokenStream.parse(text).toString();
    assertEquals(TokenStream.parse(text), TokenStream.parse(printed));
    assertTrue(printed.length() <= text.length() + 4, printed);
  }

  @Test
  void printsWhatNoTextStandsForAsNearAsItCan() {
    TokenStream inner = TokenStream.parse("1 + 2");
    Group hidden = Group.of(Delimiter.NONE, inner);
    assertEquals("1 + 2", TokenStream.of(hidden).toString());
    assertEquals("- 1", TokenStream.parse(Literal.of("-1").toString()).toString());
    TokenStream slashes =
        TokenStream.of(Punct.of('/', Spacing.JOINT), Punct.of('/', Spacing.ALONE), Ident.of("a"));
    assertEquals("/ / a", slashes.toString());
    TokenStream shebang =
        TokenStream.of(Punct.of('#', Spacing.JOINT), Punct.of('!', Spacing.ALONE), Ident.of("a"));
    assertEquals(shebang, TokenStream.parse(shebang.toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1a", "a b", "r#", "r#self", "a-b", "'a", "\u0301", "r#r#a", "a\ud800"})
  void refusesWhatIsNoIdentifier(String text) {
    assertThrows(IllegalArgumentException.class, () -> Ident.of(text));
  }

  @Test
  void identifiersAreNormalizedAndMayBeRaw() {
    assertEquals("\u00e9", Ident.of("e\u0301").text());
    assertTrue(Ident.of("r#fn").isRaw());
    assertEquals("fn", Ident.of("r#fn").name());
    assertEquals("$crate", Ident.of("$crate").text());
  }

  @ParameterizedTest
  @ValueSource(chars = {'a', '"', '(', '\\', '`', ' ', '\u00b1'})
  void refusesWhatIsNoPunctuation(char character) {
    assertThrows(IllegalArgumentException.class, () -> Punct.of(character, Spacing.ALONE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "a", "1 ", " 1", "--1", "-\"a\"", "- 1", "'a", "1 2", "\"a", "+1", "1//c", "-"
      })
  void refusesWhatIsNotOneLiteral(String text) {
    assertThrows(IllegalArgumentException.class, () -> Literal.of(text));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "1,INTEGER,1,0,``",
        "-0xff_u8,INTEGER,-0xff_,0,u8",
        "0x1f32,INTEGER,0x1f32,0,``",
        "1f32,INTEGER,1,0,f32",
        "1.5e+3f64,FLOAT,1.5e+3,0,f64",
        "1.,FLOAT,1.,0,``",
        "'a',CHARACTER,a,0,``",
        "b'\\'',BYTE,\\',0,``",
        "\"a\"x,STRING,a,0,x",
        "r##\"a\"#\"##s,RAW_STRING,a\"#,2,s",
        "b\"\",BYTE_STRING,``,0,``",
        "br\"\",RAW_BYTE_STRING,``,0,``",
        "c\"a\",C_STRING,a,0,``",
        "cr#\"a\"#,RAW_C_STRING,a,1,``",
      })
  void takesLiteralsApart(String text, Literal.Kind kind, String body, int hashes, String suffix) {
    assertEquals(new Literal.Parts(kind, body, hashes, suffix), Literal.of(text).parts());
  }

  @Test
  void writesTextsAsStringLiterals() {
    assertEquals("\"a\\\"\\n\\u{301}\"", Literal.string("a\"\n\u0301").text());
  }

  @Test
  void listsTreesImmutably() {
    List<TokenTree> trees = TokenStream.parse("a b").trees();
    assertEquals(2, trees.size());
    assertThrows(UnsupportedOperationException.class, trees::clear);
  }
}
