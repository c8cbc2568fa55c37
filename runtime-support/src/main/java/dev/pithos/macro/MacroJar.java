package dev.pithos.macro;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * An open compiled jar and the macro libraries in it. Closing it closes its class loader: libraries
 * taken from it can then load no further classes.
 */
public final class MacroJar implements AutoCloseable {
  private final Path path;
  private final URLClassLoader loader;
  private final List<MacroLibrary> libraries;

  private MacroJar(Path path, URLClassLoader loader, List<MacroLibrary> libraries) {
    this.path = path;
    this.loader = loader;
    this.libraries = libraries;
  }

  static MacroJar open(Path path) {
    Set<String> providers = providers(path);
    URLClassLoader loader = null;
    try {
      loader =
          new URLClassLoader(new URL[] {path.toUri().toURL()}, MacroLibrary.class.getClassLoader());
      return new MacroJar(path, loader, Providers.libraries(providers, loader));
    } catch (IOException e) {
      throw unusable(path, String.valueOf(e), e);
    } catch (MacroException e) {
      close(loader);
      throw unusable(path, e.detail(), e);
    }
  }

  private static Set<String> providers(Path path) {
    if (!Files.isRegularFile(path)) {
      throw unusable(path, "there is no such file", null);
    }
    Set<String> names = new LinkedHashSet<>();
    try (JarFile jar = new JarFile(path.toFile())) {
      ZipEntry entry = jar.getEntry(Providers.ENTRY);
      if (entry == null) {
        throw unusable(
            path,
            "it registers no macro library: the entry " + Providers.ENTRY + " is missing",
            null);
      }
      try (InputStream file = jar.getInputStream(entry)) {
        Providers.addNames(file, names);
      }
    } catch (IOException e) {
      throw unusable(path, "it cannot be read as a jar: " + e.getMessage(), e);
    }
    return names;
  }

  private static MacroException unusable(Path path, String detail, Throwable cause) {
    return MacroException.badLibrary(path.toString(), detail, cause);
  }

  private static void close(URLClassLoader loader) {
    try {
      if (loader != null) {
        loader.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The libraries in the jar, one a module. */
  public List<MacroLibrary> libraries() {
    return libraries;
  }

  /**
   * The only library in the jar.
   *
   * @throws MacroException if there are several
   */
  public MacroLibrary library() {
    if (libraries.size() != 1) {
      throw unusable(path, "expected one macro library, found " + libraries, null);
    }
    return libraries.get(0);
  }

  @Override
  public void close() {
    close(loader);
  }
}
