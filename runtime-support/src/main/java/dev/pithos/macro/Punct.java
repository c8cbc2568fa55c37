package dev.pithos.macro;

import java.util.Objects;

/** One punctuation character; {@code +=} is two, the first of them {@link Spacing#JOINT}. */
public final class Punct extends Leaf {

  /** Every character that can be punctuation. */
  public static final String CHARACTERS = "=<>!~+-*/%^&|@.,;:#$?'";

  /** Punctuation is ASCII; in a table of all, joint characters follow those alone. */
  private static final int JOINT = 128;

  private static final boolean[] VALID = new boolean[JOINT];

  /** Those of the call site. */
  private static final Punct[] ALL = new Punct[2 * JOINT];

  static {
    for (int i = 0; i < CHARACTERS.length(); i++) {
      char c = CHARACTERS.charAt(i);
      VALID[c] = true;
      ALL[c] = new Punct(c, Spacing.ALONE, Span.callSite());
      ALL[c + JOINT] = new Punct(c, Spacing.JOINT, Span.callSite());
    }
  }

  private final char character;
  private final Spacing spacing;

  /**
   * Checks the character.
   *
   * @param character one of {@link #CHARACTERS}
   * @param spacing whether the next token is punctuation that follows at once
   * @param span where it comes from
   * @throws IllegalArgumentException if the character is no punctuation
   */
  public Punct(char character, Spacing spacing, Span span) {
    super(span);
    this.character = character;
    this.spacing = Objects.requireNonNull(spacing, "spacing");
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
      return ALL[spacing == Spacing.ALONE ? character : character + JOINT];
    }
    return new Punct(character, spacing, span);
  }

  /**
   * The punctuation of the call site, or null where there is none.
   *
   * @param spacing 0 for alone, 1 for joint
   */
  static Punct known(int character, int spacing) {
    if (character < 0 || character >= JOINT || (spacing & ~1) != 0) {
      return null;
    }
    return ALL[spacing == 0 ? character : character + JOINT];
  }

  static boolean isPunctuation(int character) {
    return character >= 0 && character < VALID.length && VALID[character];
  }

  /** One of {@link #CHARACTERS}. */
  public char character() {
    return character;
  }

  /** Whether the next token is punctuation that follows at once. */
  public Spacing spacing() {
    return spacing;
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
