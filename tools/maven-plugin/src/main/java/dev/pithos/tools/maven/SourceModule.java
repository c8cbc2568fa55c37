package dev.pithos.tools.maven;

import dev.pithos.compiler.CompilerOptions;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A module of the project and how it is to be compiled.
 *
 * @param file the module
 * @param options with the class that is made of it
 */
record SourceModule(Path file, CompilerOptions options) {
  /** The class that is made of the module, with dots. */
  String qualifiedName() {
    return options.packageName().isEmpty()
        ? options.className()
        : options.packageName() + "." + options.className();
  }

  /**
   * Finds the modules of a folder, in the order of their paths.
   *
   * @param folder may be missing: it has no modules then
   * @param patterns which files are modules
   * @param common the options of all of them
   * @param className the class of the only module, or null for names after the files
   * @throws InputException when two modules would become the same class
   */
  static List<SourceModule> find(
      Path folder, List<String> patterns, CompilerOptions common, String className)
      throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    List<Path> files = files(folder, patterns);
    if (className != null && files.size() > 1) {
      throw new InputException(
          "className "
              + className
              + ": there are several modules, "
              + files
              + "; leave it out, or give each an execution of its own with includes");
    }
    List<SourceModule> modules = new ArrayList<>();
    Map<String, Path> byName = new HashMap<>();
    for (Path file : files) {
      String name = className == null ? CompilerOptions.classNameOf(file) : className;
      SourceModule module = new SourceModule(file, common.withClassName(name));
      Path other = byName.put(module.qualifiedName(), file);
      if (other != null) {
        throw new InputException(
            file,
            "becomes the class "
                + module.qualifiedName()
                + ", as "
                + other
                + " does; rename one of them, or give each an execution of its own",
            null);
      }
      modules.add(module);
    }
    return modules;
  }

  private static List<Path> files(Path folder, List<String> patterns) throws IOException {
    List<PathMatcher> matchers =
        patterns.stream().flatMap(p -> matchers(folder.getFileSystem(), p)).toList();
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(f -> matchers.stream().anyMatch(m -> m.matches(folder.relativize(f))))
          .sorted()
          .toList();
    }
  }

  /** In Maven's patterns any folders may be none; in Java's a folder has to be there. */
  private static Stream<PathMatcher> matchers(FileSystem system, String pattern) {
    PathMatcher matcher = system.getPathMatcher("glob:" + pattern);
    return pattern.startsWith("**/")
        ? Stream.of(matcher, system.getPathMatcher("glob:" + pattern.substring(3)))
        : Stream.of(matcher);
  }
}
