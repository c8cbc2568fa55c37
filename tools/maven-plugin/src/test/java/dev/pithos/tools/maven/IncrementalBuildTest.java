package dev.pithos.tools.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pithos.compiler.CompilerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a build compiles, leaves and removes, with real modules. */
class IncrementalBuildTest {
  private static final Path EXAMPLES = Path.of("../examples");
  private static final String SERVICE = "META-INF/services/dev.pithos.macro.MacroLibrary$Provider";

  @TempDir private Path project;
  private Path source;
  private Path classes;

  /** The names of the files that the last build changed. */
  private final Set<String> changed = new TreeSet<>();

  @BeforeEach
  void twoModules() throws IOException {
    source = Files.createDirectories(project.resolve("wasm/more"));
    classes = project.resolve("classes");
    copy("demo", project.resolve("wasm/demo.wasm"));
    copy("echo", project.resolve("wasm/more/echo.wasm"));
  }

  private static void copy(String example, Path target) throws IOException {
    Files.copy(EXAMPLES.resolve(example + ".wasm"), target);
  }

  private List<SourceModule> modules(List<String> includes, String className) throws IOException {
    return modules("com.example", includes, className);
  }

  private List<SourceModule> modules(String packageName, List<String> includes, String className)
      throws IOException {
    CompilerOptions options = CompilerOptions.defaults().withPackageName(packageName);
    return SourceModule.find(project.resolve("wasm"), includes, options, className);
  }

  private List<String> build(Path jars) throws IOException {
    return build("default", modules(List.of("**/*.wasm"), null), jars);
  }

  private List<String> build(String execution, List<SourceModule> modules, Path jars)
      throws IOException {
    Log log = new Log(new ArrayList<>(), changed);
    changed.clear();
    new IncrementalBuild(execution, project.resolve("work"), classes, jars, log).run(modules);
    return log.lines();
  }

  private record Log(List<String> lines, Set<String> changed) implements BuildListener {
    @Override
    public void tell(String message) {
      lines.add(message);
    }

    @Override
    public void changed(Path file) {
      changed.add(file.getFileName().toString());
    }
  }

  @Test
  void compilesOnceUntilContentsChange() throws IOException {
    assertEquals(
        List.of("Compiled demo.wasm to com.example.Demo", "Compiled echo.wasm to com.example.Echo"),
        build(null));
    assertTrue(Files.exists(classes.resolve("com/example/Demo.class")));
    assertFalse(Files.exists(classes.resolve("META-INF/MANIFEST.MF")));
    assertEquals(2, Files.readAllLines(classes.resolve(SERVICE)).size());

    Path demo = project.resolve("wasm/demo.wasm");
    Files.setLastModifiedTime(demo, FileTime.fromMillis(System.currentTimeMillis() + 60_000));
    assertEquals(List.of("demo.wasm is up to date", "echo.wasm is up to date"), build(null));

    Files.copy(
        EXAMPLES.resolve("counter.wasm"), demo, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertEquals(
        List.of("Compiled demo.wasm to com.example.Demo", "echo.wasm is up to date"), build(null));
  }

  @Test
  void tellsWhichFilesItChanged() throws IOException {
    String services = "dev.pithos.macro.MacroLibrary$Provider";
    build(null);
    assertTrue(
        changed.containsAll(List.of("Demo.class", "Echo.class", services)), () -> "" + changed);
    build(null);
    assertEquals(Set.of(), changed);
    Files.delete(source.resolve("echo.wasm"));
    build(null);
    assertTrue(changed.containsAll(List.of("Echo.class", services)), () -> "" + changed);
    assertFalse(changed.contains("Demo.class"));
    build(project.resolve("jars"));
    assertTrue(changed.containsAll(List.of("Demo.class", "com.example.Demo.jar")));
  }

  @Test
  void restoresClassesThatWereDeleted() throws IOException {
    build(null);
    Files.delete(classes.resolve("com/example/Demo.class"));
    build(null);
    assertTrue(Files.exists(classes.resolve("com/example/Demo.class")));
  }

  @Test
  void removesWhatBecameOfAModuleThatIsGone() throws IOException {
    build(null);
    List<String> services = new ArrayList<>(Files.readAllLines(classes.resolve(SERVICE)));
    services.add("com.example.OfTheProject");
    Files.write(classes.resolve(SERVICE), services);
    Files.delete(source.resolve("echo.wasm"));
    build(null);
    assertFalse(Files.exists(classes.resolve("com/example/Echo.class")));
    assertTrue(Files.exists(classes.resolve("com/example/Demo.class")));
    List<String> left = Files.readAllLines(classes.resolve(SERVICE));
    assertEquals(2, left.size());
    assertTrue(left.contains("com.example.OfTheProject"));
  }

  @Test
  void removesClassesOfAFormerName() throws IOException {
    List<String> all = List.of("**/*.wasm");
    build("default", modules(all, null), null);
    build("other", modules("org.other", List.of("demo.wasm"), null), null);
    List<String> log = build("default", modules("com.renamed", all, null), null);
    assertEquals(
        List.of(
            "Removed com.example.Demo: nothing is compiled to it any more",
            "Removed com.example.Echo: nothing is compiled to it any more",
            "Compiled demo.wasm to com.renamed.Demo",
            "Compiled echo.wasm to com.renamed.Echo"),
        log);
    assertFalse(Files.exists(classes.resolve("com/example/Demo.class")));
    assertTrue(Files.exists(classes.resolve("com/renamed/Demo.class")));
    assertTrue(Files.exists(classes.resolve("org/other/Demo.class")));
    assertEquals(3, Files.readAllLines(classes.resolve(SERVICE)).size());
  }

  @Test
  void writesJarsInsteadOfClasses() throws IOException {
    Path jars = project.resolve("jars");
    build(jars);
    assertTrue(Files.exists(jars.resolve("com.example.Demo.jar")));
    assertFalse(Files.exists(classes));
    Files.delete(source.resolve("echo.wasm"));
    build(jars);
    assertTrue(Files.exists(jars.resolve("com.example.Demo.jar")));
    assertFalse(Files.exists(jars.resolve("com.example.Echo.jar")));
  }

  @Test
  void saysWhichFileIsNoModuleAndKeepsNothingOfIt() throws IOException {
    build(null);
    Path demo = Files.writeString(project.resolve("wasm/demo.wasm"), "(module)");
    InputException thrown = assertThrows(InputException.class, () -> build(null));
    String message = thrown.getMessage();
    assertTrue(message.startsWith(demo + ": not a WebAssembly module"), message);
    assertEquals(demo, thrown.file().orElseThrow());
    assertTrue(thrown.problem().startsWith("not a WebAssembly module"), thrown.problem());
    assertFalse(Files.exists(classes.resolve("com/example/Demo.class")));
  }

  @Test
  void saysWhereAModuleIsInvalid() throws IOException {
    Path demo = project.resolve("wasm/demo.wasm");
    Files.write(demo, java.util.Arrays.copyOf(Files.readAllBytes(demo), 1000));
    String message = assertThrows(InputException.class, () -> build(null)).getMessage();
    assertTrue(message.startsWith(demo + ": "), message);
    assertTrue(message.contains("byte offset 0x"), message);
  }

  @Test
  void refusesTwoModulesOfOneName() throws IOException {
    copy("demo", source.resolve("demo.wasm"));
    assertThrows(InputException.class, () -> modules(List.of("**/*.wasm"), null));
    assertThrows(InputException.class, () -> modules(List.of("**/*.wasm"), "Named"));
    assertEquals(
        "com.example.Named", modules(List.of("demo.wasm"), "Named").get(0).qualifiedName());
  }
}
