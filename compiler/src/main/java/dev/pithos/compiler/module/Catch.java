package dev.pithos.compiler.module;

/**
 * One clause of a try_table.
 *
 * @param tag the tag's index, or -1 for any exception
 * @param withReference whether the exception itself is passed on
 * @param label the relative depth of the branch, counted from outside the try_table
 */
public record Catch(int tag, boolean withReference, int label) {
  public static final int ANY_TAG = -1;
}
