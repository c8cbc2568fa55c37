package dev.pithos.conformance.macro;

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
 * by rustc: every token of every expansion. {@code macro/parity/crates.txt} lists them and
 * tools/rust/build-parity.sh builds them; the results go to target/crate-parity.tsv, from which
 * tools/rust/write-macro-crates.sh makes docs/macro-crates.md.
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
    Files.writeString(RESULTS, "crate\tversion\tkinds\tmodule\tjar\texpansions\tequal\n");
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
      AtomicInteger equal = new AtomicInteger();
      List<DynamicTest> tests = new ArrayList<>();
      for (ParityCases.Case one : crate.cases()) {
        if (crate.old() && !has(opened.library(), one)) {
          continue;
        }
        tests.add(
            DynamicTest.dynamicTest(
                one.toString(),
                () -> {
                  if (compare(crate, opened.library(), one)) {
                    equal.incrementAndGet();
                  }
                }));
      }
      return tests.stream()
          .onClose(
              () -> {
                record(crate, opened.library(), jar, tests.size(), equal.get());
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

  /**
   * Compares the item's tokens, and the macro's; a failure names the case, which reports leave out.
   *
   * @return whether all tokens are the same in order, which some cases do not ask for
   */
  private static boolean compare(
      ParityCases.Crate crate, MacroLibrary library, ParityCases.Case one) throws IOException {
    try {
      NativeExpansions.same(
          crate.expected(one, "tokens"), TokenLines.of(TokenStream.parse(one.item())));
      List<String> expected = withoutSpans(crate.expected(one, one.macro()));
      List<String> actual = withoutSpans(expand(library, one));
      switch (one.expectation()) {
        case EQUAL -> NativeExpansions.same(expected, actual);
        case UNORDERED -> NativeExpansions.same(items(expected), items(actual));
      }
      return expected.equals(actual);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(crate + ", " + one + ": " + e.getMessage(), e);
    }
  }

  /** What a panic's message says of a span is a number of the compiler's session. */
  private static List<String> withoutSpans(List<String> lines) {
    return lines.stream()
        .map(line -> line.startsWith("panic ") ? SPAN.matcher(line).replaceAll("span: SPAN") : line)
        .toList();
  }

  /** The items of an expansion, sorted: each ends with a group in braces. */
  private static List<String> items(List<String> lines) {
    List<String> items = new ArrayList<>();
    StringBuilder item = new StringBuilder();
    int depth = 0;
    boolean braces = false;
    for (String line : lines) {
      if (depth == 0) {
        braces = line.equals("open brace");
      }
      depth += line.startsWith("open ") ? 1 : line.equals("close") ? -1 : 0;
      item.append(line).append('\n');
      if (depth == 0 && braces) {
        items.add(item.toString());
        item.setLength(0);
      }
    }
    items.add(item.toString());
    return items.stream().sorted().toList();
  }

  private static List<String> expand(MacroLibrary library, ParityCases.Case one) {
    TokenStream item = TokenStream.parse(one.item());
    TokenStream args = one.kind() == MacroKind.ATTR ? TokenStream.parse(one.args()) : null;
    try {
      int slot = library.find(one.kind(), one.macro()).index();
      return TokenLines.of(library.expand(slot, args, item, OPTIONS));
    } catch (MacroException e) {
      if (e.reason() == MacroException.Reason.PANIC) {
        return List.of("panic " + TokenLines.escaped(e.detail()));
      }
      throw e;
    }
  }

  private static void record(
      ParityCases.Crate crate, MacroLibrary library, Path jar, int expansions, int equal) {
    List<String> kinds =
        library.slots().stream().map(slot -> slot.kind().word()).distinct().sorted().toList();
    try {
      Files.writeString(
          RESULTS,
          String.format(
              Locale.ROOT,
              "%s\t%s\t%s\t%d\t%d\t%d\t%d%n",
              crate.name(),
              crate.version(),
              String.join(", ", kinds),
              Files.size(crate.module()),
              Files.size(jar),
              expansions,
              equal),
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
