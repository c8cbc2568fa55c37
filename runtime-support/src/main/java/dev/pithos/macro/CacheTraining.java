package dev.pithos.macro;

import dev.pithos.macro.MacroException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a JVM does while its cache of classes is made ({@code pithos cache}): expands, again and
 * again, with the macro libraries on the class path, so that the classes, and on JDK 25 the
 * methods' profiles, are those of a host at work. No part of the API.
 */
public final class CacheTraining {
  private static final String SAMPLE = "pub struct Sample { pub a: u32, b: Option<String> }";

  private CacheTraining() {}

  /**
   * Expands every macro of every library.
   *
   * @param arguments how often, then Rust files with items; none for a small struct
   */
  public static void main(String[] arguments) throws IOException {
    int rounds = Integer.parseInt(arguments[0]);
    int expansions = 0;
    List<MacroLibrary> libraries = MacroLibrary.discover(CacheTraining.class.getClassLoader());
    for (int round = 0; round < rounds; round++) {
      for (MacroLibrary library : libraries) {
        if (arguments.length == 1) {
          expansions += expand(library, SAMPLE);
        }
        for (int i = 1; i < arguments.length; i++) {
          expansions += expand(library, Files.readString(Path.of(arguments[i])));
        }
      }
    }
    System.out.println(expansions);
  }

  /**
   * How many macros of the library gave an expansion; a macro may refuse what it is no macro for.
   */
  private static int expand(MacroLibrary library, String text) {
    TokenStream item = TokenStream.parse(text);
    int count = 0;
    for (MacroSlot slot : library.slots()) {
      TokenStream args = slot.kind() == MacroKind.ATTR ? TokenStream.empty() : null;
      try {
        library.expand(slot.index(), args, item);
        count++;
      } catch (MacroException refused) {
        if (refused.reason() == Reason.BAD_LIBRARY) {
          throw refused;
        }
      }
    }
    return count;
  }
}
