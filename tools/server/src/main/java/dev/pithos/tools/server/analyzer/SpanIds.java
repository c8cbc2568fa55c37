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
  private static final int NUMBERS = 5;
  private static final int HYGIENE = 4;

  /** Gives a number to a span that a macro made of others. */
  interface Made {
    /** Ids that only the client understands cannot be made: the place counts. */
    Made PLACE = (place, hygiene) -> place;

    int number(int place, int hygiene);
  }

  /**
   * Numbers for made spans in a request's table, of five numbers a span: file, item, start, end,
   * and the hygiene.
   */
  static Made in(Numbers table) {
    return (place, hygiene) -> {
      int size = table.size() / NUMBERS;
      if (place < 0 || place >= size || hygiene < 0 || hygiene >= size) {
        return place;
      }
      int context = table.get(hygiene * NUMBERS + HYGIENE);
      if (context == table.get(place * NUMBERS + HYGIENE)) {
        return place;
      }
      for (int i = 0; i < HYGIENE; i++) {
        table.add(table.get(place * NUMBERS + i));
      }
      table.add(context);
      return size;
    };
  }

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
  int open(Span span, Made made) {
    return span.data() instanceof Delimiters both ? both.open : single(span, made);
  }

  /** The number of a group's closing delimiter. */
  int close(Span span, Made made) {
    return span.data() instanceof Delimiters both ? both.close : single(span, made);
  }

  private int single(Span span, Made made) {
    Span resolution = span;
    while (!resolution.hygiene().equals(resolution)) {
      resolution = resolution.hygiene();
    }
    return resolution.equals(span) ? place(span) : made.number(place(span), place(resolution));
  }

  private int place(Span span) {
    return switch (span.kind()) {
      case CALL_SITE -> callSite;
      case MIXED_SITE -> mixedSite;
      case DEF_SITE -> defSite;
      case HOST ->
          span.data() instanceof Integer id
              ? id
              : span.data() instanceof Delimiters both ? both.open : callSite;
    };
  }
}
