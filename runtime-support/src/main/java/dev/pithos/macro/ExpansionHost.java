package dev.pithos.macro;

import java.util.Map;
import java.util.Optional;

/**
 * What an expansion may know besides its tokens, and who hears what it says besides its result. By
 * default it knows nothing, and nobody listens.
 *
 * <p>Everything granted crosses to the guest with the tokens, everything said with the result. The
 * methods are called on a thread of the library's, those that grant before the macro runs. Modules
 * whose guest crate does not know of contexts (Watt's own) neither ask nor say anything.
 */
public interface ExpansionHost {
  /** Grants nothing and does not listen. */
  ExpansionHost NONE = new ExpansionHost() {};

  /** Where the macro is called: what {@code Span::call_site()} answers lines and columns of. */
  default Optional<Span.Location> callSite() {
    return Optional.empty();
  }

  /**
   * The environment variables that {@code proc_macro::tracked::env_var} finds, by name; all others
   * are not set. Empty if macros may not ask, which is a panic of theirs then.
   */
  default Optional<Map<String, String>> environment() {
    return Optional.empty();
  }

  /** The macro asked for an environment variable, set or not: a build's result depends on it. */
  default void variableRead(String name) {}

  /**
   * The macro said by {@code proc_macro::tracked::path} that a build's result depends on a file.
   */
  default void pathRead(String path) {}

  /**
   * The macro emitted a message. A compiler would fail for {@link Diagnostic.Level#ERROR}; the
   * expansion has a result all the same, unless the macro panics then.
   */
  default void diagnostic(Diagnostic diagnostic) {}
}
