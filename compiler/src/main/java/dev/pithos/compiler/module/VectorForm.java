package dev.pithos.compiler.module;

/**
 * How a vector instruction works on a v128 that is two longs, low half first; where a helper does
 * the work, what it takes and returns.
 */
public enum VectorForm {
  /** JVM instructions on each half. */
  HALVES,

  /** One helper, called for each half: halves of the vectors and whole numbers to half a vector. */
  LANES,

  /**
   * The low half of each operand becomes the whole result: the helper widens 32 bits to a half. Its
   * name has no {@code low}.
   */
  WIDEN_LOW,

  /** The same of the high half of each operand; no {@code high} in the helper's name. */
  WIDEN_HIGH,

  /**
   * Each operand becomes one half of the result: the helper takes both of an operand's halves. With
   * one operand, the high half is zero.
   */
  NARROW,

  /** A number from both halves. */
  REDUCE,

  /** A number to the half that the result has twice. */
  SPLAT,

  /** A helper takes the half that has the lane, and the lane's index in it. */
  EXTRACT_LANE,

  /** The same, with the number that the lane becomes. */
  REPLACE_LANE,

  /** A helper takes both halves of the first operand and one of the second. */
  SWIZZLE,

  /** Lanes of both operands that the instruction names. */
  PICK
}
