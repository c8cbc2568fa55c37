package dev.pithos.benchmarks.report;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What the programs here take: a pattern of works, and {@code name=value}. */
final class Options {
  private final Map<String, String> values = new HashMap<>();
  private String works = ".";

  Options(String[] arguments) {
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals < 0) {
        works = argument;
      } else {
        values.put(argument.substring(0, equals), argument.substring(equals + 1));
      }
    }
  }

  /** What is searched for in the works' names and groups. */
  Pattern works() {
    return Pattern.compile(works);
  }

  String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  List<Contender> contenders(String otherwise) {
    return named(text("contenders", otherwise));
  }

  /** The contenders whose results are added to those that are there; none unless told. */
  List<Contender> added() {
    return values.containsKey("add") ? named(text("add", "")) : List.of();
  }

  private static List<Contender> named(String names) {
    return Arrays.stream(names.split(",")).map(Contender::of).toList();
  }

  SideBySide sideBySide() {
    int warmUp = number("warmup", 4000);
    return new SideBySide(
        number("core", 0),
        number("rounds", 7),
        number("round", 300),
        warmUp,
        number("peers", warmUp));
  }

  private int number(String name, int otherwise) {
    return Integer.parseInt(text(name, String.valueOf(otherwise)));
  }
}
