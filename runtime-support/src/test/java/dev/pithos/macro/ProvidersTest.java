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

  @Test
  void providersThatCannotBeLoadedAreNamed(@TempDir Path folder) throws IOException {
    for (String name : List.of("missing.Macros", "java.lang.String", "java.lang.Math")) {
      Path file = folder.resolve(Providers.ENTRY);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name + "\n");
      URL[] urls = {folder.toUri().toURL()};
      try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader())) {
        MacroException e = assertThrows(MacroException.class, () -> MacroLibrary.discover(loader));
        assertEquals(Reason.BAD_LIBRARY, e.reason());
        assertTrue(e.getMessage().contains(name), e.getMessage());
      }
    }
  }
}
