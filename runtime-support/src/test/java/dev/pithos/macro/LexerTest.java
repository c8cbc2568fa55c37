package dev.pithos.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The lexer against what rustc gave for the same texts, and the places its errors name. */
class LexerTest {

  @ParameterizedTest
  @EnumSource
  void lexesAsRustcDoes(Edition edition) throws IOException {
    String column = edition.name().substring("RUST_".length());
    List<String> wrong = new ArrayList<>();
    int count = 0;
    for (String row : rows()) {
      String[] columns = row.split("\t", -1);
      if (columns[0].equals("all") || columns[0].equals(column)) {
        count++;
        String got = lex(TokenText.unescape(columns[1]), edition);
        if (!got.equals(columns[2])) {
          wrong.add(columns[1] + "\n  rustc " + columns[2] + "\n  got   " + got);
        }
      }
    }
    assertTrue(count > 1500, "rows read: " + count);
    assertEquals("", String.join("\n", wrong));
  }

  @ParameterizedTest
  @EnumSource
  void printedTokensReadBack(Edition edition) throws IOException {
    for (String row : rows()) {
      String[] columns = row.split("\t", -1);
      String text = TokenText.unescape(columns[1]);
      if (columns[2].equals("!") || lex(text, edition).equals("!")) {
        continue;
      }
      TokenStream stream = TokenStream.parse(text, edition);
      assertEquals(stream, TokenStream.parse(stream.toString(), edition), columns[1]);
    }
  }

  private static String lex(String text, Edition edition) {
    try {
      return TokenText.of(TokenStream.parse(text, edition));
    } catch (LexException refused) {
      return "!";
    }
  }

  private static List<String> rows() throws IOException {
    try (InputStream in = LexerTest.class.getResourceAsStream("tokens.tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("# "))
          .toList();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a\\n\\s\\s\"b            | unterminated double quote string at line 2, column 3",
        "\\u{1f980}'              | unknown start of token",
        "x\\s'ab'                 | only contain one codepoint at line 1, column 3",
        "\"\\u{e9}\\\\q\"         | unknown character escape `q` at line 1, column 3",
        "(\\n"
            + "\\s\\s]              | the `(` at line 1, column 1 is closed by `]` at line 2,"
            + " column 3",
        "(\\n[{                   | unclosed delimiter `{` at line 2, column 2",
        "a\\r\\n)                 | unexpected closing delimiter `)` at line 2, column 1",
        "\\u{feff}a\\r\\n\\s/*    | unterminated block comment at line 2, column 2",
        "0b12                     | invalid digit for a base 2 literal at line 1, column 4",
        "///\\sa\\rb              | bare CR not allowed in doc-comment at line 1, column 6",
        "'1a                      | lifetimes cannot start with a number at line 1, column 1",
        "k#a                      | prefix `k` is unknown at line 1, column 1",
        "r#\"a                    | unterminated raw string at line 1, column 1",
      })
  void saysWhatIsWrongAndWhere(String text, String message) {
    LexException e =
        assertThrows(LexException.class, () -> TokenStream.parse(TokenText.unescape(text)));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void refusesHalfASurrogatePair() {
    LexException e = assertThrows(LexException.class, () -> TokenStream.parse("a \"\ud83e\""));
    assertEquals(4, e.column());
  }

  @Test
  void namesTheSourceInErrors() {
    SourceText source = new SourceText("point.rs", "struct\n  )");
    LexException e =
        assertThrows(LexException.class, () -> TokenStream.parse(source, Edition.RUST_2021));
    assertEquals("unexpected closing delimiter `)` at point.rs:2:3", e.getMessage());
    assertEquals(9, e.offset());
  }

  @Test
  void spansCoverTheTokensOfTheTextAsGiven() {
    String text = "\ufeffa\r\n\u00e9(1)\r\n'x /// d\r\n";
    SourceText source = new SourceText("s.rs", text);
    TokenStream stream = TokenStream.parse(source, Edition.RUST_2021);
    List<String> covered = new ArrayList<>();
    for (TokenTree tree : stream) {
      covered.add(tree.span().location().orElseThrow().text());
    }
    assertEquals(List.of("a", "\u00e9", "(1)", "'x", "'x", "/// d", "/// d"), covered);
    Group group = (Group) stream.get(2);
    assertEquals("(", group.spanOpen().location().orElseThrow().text());
    assertEquals(")", group.spanClose().location().orElseThrow().text());
    Span.Location one = group.stream().get(0).span().location().orElseThrow();
    assertEquals("s.rs:2:3", one.toString());
    assertEquals(9, source.byteOffset(one.start()));
  }

  @Test
  void nestsDeeplyOnASmallStack() throws InterruptedException {
    int depth = 200_000;
    StringBuilder text = new StringBuilder();
    text.append("(".repeat(depth)).append("x").append(")".repeat(depth));
    List<Throwable> failures = new ArrayList<>();
    Thread small =
        new Thread(
            null,
            () -> {
              TokenStream stream = TokenStream.parse(text.toString());
              assertEquals(stream, TokenStream.parse(stream.toString()));
              assertEquals(stream.hashCode(), TokenStream.parse(stream.toString()).hashCode());
            },
            "small stack",
            128 * 1024);
    small.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
    small.start();
    small.join();
    assertEquals(List.of(), failures);
  }
}
