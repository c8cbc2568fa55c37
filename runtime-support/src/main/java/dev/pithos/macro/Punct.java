package dev.pithos.macro;

import java.util.Objects;

/**
 * One punctuation character; {@code +=} is two, the first of them {@link Spacing#JOINT}.
 *
 * @param character one of {@link #CHARACTERS}
 * @param spacing whether the next token is punctuation that follows at once
 * @param span where it comes from
 */
public record Punct(char character, Spacing spacing, Span span) implements TokenTree {

  /** Every character that can be punctuation. */
  public static final String CHARACTERS = "=<>!~+-*/%^&|@.,;:#$?'";

  private static final boolean[] VALID = new boolean[128];
  private static final Punct[] ALONE = new Punct[128];
  private static final Punct[] JOINT = new Punct[128];

  static {
    for (int i = 0; i < CHARACTERS.length(); i++) {
      char c = CHARACTERS.charAt(i);
      VALID[c] = true;
      ALONE[c] = new Punct(c, Spacing.ALONE, Span.callSite());
      JOINT[c] = new Punct(c, Spacing.JOINT, Span.callSite());
    }
  }

  /**
   * Checks the character.
   *
   * @throws IllegalArgumentException if the character is no punctuation
   */
  public Punct {
    Objects.requireNonNull(spacing, "spacing");
    Objects.requireNonNull(span, "span");
    if (!isPunctuation(character)) {
      throw new IllegalArgumentException(
          "unsupported punctuation character " + Identifiers.quote(character));
    }
  }

  /** Punctuation that the macro call stands for. */
  public static Punct of(char character, Spacing spacing) {
    return of(character, spacing, Span.callSite());
  }

  /** Punctuation with a span; shares one object per character and spacing at the call site. */
  static Punct of(char character, Spacing spacing, Span span) {
    if (span.kind() == Span.Kind.CALL_SITE && isPunctuation(character)) {
      return spacing == Spacing.ALONE ? ALONE[character] : JOINT[character];
    }
    return new Punct(character, spacing, span);
  }

  /**
   * The punctuation of the call site, or null where there is none.
   *
   * @param spacing 0 for alone, 1 for joint
   */
  static Punct known(int character, int spacing) {
    if (character < 0 || character >= ALONE.length || spacing > 1) {
      return null;
    }
    return spacing == 0 ? ALONE[character] : JOINT[character];
  }

  static boolean isPunctuation(int character) {
    return character >= 0 && character < VALID.length && VALID[character];
  }

  @Override
  public Punct withSpan(Span other) {
    return of(character, spacing, other);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Punct punct && character == punct.character && spacing == punct.spacing;
  }

  @Override
  public int hashCode() {
    return character * 2 + spacing.ordinal();
  }

  @Override
  public String toString() {
    return String.valueOf(character);
  }
}
