package dev.pithos.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pithos.macro.MacroException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which providers a class path has, and what is said of those that are unusable. */
class ProvidersTest {
  @Test
  void linesAreReadAsServiceLoaderReadsThem() throws IOException {
    String file = "# macros\r\n a.B # one\n\na.B\r  c.D$E\t\n#f.G\nh.I";
    Set<String> names = new LinkedHashSet<>();
    Providers.addNames(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)), names);
    assertEquals(List.of("a.B", "c.D$E", "h.I"), new ArrayList<>(names));
  }

  @Test
  void aClassPathWithoutMacrosHasNone() throws IOException {
    try (URLClassLoader none = new URLClassLoader(new URL[0], null)) {
      assertEquals(List.of(), MacroLibrary.discover(none));
    }
  }

  @TempDir private Path folder;

  /** What is said of a class that is registered as a provider. */
  private String refusal(String provider) throws IOException {
    Path file = folder.resolve(Providers.ENTRY);
    Files.createDirectories(file.getParent());
    Files.writeString(file, provider + "\n");
    URL[] urls = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader())) {
      MacroException e = assertThrows(MacroException.class, () -> MacroLibrary.discover(loader));
      assertEquals(Reason.BAD_LIBRARY, e.reason());
      return e.detail();
    }
  }

  @Test
  void providersThatCannotBeLoadedAreNamed() throws IOException {
    for (String name : List.of("missing.Macros", "java.lang.String", "java.lang.Math")) {
      String refusal = refusal(name);
      assertTrue(refusal.contains(name), refusal);
    }
  }

  /** As the class of a jar that another version of Pithos made. */
  static final class OfOtherVersion implements MacroLibrary.Provider {
    private static final MacroLibrary LIBRARY = fail();

    private static MacroLibrary fail() {
      throw new IllegalArgumentException("version 1, this runtime reads 2: compile it again");
    }

    @Override
    public MacroLibrary library() {
      return LIBRARY;
    }
  }

  /** As one that calls what this version has no more. */
  static final class OfMissingMethod implements MacroLibrary.Provider {
    OfMissingMethod() {
      throw new NoSuchMethodError("Numeric.gone");
    }

    @Override
    public MacroLibrary library() {
      throw new IllegalStateException("not reached");
    }
  }

  @Test
  void whatOtherVersionsCompiledIsToBeCompiledAgain() throws IOException {
    assertEquals(
        "version 1, this runtime reads 2: compile it again",
        refusal(OfOtherVersion.class.getName()));
    assertEquals(
        "java.lang.NoSuchMethodError: Numeric.gone; if another version of Pithos compiled it,"
            + " compile the module again",
        refusal(OfMissingMethod.class.getName()));
  }
}
