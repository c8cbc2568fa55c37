package dev.pithos.conformance.macro;

import static dev.pithos.conformance.macro.NativeExpansions.same;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.WasmCompiler;
import dev.pithos.macro.ExpansionOptions;
import dev.pithos.macro.MacroException;
import dev.pithos.macro.MacroJar;
import dev.pithos.macro.MacroKind;
import dev.pithos.macro.MacroLibrary;
import dev.pithos.macro.TokenStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

  private static final Pattern HEX_DIGITS = Pattern.compile("(?<=\\\\x)[0-9a-f]{2}");

  /** A method's name in a class file; without tail calls only functions that copy have an entry. */
  private static final Pattern ENTRY = Pattern.compile("enter#\\d+");

  /** Where jars go; they stay open until the tests end. */
  @TempDir static Path jars;

  private static boolean built() {
    return Stream.of(
            "new.wasm",
            "old.wasm",
            "old-watt.wasm",
            "published-watt.wasm",
            "new.expected",
            "old.expected",
            "published.expected")
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
    return expansions("new.wasm", as("new.expected"));
  }

  @TestFactory
  Stream<DynamicNode> oldVersionExpandsAsNatively() throws IOException {
    return expansions("old.wasm", as("old.expected"));
  }

  @TestFactory
  Stream<DynamicNode> oldVersionOfOldRustExpandsAsNatively() throws IOException {
    return expansions("old-watt.wasm", as("old.expected"));
  }

  /**
   * The module for Watt 0.4 that users of the crate wa-serde-derive have. Watt's proc_macro is in
   * it, which refuses identifiers beyond ASCII and escapes two kinds of literals in another way. In
   * Watt's own interpreter the module makes the same of every input.
   */
  @TestFactory
  Stream<DynamicNode> publishedVersionExpandsAsNatively() throws IOException {
    return expansions("published-watt.wasm", SerdeParityTest::isOfPublished);
  }

  private static void isOfPublished(Path input, String derive, List<String> made)
      throws IOException {
    if (input.endsWith("unicode_names.rs")) {
      String panic = "panic panicked at '\"Gr\u00f6\u00dfe\" is not a valid Ident', ";
      assertTrue(made.get(0).startsWith(panic), made::toString);
    } else {
      List<String> lines = expected("published.expected", input, derive);
      same(lines.stream().map(SerdeParityTest::ofPublished).toList(), made);
    }
  }

  /** The memcpy and memmove of compilers without memory.copy have entries that copy. */
  @TestFactory
  Stream<DynamicNode> functionsThatCopyAreKnown() throws IOException {
    if (!built()) {
      return NativeExpansions.skipped("build-serde-derive.sh");
    }
    return Stream.of("old-watt.wasm", "published-watt.wasm")
        .map(
            module ->
                DynamicTest.dynamicTest(
                    module, () -> assertEquals(2, entries(module).size(), module)));
  }

  private static Set<String> entries(String module) throws IOException {
    byte[] wasm = Files.readAllBytes(built(module));
    Set<String> entries = new TreeSet<>();
    for (byte[] file : WasmCompiler.compile(wasm, CompilerOptions.defaults()).classes().values()) {
      Matcher names = ENTRY.matcher(new String(file, StandardCharsets.ISO_8859_1));
      while (names.find()) {
        entries.add(names.group());
      }
    }
    return entries;
  }

  /** A literal as that proc_macro makes it; no input has one to be passed on that would differ. */
  private static String ofPublished(String line) {
    if (line.startsWith("literal b\"")) {
      return HEX_DIGITS.matcher(line).replaceAll(digits -> digits.group().toUpperCase(Locale.ROOT));
    }
    if (line.startsWith("literal \"")) {
      return line.codePoints()
          .mapToObj(c -> c < 0x7f ? Character.toString(c) : String.format("\\\\u{%x}", c))
          .collect(Collectors.joining());
    }
    return line;
  }

  /** Compares what a derive made of an input, as lines of tokens. */
  private interface Comparison {
    void check(Path input, String derive, List<String> made) throws IOException;
  }

  private static Comparison as(String folder) {
    return (input, derive, made) -> same(expected(folder, input, derive), made);
  }

  private static Stream<DynamicNode> expansions(String module, Comparison comparison)
      throws IOException {
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
                () -> comparison.check(input, derive, expand(library, derive, input))));
      }
    }
    return tests.stream().onClose(opened::close);
  }

  private static List<String> expand(MacroLibrary library, String derive, Path input)
      throws IOException {
    TokenStream item = TokenStream.parse(Files.readString(input));
    try {
      return TokenLines.of(library.expand(slot(library, derive), null, item, OPTIONS));
    } catch (MacroException e) {
      if (e.reason() == MacroException.Reason.PANIC) {
        return List.of("panic " + TokenLines.escaped(e.detail()));
      }
      throw e;
    }
  }

  /** The published module has no metadata: its macros have their exports' names. */
  private static int slot(MacroLibrary library, String derive) {
    boolean named = library.slots().get(0).kind() == MacroKind.DERIVE;
    String name = named ? derive : "derive_" + derive.toLowerCase(Locale.ROOT);
    return library.find(MacroKind.DERIVE, name).index();
  }
}
