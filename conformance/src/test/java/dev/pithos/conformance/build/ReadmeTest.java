package dev.pithos.conformance.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's commands and code run as written, and all documents' links lead somewhere. */
class ReadmeTest {
  private static final String README = "README.md";
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");
  private static final String BUILD = "./mvnw verify\n";

  @TempDir private Path folder;

  @Test
  void commandsAndCodeRunAsWritten() throws Exception {
    Path examples = Files.createDirectories(folder.resolve("tools/examples"));
    for (String name : List.of("demo.wasm", "point.rs")) {
      Files.copy(Project.root().resolve("tools/examples").resolve(name), examples.resolve(name));
    }
    Files.writeString(folder.resolve("Example.java"), CodeBlocks.of(README, "java").get(0));
    List<Path> links = new ArrayList<>();
    try {
      for (String name : List.of("pithos", ".build")) {
        Path link = folder.resolve(name);
        links.add(Files.createSymbolicLink(link, Project.root().resolve(name)));
      }
      runAll();
    } finally {
      for (Path link : links) {
        Files.delete(link);
      }
    }
  }

  private void runAll() throws Exception {
    List<String> commands = new ArrayList<>(CodeBlocks.of(README, "sh"));
    assertTrue(commands.remove(BUILD), "the README's test command is not " + BUILD);
    List<String> outputs = new ArrayList<>();
    for (String command : commands) {
      Shell run = Shell.run(folder, "PATH=\"$JAVA_HOME/bin:$PATH\"; " + command);
      assertEquals(0, run.status(), () -> command + run.err());
      outputs.add(run.out());
    }
    String expansion = CodeBlocks.of(README, "rust").get(0);
    assertEquals(expansion, outputs.get(0));
    assertTrue(outputs.get(1).endsWith(expansion), outputs.get(1));
    assertEquals(expansion.replaceAll("\\s+", ""), outputs.get(2).replaceAll("\\s+", ""));
  }

  @Test
  void linksLeadSomewhere() throws IOException {
    List<Path> documents = new ArrayList<>();
    for (Path parent : List.of(Project.root(), Project.root().resolve("docs"))) {
      try (Stream<Path> files = Files.list(parent)) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
      }
    }
    int links = 0;
    for (Path document : documents) {
      Matcher matcher = LINK.matcher(Files.readString(document));
      while (matcher.find()) {
        URI link = URI.create(matcher.group(1));
        if (!link.isAbsolute()) {
          Path target =
              link.getPath().isEmpty() ? document : document.resolveSibling(link.getPath());
          assertTrue(Files.exists(target), () -> document + ": " + link);
          assertTrue(
              link.getFragment() == null || hasHeading(target, link.getFragment()),
              () -> document + ": no heading for " + link);
          links++;
        }
      }
    }
    assertTrue(links > 20, "only " + links + " links");
  }

  private static boolean hasHeading(Path document, String anchor) throws IOException {
    return Files.readAllLines(document).stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(line -> line.replaceAll("[^\\w -]", "").replace(' ', '-'))
        .anyMatch(anchor::equals);
  }
}
