package dev.pithos.conformance.macro;

import dev.pithos.macro.SourceText;
import dev.pithos.macro.Span;
import java.util.Locale;

/**
 * What both Pithos and rustc can say of an expansion's spans, as the native oracle writes it:
 * tools/rust/oracle/README.md has the words.
 *
 * @param item the text of what the macro is applied to
 * @param args the text of an attribute macro's arguments
 */
record SpanWords(SourceText item, SourceText args) {

  /** A place, and where names resolve if the place does not say it. */
  String of(Span span) {
    if (span.kind() != Span.Kind.HOST) {
      return site(span);
    }
    return span.location().map(at -> range(at) + hygiene(span)).orElse("call@input");
  }

  private String range(Span.Location at) {
    SourceText source = at.source();
    if (source != item && source != args) {
      return "elsewhere";
    }
    return (source == args ? "args:" : "")
        + source.byteOffset(at.start())
        + ".."
        + source.byteOffset(at.end());
  }

  /** Names of the item's own tokens resolve alike, wherever in it they stand. */
  private static String hygiene(Span span) {
    Span hygiene = span.hygiene();
    return hygiene.kind() == Span.Kind.HOST ? "" : "@" + site(hygiene);
  }

  private static String site(Span span) {
    return span.kind().name().toLowerCase(Locale.ROOT).replace("_site", "");
  }
}
