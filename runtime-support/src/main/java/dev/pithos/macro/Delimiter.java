package dev.pithos.macro;

/** What surrounds the tokens of a {@link Group}. */
public enum Delimiter {
  /** {@code ( ... )}. */
  PARENTHESIS("(", ")"),
  /** <code>{ ... }</code>. */
  BRACE("{", "}"),
  /** {@code [ ... ]}. */
  BRACKET("[", "]"),
  /** Invisible: groups tokens without any text, as a macro variable's substitution does. */
  NONE("", "");

  private final String open;
  private final String close;

  Delimiter(String open, String close) {
    this.open = open;
    this.close = close;
  }

  /** The opening text; empty for {@link #NONE}. */
  public String open() {
    return open;
  }

  /** The closing text; empty for {@link #NONE}. */
  public String close() {
    return close;
  }
}
