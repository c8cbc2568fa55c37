package dev.pithos.conformance.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.WasmCompiler;
import dev.pithos.macro.Delimiter;
import dev.pithos.macro.Group;
import dev.pithos.macro.Ident;
import dev.pithos.macro.MacroJar;
import dev.pithos.macro.MacroKind;
import dev.pithos.macro.MacroLibrary;
import dev.pithos.macro.MacroSlot;
import dev.pithos.macro.Punct;
import dev.pithos.macro.TokenStream;
import dev.pithos.macro.TokenTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs that rustc compiles from what real macro crates expand to, as text: each runs and prints
 * what its {@code //>} lines say. In {@code macro/programs}, the lines from a header {@code //#
 * derive NAME} (or attr, bang) to {@code //# end} are a macro's item. The modules are the parity
 * suite's.
 */
class ExpandedProgramsTest {
  private static final Pattern CRATE = Pattern.compile("// crate: (\\S+)");
  private static final Pattern BLOCK =
      Pattern.compile("(?ms)^//# (derive|attr|bang) ([\\w, ]+)\\n(.*?)^//# end\\n");

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicNode> printsWhatItShould() throws IOException {
    List<DynamicNode> tests = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Path program : NativeExpansions.inputs("programs")) {
      String text = Files.readString(program);
      Matcher crate = CRATE.matcher(text);
      if (!crate.lookingAt()) {
        throw new IllegalArgumentException(program + ": names no crate in its first line");
      }
      ParityCases.Crate built =
          ParityCases.crates().stream()
              .filter(c -> c.name().equals(crate.group(1)))
              .findFirst()
              .orElse(null);
      if (built == null) {
        continue;
      }
      if (Files.exists(built.module())) {
        tests.add(DynamicTest.dynamicTest(built.toString(), () -> check(built, text)));
      } else {
        missing.add(built.name());
      }
    }
    if (!missing.isEmpty()) {
      tests.add(NativeExpansions.skippedTest("build-parity.sh " + String.join(" ", missing)));
    }
    return tests.stream();
  }

  private void check(ParityCases.Crate crate, String text) throws Exception {
    Path jar = folder.resolve(crate.name() + ".jar");
    WasmCompiler.compile(
            Files.readAllBytes(crate.module()),
            CompilerOptions.defaults().withPackageName("programs").withClassName("Macros"))
        .writeJar(jar);
    Path source = folder.resolve("program.rs");
    try (MacroJar opened = MacroLibrary.open(jar)) {
      Files.writeString(source, expanded(opened.library(), text));
    }
    Path program = folder.resolve("program");
    String rustc = System.getenv().getOrDefault("PITHOS_RUSTC", "rustc");
    assertEquals(
        "",
        run(
            rustc,
            "--edition",
            "2021",
            "--cap-lints",
            "allow",
            source.toString(),
            "-o",
            program.toString()));
    String expected =
        text.lines()
            .filter(line -> line.startsWith("//> "))
            .map(line -> line.substring(4) + "\n")
            .collect(Collectors.joining());
    assertEquals(expected, run(program.toString()));
  }

  /** The program with each item replaced by what rustc would go on with. */
  private static String expanded(MacroLibrary library, String text) {
    return BLOCK
        .matcher(text)
        .replaceAll(
            block -> Matcher.quoteReplacement(expansion(library, block.group(1), block) + "\n"));
  }

  private static String expansion(MacroLibrary library, String word, MatchResult block) {
    TokenStream item = TokenStream.parse(block.group(3));
    StringBuilder result = new StringBuilder();
    Set<String> helpers = new LinkedHashSet<>();
    for (String name : block.group(2).split(", *")) {
      MacroKind kind =
          Stream.of(MacroKind.values())
              .filter(k -> k.word().equals(word))
              .findFirst()
              .orElseThrow();
      MacroSlot slot = library.find(kind, name.strip());
      TokenStream args = kind == MacroKind.ATTR ? TokenStream.parse("") : null;
      result.append(library.expand(slot.index(), args, item)).append('\n');
      helpers.addAll(slot.helpers());
    }
    return word.equals("derive") ? without(helpers, item) + "\n" + result : result.toString();
  }

  /** A derive's item stays; its helper attributes are known to the derive macro alone. */
  private static TokenStream without(Set<String> helpers, TokenStream stream) {
    List<TokenTree> kept = new ArrayList<>();
    for (TokenTree tree : stream) {
      boolean helper =
          tree instanceof Group group
              && group.delimiter() == Delimiter.BRACKET
              && !kept.isEmpty()
              && kept.get(kept.size() - 1) instanceof Punct punct
              && punct.character() == '#'
              && group.stream().iterator().hasNext()
              && group.stream().iterator().next() instanceof Ident ident
              && helpers.contains(ident.toString());
      if (helper) {
        kept.remove(kept.size() - 1);
      } else if (tree instanceof Group group) {
        kept.add(Group.of(group.delimiter(), without(helpers, group.stream())));
      } else {
        kept.add(tree);
      }
    }
    return TokenStream.of(kept);
  }

  /** What a command prints; it must end well. */
  private String run(String... command) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    int status = process.waitFor();
    String printed = Files.readString(out, StandardCharsets.UTF_8);
    assertEquals(0, status, () -> String.join(" ", command) + "\n" + printed);
    return printed;
  }
}
