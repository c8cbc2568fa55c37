package dev.pithos.conformance.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's commands and code run as written, and its links lead somewhere. */
class ReadmeTest {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");
  private static final String BUILD = "./mvnw verify\n";

  @TempDir private Path folder;

  private static String readme() throws IOException {
    return Files.readString(Project.root().resolve("README.md"));
  }

  private static List<String> blocks(String language) throws IOException {
    List<String> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(readme());
    while (matcher.find()) {
      if (matcher.group(1).equals(language)) {
        blocks.add(matcher.group(2));
      }
    }
    return blocks;
  }

  @Test
  void commandsAndCodeRunAsWritten() throws Exception {
    Path examples = Files.createDirectories(folder.resolve("tools/examples"));
    for (String name : List.of("demo.wasm", "point.rs")) {
      Files.copy(Project.root().resolve("tools/examples").resolve(name), examples.resolve(name));
    }
    Path link =
        Files.createSymbolicLink(folder.resolve("pithos"), Project.root().resolve("pithos"));
    try {
      runAll();
    } finally {
      Files.delete(link);
    }
  }

  private void runAll() throws Exception {
    List<String> commands = blocks("sh");
    assertTrue(commands.remove(BUILD), "the README's test command is not " + BUILD);
    List<String> outputs = new ArrayList<>();
    for (String command : commands) {
      Shell run = Shell.run(folder, command);
      assertEquals(0, run.status(), () -> command + run.err());
      outputs.add(run.out());
    }
    String expansion = blocks("rust").get(0);
    assertEquals(expansion, outputs.get(0));
    assertTrue(outputs.get(1).endsWith(expansion), outputs.get(1));
    assertEquals(
        expansion.replaceAll("\\s+", ""), runJava(blocks("java").get(0)).replaceAll("\\s+", ""));
  }

  /** Compiles and runs the program in the folder where the commands left their jar. */
  private String runJava(String source) throws Exception {
    Path file = Files.writeString(folder.resolve("Example.java"), source);
    String runtime = jarOrClasses("dev.pithos.macro.MacroLibrary");
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, errors, "-cp", runtime, "-d", folder.toString(), file.toString());
    assertEquals(0, status, errors.toString(StandardCharsets.UTF_8));
    Shell run = Shell.run(folder, "\"$JAVA_HOME/bin/java\" -cp '" + runtime + "':. Example");
    assertEquals(0, run.status(), run::err);
    return run.out();
  }

  private static String jarOrClasses(String className) throws Exception {
    return Path.of(
            Class.forName(className).getProtectionDomain().getCodeSource().getLocation().toURI())
        .toString();
  }

  @Test
  void linksLeadSomewhere() throws IOException {
    for (String name : List.of("README.md", "CONTRIBUTING.md", "RATIONALE.md", "CHANGELOG.md")) {
      Matcher matcher = LINK.matcher(Files.readString(Project.root().resolve(name)));
      while (matcher.find()) {
        URI link = URI.create(matcher.group(1));
        if (!link.isAbsolute()) {
          assertTrue(Files.exists(Project.root().resolve(link.getPath())), name + ": " + link);
        }
      }
    }
  }
}
