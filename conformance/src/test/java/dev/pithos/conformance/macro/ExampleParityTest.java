package dev.pithos.conformance.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.WasmCompiler;
import dev.pithos.conformance.build.Project;
import dev.pithos.macro.MacroException;
import dev.pithos.macro.MacroKind;
import dev.pithos.macro.MacroLibrary;
import dev.pithos.macro.TokenStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The guest's proc_macro crate against rustc's own: the example macros, which make tokens by every
 * constructor, expand to the same tokens as natively. tools/rust/expand-examples.sh makes those.
 */
class ExampleParityTest {
  private static final String EXPECTED = "examples.expected";

  @TestFactory
  Stream<DynamicNode> echo() throws IOException {
    return expansions("echo", MacroKind.BANG, "echo_text", "echo_rebuilt");
  }

  @TestFactory
  Stream<DynamicNode> literals() throws IOException {
    return expansions("literals", MacroKind.BANG, "integers", "floats", "quoted", "mixed");
  }

  @TestFactory
  Stream<DynamicNode> api() throws IOException {
    return expansions(
        "api",
        MacroKind.BANG,
        "text",
        "rebuilt_text",
        "debug",
        "values",
        "parsed",
        "quasi",
        "grown",
        "hashes");
  }

  @TestFactory
  Stream<DynamicNode> derive() throws IOException {
    return expansions("kinds", MacroKind.DERIVE, "Name");
  }

  private static Stream<DynamicNode> expansions(String module, MacroKind kind, String... macros)
      throws IOException {
    if (!Files.exists(NativeExpansions.built(EXPECTED))) {
      return NativeExpansions.skipped("expand-examples.sh");
    }
    Path wasm = Project.root().resolve("tools/examples").resolve(module + ".wasm");
    CompilerOptions options =
        CompilerOptions.defaults().withPackageName("parity").withClassName("Example");
    MacroLibrary library =
        MacroLibrary.of(WasmCompiler.compile(Files.readAllBytes(wasm), options).load());
    List<DynamicNode> tests = new ArrayList<>();
    for (Path input : NativeExpansions.inputs("examples")) {
      for (String macro : macros) {
        tests.add(
            DynamicTest.dynamicTest(
                macro + " " + input.getFileName(),
                () ->
                    assertEquals(
                        String.join("\n", NativeExpansions.expected(EXPECTED, input, macro)),
                        String.join("\n", expand(library, kind, macro, input)))));
      }
    }
    return tests.stream();
  }

  private static List<String> expand(MacroLibrary library, MacroKind kind, String macro, Path input)
      throws IOException {
    TokenStream tokens = TokenStream.parse(Files.readString(input));
    try {
      return TokenLines.of(library.expand(library.find(kind, macro).index(), null, tokens));
    } catch (MacroException e) {
      assertEquals(MacroException.Reason.PANIC, e.reason(), e.getMessage());
      return List.of("panic " + TokenLines.escaped(e.detail()));
    }
  }
}
