package dev.pithos.tools.server.analyzer;

import dev.pithos.macro.Span;

/**
 * Spans as numbers: indexes into a request's span table, or ids that only the client understands.
 * Either way a macro's tokens go back with the numbers that they came with, and tokens that it made
 * with the number of the macro call.
 *
 * @param defSite the macro's definition
 * @param callSite the macro call
 * @param mixedSite the macro call, with {@code macro_rules!} hygiene
 */
record SpanIds(int defSite, int callSite, int mixedSite) {

  /** A group's delimiters, where they have numbers of their own. */
  private record Delimiters(int open, int close) {}

  Span span(int id) {
    if (id == callSite) {
      return Span.callSite();
    }
    return id == mixedSite ? Span.mixedSite() : id == defSite ? Span.defSite() : Span.of(id);
  }

  /** The span of a whole group, from which both delimiters' can be told again. */
  Span group(int open, int close) {
    return open == close ? span(open) : Span.of(new Delimiters(open, close));
  }

  /** The number of a token's span, or of a group's opening delimiter. */
  int open(Span span) {
    return span.data() instanceof Delimiters both ? both.open : single(span);
  }

  /** The number of a group's closing delimiter. */
  int close(Span span) {
    return span.data() instanceof Delimiters both ? both.close : single(span);
  }

  private int single(Span span) {
    return switch (span.kind()) {
      case CALL_SITE -> callSite;
      case MIXED_SITE -> mixedSite;
      case DEF_SITE -> defSite;
      case HOST -> span.data() instanceof Integer id ? id : callSite;
    };
  }
}
