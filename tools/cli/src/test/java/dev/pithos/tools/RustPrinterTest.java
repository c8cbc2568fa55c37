package dev.pithos.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pithos.macro.Delimiter;
import dev.pithos.macro.Group;
import dev.pithos.macro.Ident;
import dev.pithos.macro.Literal;
import dev.pithos.macro.Punct;
import dev.pithos.macro.Spacing;
import dev.pithos.macro.TokenStream;
import dev.pithos.macro.TokenTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The layout of expansions, and that it never changes what the tokens say. */
class RustPrinterTest {
  /** Texts that are laid out already: printing their tokens gives them back. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "struct Point;\n",
        "pub struct Point { x: i32, y: i32 }\n",
        "#[derive(Clone)]\npub(crate) struct Pair<A, B>(A, B);\n",
        "#![no_std]\nuse a::{b, c};\n",
        "fn f<'a, T: Into<Vec<u8>>>(x: &'a mut T) -> Option<&'a str> { None }\n",
        "const _: () = {\n    let x = -1;\n    let y = *x & !y - 1 * 2;\n};\n",
        "impl Point {\n    pub const MESSAGE: &'static str = \"Hello\";\n}\n",
        "impl<'de> ::serde::Deserialize<'de> for Point<T> where T: ::serde::Serialize {}\n",
        "let x = a < b && c > d || e >= f;\n",
        "let f = |x, y| x + y;\n",
        "let f = move || panic!(\"no {}\", x);\n",
        "let v: Vec<Vec<u8>> = Vec::<Vec<u8>>::new();\n",
        "let t = x.0.foo()?.bar[1..=2];\n",
        "let r = 1..2;\n",
        "let y = <T as ::std::fmt::Debug>::fmt(&self.x, __f);\n",
        "if x { 1 } else { 2 }\n",
        "'outer: loop {\n    break 'outer;\n}\n",
        "match x {\n    A => 1,\n    B(ref y) | C { y } if *y == 2 => {\n        f();\n    }\n"
            + "    _ => return,\n}\n",
        "fn a() {}\nfn b() {}\n",
        "struct __Visitor<'de>(PhantomData<&'de ()>);\n",
        "fn a() {}\n#[inline]\nfn b<T>() where T: C, { d(e) }\n",
        "macro_rules! m {\n    ($e: expr) => { $e }\n}\n",
        "let s = r#\"a\"b\"#;\n",
        "let n = 1.0.max(2.);\n",
      })
  void keepsReadableTextAsItIs(String text) {
    assertEquals(text, RustPrinter.print(TokenStream.parse(text)));
  }

  @Test
  void joinsWhatQuotedCodeKeepsApart() {
    TokenStream quoted = TokenStream.parse(":: serde :: Vec < T > :: new (a , b) ;");
    assertEquals("::serde::Vec<T>::new(a, b);\n", RustPrinter.print(quoted));
  }

  @Test
  void nothingPrintsNothing() {
    assertEquals("", RustPrinter.print(TokenStream.empty()));
  }

  @Test
  void deepNestingNeedsNoStack() {
    TokenStream stream = TokenStream.empty();
    for (int i = 0; i < 200_000; i++) {
      stream = TokenStream.of(Group.of(Delimiter.PARENTHESIS, stream));
    }
    assertEquals("(".repeat(200_000) + ")".repeat(200_000) + "\n", RustPrinter.print(stream));
  }

  @Test
  void randomTokensReadBack() {
    Random random = new Random(42);
    for (int i = 0; i < 20_000; i++) {
      TokenStream stream = random(random, 3);
      String text = RustPrinter.print(stream);
      assertEquals(meaning(stream), meaning(TokenStream.parse(text)), text);
    }
  }

  private static TokenStream random(Random random, int depth) {
    List<TokenTree> trees = new ArrayList<>();
    int count = random.nextInt(8);
    for (int i = 0; i < count; i++) {
      trees.add(randomTree(random, depth));
    }
    return TokenStream.of(trees);
  }

  private static TokenTree randomTree(Random random, int depth) {
    String[] words = {"a", "r", "b", "Foo", "for", "impl", "e5", "_", "r#fn", "fn", "self"};
    String[] literals = {"1", "1.0", "2.", "1e5", "\"s\"", "'c'", "0x1f", "b\"x\"", "3u8"};
    switch (random.nextInt(depth == 0 ? 3 : 4)) {
      case 0:
        return Ident.of(words[random.nextInt(words.length)]);
      case 1:
        return ((Literal) TokenStream.parse(literals[random.nextInt(literals.length)]).get(0));
      case 2:
        String characters = Punct.CHARACTERS.replace("'", "");
        return Punct.of(characters.charAt(random.nextInt(characters.length())), Spacing.ALONE);
      default:
        Delimiter[] delimiters = {Delimiter.BRACE, Delimiter.BRACKET, Delimiter.PARENTHESIS};
        return Group.of(delimiters[random.nextInt(3)], random(random, depth - 1));
    }
  }

  /** The pieces of a stream: what the tokens say, without how they are spaced. */
  private static List<String> meaning(TokenStream stream) {
    return RustPiece.of(stream).stream().map(p -> p.kind() + " " + p.text()).toList();
  }
}
