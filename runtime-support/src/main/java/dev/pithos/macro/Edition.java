package dev.pithos.macro;

/**
 * The Rust edition a text is lexed in. rustc takes the edition of the crate that defines the macro,
 * whatever the edition of the crate that calls it.
 */
public enum Edition {
  /** Editions 2015 and 2018: {@code c"x"} is two tokens, no prefix is reserved. */
  RUST_2018,
  /** C string literals, raw lifetimes; an unknown prefix such as {@code k#x} is an error. */
  RUST_2021,
  /** As 2021, and {@code ##} as well as {@code #"} are reserved. */
  RUST_2024;

  boolean atLeast(Edition other) {
    return compareTo(other) >= 0;
  }
}
