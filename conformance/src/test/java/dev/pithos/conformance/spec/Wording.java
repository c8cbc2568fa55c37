package dev.pithos.conformance.spec;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When an error's message says what a script expects of it. */
enum Wording {
  /** Messages of rejected modules are not looked at. */
  OFF,
  /** Messages of rejected modules that differ are counted, and listed in the report. */
  REPORT,
  /** They fail the assertion. */
  STRICT;

  /** Some scripts end the text with the index: "uninitialized element 2". */
  private static final Pattern NUMBERED = Pattern.compile("(.*\\S) ([0-9]+|ff)");

  /**
   * Whether the message begins with the text. Where the text ends with a number, the number may
   * stand anywhere in the rest of the message.
   */
  static boolean matches(String expected, String message) {
    if (message == null) {
      return expected.isEmpty();
    }
    if (message.startsWith(expected)) {
      return true;
    }
    Matcher numbered = NUMBERED.matcher(expected);
    return numbered.matches()
        && message.startsWith(numbered.group(1))
        && Pattern.compile("\\b(0x)?" + numbered.group(2) + "\\b")
            .matcher(message.substring(numbered.group(1).length()))
            .find();
  }

  /** The outcome for a trap or link error, whose wording the specification's scripts fix. */
  static Outcome ofTrap(String expected, Throwable error) {
    return matches(expected, error.getMessage())
        ? Outcome.passed()
        : Outcome.failed("\"" + expected + "\"", error);
  }

  /** The outcome for a rejected module, which engines word in their own ways. */
  Outcome ofRejection(String expected, Throwable error) {
    if (this == OFF || matches(expected, error.getMessage())) {
      return Outcome.passed();
    }
    return this == STRICT
        ? Outcome.failed("\"" + expected + "\"", error)
        : Outcome.reworded(expected, error.getMessage());
  }
}
