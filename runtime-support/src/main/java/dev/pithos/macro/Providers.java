package dev.pithos.macro;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the libraries that jars register, as {@link java.util.ServiceLoader} would. That one looks
 * through the JVM's modules first, which takes a fresh JVM longer than reading a macro module does,
 * and asks parents for what a jar of its own registers.
 */
final class Providers {
  /** The entry of a jar that names its providers, one a line. */
  static final String ENTRY = "META-INF/services/" + MacroLibrary.Provider.class.getName();

  private Providers() {}

  /**
   * The libraries of all jars that a class loader and its parents see.
   *
   * @throws MacroException if one of them cannot be loaded
   */
  static List<MacroLibrary> of(ClassLoader loader) {
    Set<String> names = new LinkedHashSet<>();
    try {
      for (Enumeration<URL> files = loader.getResources(ENTRY); files.hasMoreElements(); ) {
        try (InputStream file = files.nextElement().openStream()) {
          addNames(file, names);
        }
      }
    } catch (IOException e) {
      throw unusable(loader, e);
    }
    return libraries(names, loader);
  }

  /** Adds the classes that a file of providers names; what stands behind a # is a comment. */
  static void addNames(InputStream file, Set<String> names) throws IOException {
    String text = new String(file.readAllBytes(), StandardCharsets.UTF_8).replace('\r', '\n');
    for (int start = 0; start < text.length(); ) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline;
      int comment = text.indexOf('#', start);
      String name = text.substring(start, comment < 0 || comment > end ? end : comment).strip();
      if (!name.isEmpty()) {
        names.add(name);
      }
      start = end + 1;
    }
  }

  /**
   * The libraries of providers.
   *
   * @throws MacroException if one of them cannot be loaded
   */
  static List<MacroLibrary> libraries(Set<String> names, ClassLoader loader) {
    List<MacroLibrary> libraries = new ArrayList<>();
    for (String name : names) {
      try {
        Class<?> provider = Class.forName(name, false, loader);
        libraries.add(
            ((MacroLibrary.Provider) provider.getDeclaredConstructor().newInstance()).library());
      } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
        throw unusable(loader, e);
      }
    }
    return libraries;
  }

  private static MacroException unusable(ClassLoader loader, Throwable cause) {
    return MacroException.badLibrary("a provider of " + loader, reason(cause), cause);
  }

  /** What a user can act on: why a class did not initialize, and what its absence may mean. */
  private static String reason(Throwable failure) {
    Throwable first = failure;
    while (first.getCause() != null
        && (first instanceof ExceptionInInitializerError
            || first instanceof InvocationTargetException)) {
      first = first.getCause();
    }
    if (first instanceof IllegalArgumentException && first.getMessage() != null) {
      return first.getMessage(); // of a module descriptor, which says what to do
    }
    return first instanceof LinkageError
        ? first + "; if another version of Pithos compiled it, compile the module again"
        : first.toString();
  }
}
