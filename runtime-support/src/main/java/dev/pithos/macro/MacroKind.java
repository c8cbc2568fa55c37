package dev.pithos.macro;

/** How a macro is called. */
public enum MacroKind {
  /** {@code #[derive(Name)]}: takes the item. */
  DERIVE("derive"),
  /** {@code #[name(args)]}: takes the arguments and the item. */
  ATTR("attr"),
  /** {@code name!(...)}: takes the tokens between the delimiters. */
  BANG("bang"),
  /**
   * A function of one stream in a module without metadata: the module does not say whether it is a
   * derive or a function-like macro, so that both kinds of call find it.
   */
  DERIVE_OR_BANG("derive_or_bang");

  private final String word;

  MacroKind(String word) {
    this.word = word;
  }

  /** The kind as metadata and the names of slot methods write it. */
  public String word() {
    return word;
  }

  /** Whether a call of the wanted kind finds a macro of this kind. */
  public boolean answers(MacroKind wanted) {
    return this == wanted || (this == DERIVE_OR_BANG && wanted != ATTR);
  }

  /** The kind that metadata calls by a word; null if none. */
  static MacroKind ofMetadata(String word) {
    return switch (word) {
      case "derive" -> DERIVE;
      case "attr" -> ATTR;
      case "bang" -> BANG;
      default -> null;
    };
  }

  @Override
  public String toString() {
    return word;
  }
}
