package dev.pithos.tools.server.daemon;

import dev.pithos.macro.Diagnostic;
import dev.pithos.macro.ExpansionHost;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Hears the errors that a macro emits besides its result. rustc lets no macro emit messages on
 * stable Rust, the one that asks included: they become the text of a compile error. Warnings and
 * notes are passed over.
 */
final class Messages implements ExpansionHost {
  private final List<Diagnostic> errors = Collections.synchronizedList(new ArrayList<>());

  @Override
  public void diagnostic(Diagnostic diagnostic) {
    if (diagnostic.level() == Diagnostic.Level.ERROR) {
      errors.add(diagnostic);
    }
  }

  boolean isEmpty() {
    return errors.isEmpty();
  }

  /** The errors with what belongs to each, one a line, and a line break after each. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (Diagnostic error : errors) {
      text.append(error.message()).append('\n');
      error.children().forEach(child -> text.append("  ").append(child).append('\n'));
    }
    return text.toString();
  }
}
