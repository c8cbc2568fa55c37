package dev.pithos.conformance.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.WasmCompiler;
import dev.pithos.conformance.build.Project;
import dev.pithos.macro.ExpansionOptions;
import dev.pithos.macro.MacroException;
import dev.pithos.macro.MacroJar;
import dev.pithos.macro.MacroKind;
import dev.pithos.macro.MacroLibrary;
import dev.pithos.macro.TokenStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real serde_derive, compiled from wasm to jars, against the same crate run natively by rustc:
 * every token of every expansion. The modules and what they are compared with are built by
 * tools/rust/build-serde-derive.sh, which CI runs first; without them the tests are skipped.
 */
class SerdeParityTest {
  private static final Path INPUTS =
      Project.root().resolve("conformance/src/test/resources/macro/serde");
  private static final Path BUILT = Project.root().resolve(".build/rust/serde");
  private static final ExpansionOptions OPTIONS =
      ExpansionOptions.defaults().withDeadline(Duration.ofSeconds(60));

  /** Where jars go; they stay open until the tests end. */
  @TempDir static Path jars;

  private static Stream<DynamicNode> skipped() {
    return Stream.of(
        DynamicTest.dynamicTest(
            "the real serde_derive",
            () -> {
              String what =
                  "serde_derive is not built: run tools/rust/install-toolchains.sh, then"
                      + " tools/rust/build-serde-derive.sh";
              if ("1".equals(System.getenv("PITHOS_REQUIRE_ALL"))) {
                fail(what);
              }
              System.out.println("Skipped: " + what);
              abort(what);
            }));
  }

  private static boolean built() {
    return Stream.of("new.wasm", "old.wasm", "old-watt.wasm", "new.expected", "old.expected")
        .allMatch(name -> Files.exists(BUILT.resolve(name)));
  }

  private static List<Path> inputs() throws IOException {
    try (Stream<Path> files = Files.list(INPUTS)) {
      return files.sorted().toList();
    }
  }

  private static List<String> expected(String folder, Path input, String what) throws IOException {
    String name = input.getFileName().toString().replaceFirst("\\.rs$", "");
    return Files.readAllLines(BUILT.resolve(folder).resolve(name + "." + what));
  }

  @TestFactory
  Stream<DynamicNode> inputsAreLexedAsRustcLexesThem() throws IOException {
    if (!built()) {
      return skipped();
    }
    return inputs().stream()
        .map(
            input ->
                DynamicTest.dynamicTest(
                    input.getFileName().toString(),
                    () ->
                        same(
                            expected("new.expected", input, "tokens"),
                            TokenLines.of(TokenStream.parse(Files.readString(input))))));
  }

  @TestFactory
  Stream<DynamicNode> currentVersionExpandsAsNatively() throws IOException {
    return expansions("new.wasm", "new.expected");
  }

  @TestFactory
  Stream<DynamicNode> oldVersionExpandsAsNatively() throws IOException {
    return expansions("old.wasm", "old.expected");
  }

  @TestFactory
  Stream<DynamicNode> oldVersionOfOldRustExpandsAsNatively() throws IOException {
    return expansions("old-watt.wasm", "old.expected");
  }

  private static Stream<DynamicNode> expansions(String module, String folder) throws IOException {
    if (!built()) {
      return skipped();
    }
    Path jar = jars.resolve(module.replace(".wasm", ".jar"));
    WasmCompiler.compile(
            Files.readAllBytes(BUILT.resolve(module)),
            CompilerOptions.defaults().withPackageName("parity").withClassName("Serde"))
        .writeJar(jar);
    MacroJar opened = MacroLibrary.open(jar);
    MacroLibrary library = opened.library();
    List<DynamicNode> tests = new ArrayList<>();
    for (Path input : inputs()) {
      for (String derive : List.of("Serialize", "Deserialize")) {
        tests.add(
            DynamicTest.dynamicTest(
                derive + " " + input.getFileName(),
                () -> same(expected(folder, input, derive), expand(library, derive, input))));
      }
    }
    return tests.stream().onClose(opened::close);
  }

  private static List<String> expand(MacroLibrary library, String derive, Path input)
      throws IOException {
    TokenStream item = TokenStream.parse(Files.readString(input));
    try {
      int slot = library.find(MacroKind.DERIVE, derive).index();
      return TokenLines.of(library.expand(slot, null, item, OPTIONS));
    } catch (MacroException e) {
      if (e.reason() == MacroException.Reason.PANIC) {
        return List.of("panic " + TokenLines.escaped(e.detail()));
      }
      throw e;
    }
  }

  /** Equal, or where they part: whole expansions are too long to read. */
  private static void same(List<String> expected, List<String> actual) {
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
