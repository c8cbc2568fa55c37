package dev.pithos.conformance.macro;

import static dev.pithos.conformance.macro.NativeExpansions.same;

import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.WasmCompiler;
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
  private static final ExpansionOptions OPTIONS =
      ExpansionOptions.defaults().withDeadline(Duration.ofSeconds(60));

  /** Where jars go; they stay open until the tests end. */
  @TempDir static Path jars;

  private static boolean built() {
    return Stream.of("new.wasm", "old.wasm", "old-watt.wasm", "new.expected", "old.expected")
        .allMatch(name -> Files.exists(built(name)));
  }

  private static Path built(String name) {
    return NativeExpansions.built("serde").resolve(name);
  }

  private static List<String> expected(String folder, Path input, String what) throws IOException {
    return NativeExpansions.expected("serde/" + folder, input, what);
  }

  @TestFactory
  Stream<DynamicNode> inputsAreLexedAsRustcLexesThem() throws IOException {
    if (!built()) {
      return NativeExpansions.skipped("build-serde-derive.sh");
    }
    return NativeExpansions.inputs("serde").stream()
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
      return NativeExpansions.skipped("build-serde-derive.sh");
    }
    Path jar = jars.resolve(module.replace(".wasm", ".jar"));
    WasmCompiler.compile(
            Files.readAllBytes(built(module)),
            CompilerOptions.defaults().withPackageName("parity").withClassName("Serde"))
        .writeJar(jar);
    MacroJar opened = MacroLibrary.open(jar);
    MacroLibrary library = opened.library();
    List<DynamicNode> tests = new ArrayList<>();
    for (Path input : NativeExpansions.inputs("serde")) {
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
}
