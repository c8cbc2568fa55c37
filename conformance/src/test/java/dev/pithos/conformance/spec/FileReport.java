package dev.pithos.conformance.spec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of a script's commands. Several threads may add to it. */
final class FileReport {
  /** A command that failed, with the module it was about. */
  record Failed(Command command, String module, Outcome outcome) {}

  private final String script;
  private final Map<String, Tally> kinds = new TreeMap<>();
  private final Map<String, Integer> skips = new TreeMap<>();
  private final List<Failed> failures = new ArrayList<>();
  private final List<Failed> reworded = new ArrayList<>();
  private String module;
  private Duration duration = Duration.ZERO;

  FileReport(String script) {
    this.script = script;
  }

  synchronized void add(Command command, Outcome outcome) {
    if (command instanceof Command.Module made) {
      module = made.source().file();
    }
    Tally tally = kinds.computeIfAbsent(command.kind(), kind -> new Tally());
    switch (outcome.status()) {
      case PASSED -> tally.passed++;
      case REWORDED -> {
        tally.passed++;
        reworded.add(new Failed(command, module, outcome));
      }
      case FAILED -> {
        tally.failed++;
        failures.add(new Failed(command, module, outcome));
      }
      case SKIPPED -> {
        tally.skipped++;
        skips.merge(outcome.got(), 1, Integer::sum);
      }
    }
  }

  synchronized void setDuration(Duration duration) {
    this.duration = duration;
  }

  String script() {
    return script;
  }

  synchronized Duration duration() {
    return duration;
  }

  /** Tallies by the commands' kinds. */
  synchronized Map<String, Tally> kinds() {
    return new TreeMap<>(kinds);
  }

  /** How many commands were skipped, by reason. */
  synchronized Map<String, Integer> skips() {
    return new TreeMap<>(skips);
  }

  /** The failures, but for {@link #consequences}. */
  synchronized List<Failed> failures() {
    return failures.stream().filter(failed -> !failed.outcome().isConsequence()).toList();
  }

  /** How many commands failed only because a module before them did. */
  synchronized int consequences() {
    return failures.size() - failures().size();
  }

  /** Rejections of the right class in other words than the script's. */
  synchronized List<Failed> reworded() {
    return List.copyOf(reworded);
  }

  /** Whether no command failed, neither an assertion nor what sets it up. */
  synchronized boolean passes() {
    return failures.isEmpty();
  }

  /** The sum over the assertions. */
  Tally assertions() {
    return sum(true);
  }

  /** The sum over the other commands: modules, actions and so on. */
  Tally others() {
    return sum(false);
  }

  private synchronized Tally sum(boolean assertions) {
    Tally sum = new Tally();
    kinds.forEach(
        (kind, tally) -> {
          if (kind.startsWith("assert_") == assertions) {
            sum.add(tally);
          }
        });
    return sum;
  }
}
