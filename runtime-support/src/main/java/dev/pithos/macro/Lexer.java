package dev.pithos.macro;

import java.util.ArrayDeque;

/**
 * Rust text to tokens, exactly as {@code proc_macro::TokenStream::from_str} of rustc 1.95 gives
 * them: doc comments become {@code doc} attributes, lifetimes a joint {@code '} and an identifier,
 * operators one {@link Punct} a character. Where rustc reports an error (at once or at the end of
 * the compilation) the text is refused; nothing is repaired.
 *
 * <p>Literals are {@link LiteralLexer}'s. Groups nest on a stack of this class's own, so their
 * depth is bounded by the heap alone.
 */
final class Lexer {
  private final Scanner in;
  private final Edition edition;
  private final boolean placed;
  private final LiteralLexer literals;
  private final ArrayDeque<Opening> openings = new ArrayDeque<>();
  private LexedTrees trees = new LexedTrees(0);

  /** A delimiter that waits for its closing one, and the tokens before it. */
  private record Opening(Delimiter delimiter, int offset, LexedTrees before) {}

  private Lexer(SourceText source, Edition edition, boolean placed) {
    this.in = new Scanner(source);
    this.edition = edition;
    this.placed = placed;
    this.literals = new LiteralLexer(in, edition);
  }

  static TokenStream lex(String text, Edition edition) {
    return new Lexer(new SourceText("", text), edition, false).stream();
  }

  static TokenStream lex(SourceText source, Edition edition) {
    return new Lexer(source, edition, true).stream();
  }

  private TokenStream stream() {
    in.at = Trivia.shebangEnd(in);
    while (true) {
      Trivia.skip(in);
      if (in.at == in.text.length()) {
        break;
      }
      token();
    }
    if (!openings.isEmpty()) {
      Opening opening = openings.peek();
      throw in.error(
          "unclosed delimiter " + Identifiers.quote(opening.delimiter.open()), opening.offset);
    }
    return trees.stream();
  }

  private void token() {
    int start = in.at;
    trees.starts(start);
    int c = in.codePoint(0);
    switch (c) {
      case '(' -> open(Delimiter.PARENTHESIS);
      case '{' -> open(Delimiter.BRACE);
      case '[' -> open(Delimiter.BRACKET);
      case ')' -> close(Delimiter.PARENTHESIS);
      case '}' -> close(Delimiter.BRACE);
      case ']' -> close(Delimiter.BRACKET);
      case '\'' -> quote();
      case '/' -> {
        if (in.peek(1) == '/' || in.peek(1) == '*') {
          docComment();
        } else {
          punct();
        }
      }
      default -> {
        if (literals.literal()) {
          addLiteral(start);
        } else if (Identifiers.isStart(c)) {
          identifier();
        } else {
          punct();
        }
      }
    }
    trees.ends(in.at);
  }

  private void open(Delimiter delimiter) {
    openings.push(new Opening(delimiter, in.at++, trees));
    trees = new LexedTrees(in.at);
  }

  private void close(Delimiter delimiter) {
    String close = Identifiers.quote(delimiter.close());
    if (openings.isEmpty()) {
      throw in.error("unexpected closing delimiter " + close, in.at);
    }
    Opening opening = openings.pop();
    if (opening.delimiter != delimiter) {
      throw in.error(
          "mismatched closing delimiter: the "
              + Identifiers.quote(opening.delimiter.open())
              + " at "
              + in.place(opening.offset)
              + " is closed by "
              + close,
          in.at);
    }
    LexedTrees inner = trees;
    int end = ++in.at;
    trees = opening.before;
    trees.add(
        new Group(
            delimiter,
            inner.stream(),
            span(opening.offset, end),
            span(opening.offset, opening.offset + 1),
            span(end - 1, end)),
        inner);
  }

