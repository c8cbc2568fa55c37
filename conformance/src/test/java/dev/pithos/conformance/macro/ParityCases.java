package dev.pithos.conformance.macro;

import dev.pithos.conformance.build.Project;
import dev.pithos.macro.MacroKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The parity suite's crates and cases, as tools/rust/oracle/README.md describes their files. What
 * is built of them and how they are compared is not known here.
 */
final class ParityCases {
  private static final Path SUITE =
      Project.root().resolve("conformance/src/test/resources/macro/parity");

  private static final Pattern HEADER =
      Pattern.compile("(derive|attr|bang) ([\\w, ]+?)(?:\\((.*)\\))?\\s*");

  /** The same macro on every item of a file beside the crates' folders. */
  private static final Pattern EACH = Pattern.compile("each (\\w+) (.*)");

  private ParityCases() {}

  /**
   * A crate of the list.
   *
   * @param old whether the list has a newer version before it, whose cases it shares: it may lack
   *     some of the macros
   */
  record Crate(String name, String version, boolean old) {
    private Path built(String suffix) {
      return NativeExpansions.built("parity").resolve(name + "-" + version + suffix);
    }

    /** The module, where build-parity.sh leaves it. */
    Path module() {
      return built(".wasm");
    }

    /** The folder of what the macros expand to natively. */
    Path expected() {
      return built(".expected");
    }

    /** What a macro made of a case natively, a token a line; or the item's own tokens. */
    List<String> expected(Case one, String macro) throws IOException {
      return Files.readAllLines(expected().resolve(one.file() + "." + one.number() + "." + macro));
    }

    List<Case> cases() throws IOException {
      List<Case> cases = new ArrayList<>();
      try (Stream<Path> files = Files.list(SUITE.resolve(name))) {
        for (Path file : files.sorted().toList()) {
          read(file, cases);
        }
      }
      return cases;
    }

    @Override
    public String toString() {
      return name + " " + version;
    }
  }

  /**
   * One expansion.
   *
   * @param file the input file's name without its ending
   * @param number the case's place in the file, from 1; and the item's, if its file has several
   * @param args what an attribute macro is called with
   * @param item what the macro is applied to
   */
  record Case(String file, String number, MacroKind kind, String macro, String args, String item) {
    @Override
    public String toString() {
      return file + " " + number + " " + macro;
    }
  }

  /** The list, or what the environment variable PITHOS_PARITY_CRATES names of it. */
  static List<Crate> crates() throws IOException {
    Set<String> names = new HashSet<>();
    String wanted = System.getenv("PITHOS_PARITY_CRATES");
    return Files.readAllLines(SUITE.resolve("crates.txt")).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split(" "))
        .map(words -> new Crate(words[0], words[1], !names.add(words[0])))
        .filter(crate -> wanted == null || List.of(wanted.split(" +")).contains(crate.name()))
        .toList();
  }

  private static void read(Path file, List<Case> cases) throws IOException {
    String name = file.getFileName().toString().replaceFirst("\\.rs$", "");
    String[] parts = Files.readString(file).split("//# ", -1);
    for (int number = 1; number < parts.length; number++) {
      int end = parts[number].indexOf('\n');
      String header = parts[number].substring(0, end);
      Matcher each = EACH.matcher(header);
      if (each.matches()) {
        String[] items = Files.readString(SUITE.resolve(each.group(1) + ".rs")).split("//#\n", -1);
        for (int item = 1; item < items.length; item++) {
          add(name, number + "-" + item, each.group(2), items[item], cases);
        }
      } else {
        add(name, "" + number, header, parts[number].substring(end + 1), cases);
      }
    }
  }

  private static void add(
      String file, String number, String header, String item, List<Case> cases) {
    Matcher words = HEADER.matcher(header);
    if (!words.matches()) {
      throw new IllegalArgumentException(file + ": no header of a case: " + header);
    }
    MacroKind kind =
        Stream.of(MacroKind.values())
            .filter(k -> k.word().equals(words.group(1)))
            .findFirst()
            .orElseThrow();
    String args = words.group(3) == null ? "" : words.group(3);
    for (String macro : words.group(2).split(", *")) {
      cases.add(new Case(file, number, kind, macro.strip(), args, item));
    }
  }
}
