package dev.pithos.tools.server.analyzer;

import java.util.List;

/** What a client asks. */
sealed interface Request {

  /** Which version of the protocol the server speaks. */
  record ApiVersionCheck() implements Request {}

  /** What the numbers of spans mean: indexes into a table, or ids of the client's. */
  record SetConfig(boolean spanTables) implements Request {}

  /** Which macros a library holds. */
  record ListMacros(String path) implements Request {}

  /** A variable of the environment that a native macro is to find. */
  record Variable(String name, String value) {}

  /**
   * An expansion. Environment and current folder are for native macros alone.
   *
   * @param library the library's path
   * @param environment variables that the macro's crate is built with
   * @param currentFolder where it is built; null if the client does not tell
   * @param macro the macro's name
   * @param body the item, or a function-like macro's input
   * @param attributes an attribute macro's arguments; null if there are none
   * @param globalSpans null before version 3
   * @param spanTable five numbers a span; empty in Id mode
   */
  @SuppressWarnings("ArrayRecordComponent") // sent back as it came
  record ExpandMacro(
      String library,
      List<Variable> environment,
      String currentFolder,
      String macro,
      FlatTree body,
      FlatTree attributes,
      SpanIds globalSpans,
      int[] spanTable)
      implements Request {}
}
