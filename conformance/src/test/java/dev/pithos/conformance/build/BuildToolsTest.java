package dev.pithos.conformance.build;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The recipes of docs/build-tools.md for Gradle and Bazel; the plugin's own tests are Maven's. */
class BuildToolsTest {
  private static final String DOCUMENT = "docs/build-tools.md";
  private static final String SCRIPT = "/path/to/pithos/pithos";
  private static final String PITHOS = Project.root().resolve("pithos").toString();
  private static final Path MODULE = Project.root().resolve("tools/examples/demo.wasm");

  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createTempDirectory("pithos");
  }

  /** Bazel leaves folders that may not be written to, which a folder of JUnit's would fail on. */
  @AfterEach
  void deleteFolder() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.filter(Files::isDirectory).forEach(path -> path.toFile().setWritable(true));
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static String recipe(String language) throws IOException {
    String recipe = CodeBlocks.of(DOCUMENT, language).get(0);
    assertTrue(recipe.contains(SCRIPT), recipe);
    return recipe.replace(SCRIPT, PITHOS);
  }

  private static void require(String program, String debianPackage) {
    boolean there =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(entry -> Files.isExecutable(Path.of(entry, program)));
    Required.that(there, "no " + program + "; Debian has it as " + debianPackage);
  }

  private Shell run(String command) throws Exception {
    Shell run = Shell.run(folder, command);
    assertEquals(0, run.status(), () -> command + "\n" + run.out() + run.err());
    return run;
  }

  /** What the command of the recipes makes of the module. */
  private byte[] expectedJar() throws Exception {
    Path jar = folder.resolve("expected.jar");
    run(PITHOS + " compile " + MODULE + " -o " + jar + " --package com.example.macros");
    return Files.readAllBytes(jar);
  }

  @Test
  void gradleCompilesTheModuleForJavaThatNamesIt() throws Exception {
    require("gradle", "gradle");
    Path module = Files.createDirectories(folder.resolve("src/main/wasm")).resolve("demo.wasm");
    Files.copy(MODULE, module);
    Files.writeString(folder.resolve("build.gradle"), recipe("groovy"));
    Files.writeString(
        Files.createDirectories(folder.resolve("src/main/java")).resolve("Macros.java"),
        "class Macros { Class<?> demo = com.example.macros.Demo.class; }");
    // Gradle's own JDK: one of its age does not start on every JDK that runs the tests.
    String build =
        "unset JAVA_HOME; gradle --offline --no-daemon --console=plain -g gradle-home classes";
    String first = run(build).out();
    assertTrue(first.contains("compileWasm") && !first.contains("compileWasm UP-TO-DATE"), first);
    assertArrayEquals(
        expectedJar(), Files.readAllBytes(folder.resolve("build/pithos/demo.jar")), "Gradle's jar");
    String second = run(build).out();
    assertTrue(second.contains("compileWasm UP-TO-DATE"), second);
  }

  @Test
  void bazelMakesTheJar() throws Exception {
    require("bazel", "bazel-bootstrap");
    byte[] expected = expectedJar();
    Path project = Files.createDirectories(folder.resolve("project"));
    Files.copy(MODULE, project.resolve("demo.wasm"));
    Files.writeString(project.resolve("WORKSPACE"), "");
    Files.writeString(project.resolve("BUILD"), recipe("python"));
    run("cd project; unset JAVA_HOME; bazel --output_user_root=../bazel --batch build //:demo_jar");
    assertArrayEquals(
        expected, Files.readAllBytes(project.resolve("bazel-bin/demo.jar")), "Bazel's jar");
  }
}
