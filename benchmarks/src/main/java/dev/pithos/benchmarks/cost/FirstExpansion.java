package dev.pithos.benchmarks.cost;

import dev.pithos.macro.MacroJar;
import dev.pithos.macro.MacroKind;
import dev.pithos.macro.MacroLibrary;
import dev.pithos.macro.TokenStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Expands serde's Deserialize from a compiled jar, in a JVM that has just started, and says when
 * the first expansion and when all were done. {@link ColdStart} starts the clock.
 *
 * <pre>FirstExpansion JAR|class-path INPUT EXPANSIONS</pre>
 *
 * With {@code class-path} the library is found there, where an archive of classes may hold it.
 */
public final class FirstExpansion {
  private FirstExpansion() {}

  public static void main(String[] arguments) throws IOException {
    TokenStream item = TokenStream.parse(Files.readString(Path.of(arguments[1])));
    int count = Integer.parseInt(arguments[2]);
    if (arguments[0].equals("class-path")) {
      expand(MacroLibrary.discover(FirstExpansion.class.getClassLoader()).get(0), item, count);
    } else {
      try (MacroJar jar = MacroLibrary.open(Path.of(arguments[0]))) {
        expand(jar.library(), item, count);
      }
    }
  }

  private static void expand(MacroLibrary library, TokenStream item, int count) {
    int slot = library.find(MacroKind.DERIVE, "Deserialize").index();
    int size = library.expand(slot, null, item).size();
    System.out.println("first " + size);
    for (int i = 1; i < count; i++) {
      size = library.expand(slot, null, item).size();
    }
    System.out.println("last " + size);
  }
}
