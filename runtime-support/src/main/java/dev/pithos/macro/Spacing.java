package dev.pithos.macro;

/** Whether a {@link Punct} is followed immediately by another one. */
public enum Spacing {
  /** Followed by white space or by something that is no punctuation: {@code +} in {@code + =}. */
  ALONE,
  /** Followed at once by punctuation, or the {@code '} of a lifetime: {@code +} in {@code +=}. */
  JOINT
}
