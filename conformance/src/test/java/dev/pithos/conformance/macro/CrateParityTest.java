package dev.pithos.conformance.macro;

import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.WasmCompiler;
import dev.pithos.conformance.build.Project;
import dev.pithos.macro.Edition;
import dev.pithos.macro.ExpansionOptions;
import dev.pithos.macro.MacroException;
import dev.pithos.macro.MacroJar;
import dev.pithos.macro.MacroKind;
import dev.pithos.macro.MacroLibrary;
import dev.pithos.macro.SourceText;
import dev.pithos.macro.TokenStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real macro crates, unmodified, compiled from wasm to jars, against the same crates run natively
 * by rustc: every token of every expansion, its spans included. {@code macro/parity/crates.txt}
 * lists them and tools/rust/build-parity.sh builds them; the results go to target/crate-parity.tsv,
 * from which tools/rust/write-macro-crates.sh makes docs/macro-crates.md.
 */
class CrateParityTest {
  private static final ExpansionOptions OPTIONS =
      ExpansionOptions.defaults().withDeadline(Duration.ofSeconds(60));

  private static final Path RESULTS = Project.root().resolve("conformance/target/crate-parity.tsv");

  private static final Pattern SPAN =
      Pattern.compile("span: (?:#\\d+ bytes\\(\\d+\\.\\.\\d+\\)|call_site)");

  /** Where jars go; each is closed when its crate's tests end. */
  @TempDir static Path jars;

  @BeforeAll
  static void startResults() throws IOException {
    Files.createDirectories(RESULTS.getParent());
    Files.writeString(RESULTS, "crate\tversion\tkinds\tmodule\tjar\texpansions\ttokens\tspans\n");
  }

  @TestFactory
  Stream<DynamicNode> expandsAsNatively() throws IOException {
    List<DynamicNode> nodes = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (ParityCases.Crate crate : ParityCases.crates()) {
      if (Files.exists(crate.module()) && Files.isDirectory(crate.expected())) {
        nodes.add(DynamicContainer.dynamicContainer(crate.toString(), expansions(crate)));
      } else {
        missing.add(crate.name());
      }
    }
    if (!missing.isEmpty()) {
      nodes.add(NativeExpansions.skippedTest("build-parity.sh " + String.join(" ", missing)));
    }
    return nodes.stream();
  }

  /** Lazily: a crate's jar is made when its turn comes. */
  private static Stream<DynamicTest> expansions(ParityCases.Crate crate) {
    return Stream.of(crate).flatMap(CrateParityTest::opened);
  }

  private static Stream<DynamicTest> opened(ParityCases.Crate crate) {
    try {
      Path jar = jars.resolve(crate.name() + "-" + crate.version() + ".jar");
      WasmCompiler.compile(
              Files.readAllBytes(crate.module()),
              CompilerOptions.defaults().withPackageName("parity").withClassName("Macros"))
          .writeJar(jar);
      MacroJar opened = MacroLibrary.open(jar);
      Tally tally = new Tally(new AtomicInteger(), new AtomicInteger());
      List<DynamicTest> tests = new ArrayList<>();
      for (ParityCases.Case one : crate.cases()) {
        if (crate.old() && !has(opened.library(), one)) {
          continue;
        }
        tests.add(
            DynamicTest.dynamicTest(
                one.toString(), () -> compare(crate, opened.library(), one, tally)));
      }
      return tests.stream()
          .onClose(
              () -> {
                record(crate, opened.library(), jar, tests.size(), tally);
                opened.close();
              });
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static boolean has(MacroLibrary library, ParityCases.Case one) {
    return library.slots().stream()
        .anyMatch(slot -> slot.kind() == one.kind() && slot.name().equals(one.macro()));
  }

  /** How many of a crate's expansions have the native tokens, and the native spans as well. */
  private record Tally(AtomicInteger tokens, AtomicInteger spans) {}

  /**
   * The item's tokens and spans, and the macro's; a failure names the case: reports leave it out.
   */
  private static void compare(
      ParityCases.Crate crate, MacroLibrary library, ParityCases.Case one, Tally tally)
      throws IOException {
    try {
      SourceText item = new SourceText("item", one.item());
      SpanWords words = new SpanWords(item, new SourceText("args", one.args()));
      NativeExpansions.same(crate.expected(one, "tokens"), TokenLines.of(parse(item), words));
      List<String> expected = withoutNumbers(crate.expected(one, one.macro()));
      List<String> actual = withoutNumbers(expand(library, one, words));
      // First without spans: where tokens differ, spans say nothing.
      NativeExpansions.same(tokens(expected), tokens(actual));
      tally.tokens().incrementAndGet();
      NativeExpansions.same(expected, actual);
      tally.spans().incrementAndGet();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(crate + ", " + one + ": " + e.getMessage(), e);
    }
  }

  private static List<String> tokens(List<String> lines) {
    return lines.stream().map(TokenLines::withoutSpans).toList();
  }

  /** What a panic's message says of a span is a number of the compiler's session. */
  private static List<String> withoutNumbers(List<String> lines) {
    return lines.stream()
        .map(line -> line.startsWith("panic ") ? SPAN.matcher(line).replaceAll("span: SPAN") : line)
        .toList();
  }

  private static TokenStream parse(SourceText source) {
    return TokenStream.parse(source, Edition.RUST_2021);
  }

  private static List<String> expand(MacroLibrary library, ParityCases.Case one, SpanWords words) {
    TokenStream item = parse(words.item());
    TokenStream args = one.kind() == MacroKind.ATTR ? parse(words.args()) : null;
    try {
      int slot = library.find(one.kind(), one.macro()).index();
      return TokenLines.of(library.expand(slot, args, item, OPTIONS), words);
    } catch (MacroException e) {
      if (e.reason() == MacroException.Reason.PANIC) {
        return List.of("panic " + TokenLines.escaped(e.detail()));
      }
      throw e;
    }
  }

  private static void record(
      ParityCases.Crate crate, MacroLibrary library, Path jar, int expansions, Tally tally) {
    List<String> kinds =
        library.slots().stream().map(slot -> slot.kind().word()).distinct().sorted().toList();
    try {
      Files.writeString(
          RESULTS,
          String.format(
              Locale.ROOT,
              "%s\t%s\t%s\t%d\t%d\t%d\t%d\t%d%n",
              crate.name(),
              crate.version(),
              String.join(", ", kinds),
              Files.size(crate.module()),
              Files.size(jar),
              expansions,
              tally.tokens().get(),
              tally.spans().get()),
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
