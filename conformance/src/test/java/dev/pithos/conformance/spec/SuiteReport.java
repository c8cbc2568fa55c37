package dev.pithos.conformance.spec;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The report on a run as JSON: sums for each group, then every file with its first failures. */
final class SuiteReport {
  private static final int LISTED = 10;
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final String suite;
  private final List<FileReport> files;

  SuiteReport(String suite, Collection<FileReport> files) {
    this.suite = suite;
    this.files = List.copyOf(files);
  }

  /** The sums of a part of the suite. */
  static final class Sums {
    final Tally assertions = new Tally();
    final Tally others = new Tally();
    final Map<String, Tally> kinds = new TreeMap<>();
    final Map<String, Integer> skips = new TreeMap<>();
    int files;
    int passing;
    int reworded;

    private void add(FileReport file) {
      files++;
      passing += file.passes() ? 1 : 0;
      reworded += file.reworded().size();
      assertions.add(file.assertions());
      others.add(file.others());
      file.kinds()
          .forEach((kind, tally) -> kinds.computeIfAbsent(kind, key -> new Tally()).add(tally));
      file.skips().forEach((reason, count) -> skips.merge(reason, count, Integer::sum));
    }
  }

  /** The sums by group. */
  Map<String, Sums> groups() {
    Map<String, Sums> groups = new TreeMap<>();
    for (FileReport file : files) {
      groups.computeIfAbsent(Suite.group(file.script()), key -> new Sums()).add(file);
    }
    return groups;
  }

  Sums total() {
    Sums total = new Sums();
    files.forEach(total::add);
    return total;
  }

  /** Writes the report, making folders as needed. */
  void write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, MAPPER.writeValueAsString(json()) + "\n");
  }

  ObjectNode json() {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("suite", suite);
    root.put("java", System.getProperty("java.version"));
    putSums(root.putObject("total"), total());
    ObjectNode groups = root.putObject("groups");
    groups().forEach((name, sums) -> putSums(groups.putObject(name), sums));
    ObjectNode all = root.putObject("files");
    files.forEach(file -> putFile(all.putObject(file.script()), file));
    return root;
  }

  private static void putSums(ObjectNode node, Sums sums) {
    putTally(node, sums.assertions);
    node.put("files", sums.files);
    node.put("filesPassing", sums.passing);
    node.put("differentWording", sums.reworded);
    putDetails(node, sums.others, sums.kinds, sums.skips);
  }

  private static void putFile(ObjectNode node, FileReport file) {
    putTally(node, file.assertions());
    node.put("seconds", Math.round(file.duration().toMillis() / 10.0) / 100.0);
    putDetails(node, file.others(), file.kinds(), file.skips());
    var failures = node.putArray("firstFailures");
    for (FileReport.Failed failed : first(file.failures())) {
      ObjectNode entry = failures.addObject();
      putCommand(entry, failed);
      entry.put("expected", failed.outcome().expected());
      entry.put("got", failed.outcome().got());
    }
    node.put("failedWithTheirModule", file.consequences());
    var reworded = node.putArray("firstDifferentWordings");
    for (FileReport.Failed other : first(file.reworded())) {
      ObjectNode entry = reworded.addObject();
      putCommand(entry, other);
      entry.put("expected", other.outcome().expected());
      entry.put("message", other.outcome().got());
    }
  }

  private static void putCommand(ObjectNode node, FileReport.Failed failed) {
    node.put("line", failed.command().line());
    node.put("kind", failed.command().kind());
    node.put("command", failed.command().toString());
    node.put("module", failed.module());
  }

  private static void putDetails(
      ObjectNode node, Tally others, Map<String, Tally> kinds, Map<String, Integer> skips) {
    putTally(node.putObject("otherCommands"), others);
    ObjectNode byKind = node.putObject("kinds");
    kinds.forEach((kind, tally) -> putTally(byKind.putObject(kind), tally));
    ObjectNode reasons = node.putObject("skippedBecause");
    skips.forEach(reasons::put);
  }

  private static void putTally(ObjectNode node, Tally tally) {
    node.put("passed", tally.passed);
    node.put("failed", tally.failed);
    node.put("skipped", tally.skipped);
  }

  private static List<FileReport.Failed> first(List<FileReport.Failed> all) {
    return all.subList(0, Math.min(LISTED, all.size()));
  }
}