  /** A character literal or a lifetime. */
  private void quote() {
    int start = in.at;
    if (literals.characterLiteral()) {
      addLiteral(start);
      return;
    }
    int name = start + 1;
    boolean raw =
        edition.atLeast(Edition.RUST_2021)
            && in.peek(1) == 'r'
            && in.peek(2) == '#'
            && Identifiers.isStart(in.codePoint(3));
    in.at = raw ? start + 3 : name;
    if (in.peek(0) >= '0' && in.peek(0) <= '9') {
      throw in.error("lifetimes cannot start with a number", start);
    }
    in.skipIdentifier();
    String text = in.text.substring(name, in.at);
    if (raw && Identifiers.cannotBeRaw(text.substring(2))) {
      throw in.error(Identifiers.quote(text.substring(2)) + " cannot be a raw lifetime", start);
    }
    if (!raw && in.peek(0) == '#') {
      unknownPrefix("'" + text, start);
    }
    Span span = span(start, in.at); // one token in rustc, so both have all of it
    trees.add(Punct.of('\'', Spacing.JOINT, span));
    trees.add(Ident.trusted(Identifiers.normalized(text), span));
  }

  private void identifier() {
    int start = in.at;
    boolean raw = in.peek(0) == 'r' && in.peek(1) == '#' && Identifiers.isStart(in.codePoint(2));
    if (raw) {
      in.at += 2;
    }
    in.skipIdentifier();
    String text = in.text.substring(start, in.at);
    if (raw && Identifiers.cannotBeRaw(text.substring(2))) {
      throw in.error(Identifiers.quote(text.substring(2)) + " cannot be a raw identifier", start);
    }
    int next = in.peek(0);
    if (!raw && (next == '#' || next == '"' || next == '\'')) {
      unknownPrefix(text, start);
    }
    trees.add(Ident.trusted(Identifiers.normalized(text), span(start, in.at)));
  }

  private void unknownPrefix(String text, int start) {
    if (edition.atLeast(Edition.RUST_2021)) {
      throw in.error("prefix " + Identifiers.quote(text) + " is unknown", start);
    }
  }

  private void punct() {
    int c = in.codePoint(0);
    if (c == '\'' || !Punct.isPunctuation(c)) {
      throw in.error("unknown start of token " + Identifiers.quote(c), in.at);
    }
    if (c == '#' && edition.atLeast(Edition.RUST_2024)) {
      if (in.peek(1) == '"' || in.peek(1) == '#') {
        throw in.error("reserved token: `#` before " + Identifiers.quote(in.peek(1)), in.at);
      }
    }
    int start = in.at++;
    Spacing spacing = punctuationFollows() ? Spacing.JOINT : Spacing.ALONE;
    trees.add(Punct.of((char) c, spacing, span(start, in.at)));
  }

  /** Whether an operator follows at once; a comment or a lifetime is none. */
  private boolean punctuationFollows() {
    int next = in.peek(0);
    if (next == '/') {
      return in.peek(1) != '/' && in.peek(1) != '*';
    }
    return next != '\'' && Punct.isPunctuation(next);
  }

  private void docComment() {
    int start = in.at;
    boolean line = in.peek(1) == '/';
    boolean inner = in.peek(2) == '!';
    String text = Trivia.docComment(in);
    Span span = span(start, in.at);
    trees.addComment(Punct.of('#', Spacing.ALONE, span), line);
    if (inner) {
      trees.add(Punct.of('!', Spacing.ALONE, span));
    }
    TokenTree[] attribute = {
      Ident.trusted("doc", span),
      Punct.of('=', Spacing.ALONE, span),
      Literal.trusted(Escapes.debugString(text), span)
    };
    trees.add(Group.of(Delimiter.BRACKET, TokenStream.wrap(attribute), span));
  }

  private void addLiteral(int start) {
    trees.add(Literal.trusted(in.text.substring(start, in.at), span(start, in.at)));
  }

  private Span span(int start, int end) {
    return placed ? in.span(start, end) : Span.callSite();
  }
}
