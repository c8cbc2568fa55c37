package dev.pithos.macro;

import java.util.List;
import java.util.Objects;

/**
 * A message that a macro emitted for its user, besides panicking or returning {@code
 * compile_error!}.
 *
 * @param level how grave it is
 * @param message the text
 * @param spans the places that it is about, none or several
 * @param children further messages that belong to it
 */
public record Diagnostic(Level level, String message, List<Span> spans, List<Diagnostic> children) {

  /** How grave a message is. */
  public enum Level {
    /** The compilation should fail. */
    ERROR,
    /** Something is doubtful. */
    WARNING,
    /** More about another message. */
    NOTE,
    /** What the user could do. */
    HELP
  }

  /** Copies the lists. */
  public Diagnostic {
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(message, "message");
    spans = List.copyOf(spans);
    children = List.copyOf(children);
  }

  /** The level, the text and the first place that is known: {@code error: text (lib.rs:3:1)}. */
  @Override
  public String toString() {
    String place =
        spans.stream()
            .flatMap(span -> span.location().stream())
            .findFirst()
            .map(location -> " (" + location + ")")
            .orElse("");
    return level.name().toLowerCase(java.util.Locale.ROOT) + ": " + message + place;
  }
}
