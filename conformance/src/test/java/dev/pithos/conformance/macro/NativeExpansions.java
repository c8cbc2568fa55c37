package dev.pithos.conformance.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pithos.conformance.build.Project;
import dev.pithos.conformance.build.Required;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/** What scripts of tools/rust build for the tests: where it lies, and what to say without it. */
final class NativeExpansions {
  private static final Path INPUTS = Project.root().resolve("conformance/src/test/resources/macro");
  private static final Path BUILT = Project.root().resolve(".build/rust");

  private NativeExpansions() {}

  static Path built(String path) {
    return BUILT.resolve(path);
  }

  /** The inputs of a folder of the macro test resources, sorted by name. */
  static List<Path> inputs(String folder) throws IOException {
    try (Stream<Path> files = Files.list(INPUTS.resolve(folder))) {
      return files.sorted().toList();
    }
  }

  /** What the macro made of the input natively, a token a line. */
  static List<String> expected(String folder, Path input, String macro) throws IOException {
    String name = input.getFileName().toString().replaceFirst("\\.rs$", "");
    return Files.readAllLines(built(folder).resolve(name + "." + macro));
  }

  /**
   * One test that is skipped, or fails where nothing may be skipped, for want of the script's run.
   */
  static Stream<DynamicNode> skipped(String script) {
    return Stream.of(skippedTest(script));
  }

  /** The same. */
  static DynamicTest skippedTest(String script) {
    String what = "not built: run tools/rust/install-toolchains.sh, then tools/rust/" + script;
    return DynamicTest.dynamicTest(
        script, () -> Required.that(false, "native expansions are " + what));
  }

  /** Equal, or where they part: whole expansions are too long to read. */
  static void same(List<String> expected, List<String> actual) {
    int at = 0;
    while (at < Math.min(expected.size(), actual.size())
        && expected.get(at).equals(actual.get(at))) {
      at++;
    }
    if (at < expected.size() || at < actual.size()) {
      int from = Math.max(0, at - 4);
      assertEquals(
          String.join("\n", expected.subList(from, Math.min(expected.size(), at + 6))),
          String.join("\n", actual.subList(from, Math.min(actual.size(), at + 6))),
          "tokens differ from the " + (at + 1) + "th on");
    }
  }
}
