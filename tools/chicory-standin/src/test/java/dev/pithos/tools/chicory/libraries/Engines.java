package dev.pithos.tools.chicory.libraries;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * A class loader for each engine: Chicory's has not the classes that stand before Chicory's own.
 * What a library's run gives is a string, so that the two can be compared.
 */
final class Engines {
  private Engines() {}

  /** A class path without this project's classes in the place of Chicory's. */
  static List<Path> chicoryPath() {
    Path standin = location(com.dylibso.chicory.compiler.MachineFactoryCompiler.class);
    List<Path> path = new ArrayList<>(pithosPath());
    if (!path.remove(standin)) {
      throw new IllegalStateException(standin + " is not on the class path " + path);
    }
    return path;
  }

  static ClassLoader chicory() throws IOException {
    return loader(chicoryPath());
  }

  /** The class path of a host that has chosen Pithos, behind further jars. */
  static ClassLoader pithos(Path... ahead) throws IOException {
    List<Path> path = new ArrayList<>(List.of(ahead));
    path.addAll(pithosPath());
    return loader(path);
  }

  static List<Path> pithosPath() {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return List.of(path.split(File.pathSeparator)).stream()
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry).toAbsolutePath().normalize())
        .toList();
  }

  private static ClassLoader loader(List<Path> path) throws IOException {
    URL[] urls = new URL[path.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = path.get(i).toUri().toURL();
    }
    return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
  }

  private static Path location(Class<?> type) {
    return Path.of(
        java.net.URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  /** The library's run, made and called with the loader as the thread's too. */
  static Callable<String> run(ClassLoader loader, Class<?> library) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      Callable<?> run =
          (Callable<?>) loader.loadClass(library.getName()).getDeclaredConstructor().newInstance();
      return () -> (String) run.call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
