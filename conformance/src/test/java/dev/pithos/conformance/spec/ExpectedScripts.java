package dev.pithos.conformance.spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The list of what is to pass in full: a script's name a line, or {@code GROUP/*} for all of a
 * group; empty lines and lines that begin with # do not count.
 */
final class ExpectedScripts {
  private static final String ALL = "/*";

  private final Set<String> lines;

  ExpectedScripts(Collection<String> lines) {
    this.lines =
        lines.stream()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .collect(Collectors.toCollection(TreeSet::new));
  }

  static ExpectedScripts read(Path file) throws IOException {
    return new ExpectedScripts(Files.readAllLines(file));
  }

  boolean contains(String script) {
    return lines.contains(script) || lines.contains(Suite.group(script) + ALL);
  }

  /** Lines that stand for no script of the suite. */
  List<String> unknown(Collection<String> scripts) {
    Set<String> known = new TreeSet<>(scripts);
    scripts.forEach(script -> known.add(Suite.group(script) + ALL));
    return lines.stream().filter(line -> !known.contains(line)).toList();
  }

  /** The lines for a run of the whole suite: what passes now, groups where all do. */
  static List<String> record(Collection<FileReport> files) {
    TreeMap<String, List<FileReport>> groups =
        files.stream()
            .collect(
                Collectors.groupingBy(
                    file -> Suite.group(file.script()), TreeMap::new, Collectors.toList()));
    List<String> lines = new ArrayList<>();
    groups.forEach(
        (group, members) -> {
          if (members.stream().allMatch(FileReport::passes)) {
            lines.add(group + ALL);
          } else {
            members.stream().filter(FileReport::passes).map(FileReport::script).forEach(lines::add);
          }
        });
    return lines;
  }
}
