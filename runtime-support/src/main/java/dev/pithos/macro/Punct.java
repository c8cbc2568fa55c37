package dev.pithos.macro;

import java.util.Objects;

/** One punctuation character; {@code +=} is two, the first of them {@link Spacing#JOINT}. */
public final class Punct extends Leaf {

  /** Every character that can be punctuation. */
  public static final String CHARACTERS = "=<>!~+-*/%^&|@.,;:#$?'";

  /** How many numbers {@link #byNumber} gives; punctuation is ASCII, alone or joint. */
  static final int NUMBERS = 256;

  private static final int JOINT = 128;

  private static final boolean[] VALID = new boolean[JOINT];

  /** Those of the call site. */
  private static final Punct[] BY_NUMBER = new Punct[NUMBERS];

  static {
    for (int i = 0; i < CHARACTERS.length(); i++) {
      char c = CHARACTERS.charAt(i);
      VALID[c] = true;
      BY_NUMBER[c] = new Punct(c, Spacing.ALONE, Span.callSite());
      BY_NUMBER[c + JOINT] = new Punct(c, Spacing.JOINT, Span.callSite());
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
      return BY_NUMBER[spacing == Spacing.ALONE ? character : character + JOINT];
    }
    return new Punct(character, spacing, span);
  }

  /**
   * The punctuation of the call site, or null where there is none.
   *
   * @param spacing 0 for alone, 1 for joint
   */
  static Punct known(int character, int spacing) {
    if (character < 0 || character >= JOINT || spacing > 1) {
      return null;
    }
    return BY_NUMBER[spacing == 0 ? character : character + JOINT];
  }

  /**
   * The punctuation of the call site at the number of each, the character, and 128 more if it is
   * joint; null at other numbers.
   *
   * @param size the length of the array, whose rest is free
   */
  static Leaf[] byNumber(int size) {
    Leaf[] all = new Leaf[size];
    System.arraycopy(BY_NUMBER, 0, all, 0, NUMBERS);
    return all;
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
