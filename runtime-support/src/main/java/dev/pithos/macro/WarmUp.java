package dev.pithos.macro;

/**
 * Initialises the classes that host functions use, before any guest runs: a guest that calls the
 * host at the end of its stack must not be the first to need one (see {@link Unicode}).
 */
final class WarmUp {
  private static final String TEXT =
      "/// d\nfn f<'a>(x: [u8; 1.0e1]) { b'c'; r\"s\"; r#x += 0x1f; }";

  private WarmUp() {}

  /** Lexes, refuses, encodes and decodes once. */
  static void run() {
    WattHandles handles = new WattHandles(false);
    handles.reset(1 << 20);
    TokenStream stream = TokenStream.parse(TEXT);
    Literal.of(((Literal) TokenStream.parse("\"\\n\"").get(0)).text());
    new WattEncoder(handles, WattVersion.V0_5).encode(stream);
    byte[] refused = {WattEncoder.IDENT, -1, -1, -1, -1, 1, 0, 0, 0, '1'};
    try {
      new WattDecoder(handles).decode(refused, 0, refused.length);
    } catch (GuestFault expected) {
      refused[refused.length - 1] = (byte) 0xff;
    }
    if (Utf8.decode(refused, 0, refused.length) != null || !refusesToLex("'")) {
      throw new IllegalStateException("the lexer or the decoder accepts what it must refuse");
    }
  }

  private static boolean refusesToLex(String text) {
    try {
      TokenStream.parse(text);
      return false;
    } catch (LexException expected) {
      return true;
    }
  }
}
