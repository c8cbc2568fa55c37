package dev.pithos.conformance.spec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What the command line asks for.
 *
 * @param suite the suite, or null for the one that {@link Suite#find} finds
 * @param filters names of scripts or of folders, with * for any characters; none for all
 * @param failures how many failures of each script to print
 * @param words whether to print rejections in other words than the script's
 */
record SpecOptions(
    Path suite,
    List<String> filters,
    Wording wording,
    int failures,
    int limitSeconds,
    int parallel,
    boolean words,
    boolean list,
    boolean record,
    boolean help) {
  /** Up to so many scripts, the passing ones get a line too. */
  static final int FEW = 20;

  static final String USAGE =
      """
      Usage: conformance/spec.sh [OPTION]... [FILTER]...
      Runs the specification suite, or the scripts that a FILTER selects: core/i32, core,
      proposals/threads, 'core/simd_*'.
        --failures N     print N failures of each script (default 5; "all" for all)
        --words          print rejections that the compiler words unlike the suite
        --wording MODE   of rejections: off, report (default) or strict
        --limit SECONDS  for each script (default 60)
        --parallel N     scripts at a time (default: processors)
        --suite PATH     folder or zip (default: pithos.spec.suite, PITHOS_SPEC_SUITE,
                         ../shared/spec/*.zip)
        --list           print the scripts' names
        --record         write the list of what is to pass, after a run of the whole suite
      """;

  boolean selects(String script) {
    return filters.isEmpty() || filters.stream().anyMatch(filter -> selects(filter, script));
  }

  private static boolean selects(String filter, String script) {
    String pattern =
        Pattern.compile("\\*")
            .splitAsStream(filter + " ")
            .map(Pattern::quote)
            .reduce((left, right) -> left + ".*" + right)
            .orElseThrow();
    // The blank keeps a star at the end; a folder selects what is in it.
    return (script + " ").matches(pattern) || script.startsWith(filter + "/");
  }

  static SpecOptions parse(List<String> arguments) {
    Path suite = null;
    List<String> filters = new ArrayList<>();
    Wording wording = Wording.REPORT;
    int failures = 5;
    int limit = (int) SuiteRun.DEFAULT_LIMIT.toSeconds();
    int parallel = Runtime.getRuntime().availableProcessors();
    boolean words = false;
    boolean list = false;
    boolean record = false;
    boolean help = false;
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String argument = rest.next();
      switch (argument) {
        case "--failures" -> failures = failures(value(argument, rest));
        case "--words" -> words = true;
        case "--wording" -> wording = wording(value(argument, rest));
        case "--limit" -> limit = number(argument, value(argument, rest));
        case "--parallel" -> parallel = number(argument, value(argument, rest));
        case "--suite" -> suite = Path.of(value(argument, rest));
        case "--list" -> list = true;
        case "--record" -> record = true;
        case "--help", "-h" -> help = true;
        default -> {
          if (argument.startsWith("-")) {
            throw new IllegalArgumentException("unknown option " + argument);
          }
          filters.add(argument.replaceAll("/+$", ""));
        }
      }
    }
    return new SpecOptions(
        suite, filters, wording, failures, limit, parallel, words, list, record, help);
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return rest.next();
  }

  private static int failures(String text) {
    return text.equals("all") ? Integer.MAX_VALUE : number("--failures", text);
  }

  private static int number(String option, String text) {
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException(option + " needs a number above 0, not " + text);
    }
    return Integer.parseInt(text);
  }

  private static Wording wording(String text) {
    for (Wording wording : Wording.values()) {
      if (wording.name().toLowerCase(Locale.ROOT).equals(text)) {
        return wording;
      }
    }
    throw new IllegalArgumentException("--wording is off, report or strict, not " + text);
  }
}
