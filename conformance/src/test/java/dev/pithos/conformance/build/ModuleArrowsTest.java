package dev.pithos.conformance.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The module arrows: {@code runtime-support <- compiler <- tools}, with conformance and benchmarks
 * as leaves. Read twice: from the poms (what a module may use) and from the compiled classes (what
 * it does use).
 */
class ModuleArrowsTest {
  /** What each module may use beside what the parent gives to tests. Others are tools. */
  private static final Map<String, Set<String>> ALLOWED =
      Map.of(
          "pithos-runtime-support", Set.of(),
          "pithos-compiler", Set.of("pithos-runtime-support", "asm"),
          "pithos-maven-plugin",
              Set.of(
                  "pithos-compiler",
                  "maven-plugin-api",
                  "maven-core",
                  "maven-plugin-annotations",
                  "plexus-build-api"));

  private static final Set<String> LEAVES =
      Set.of("pithos-conformance", "pithos-benchmarks", "pithos-maven-plugin");

  @Test
  void pomsFollowTheArrows() throws Exception {
    List<ModulePom> poms = ModulePom.readTree(Project.root());
    assertTrue(
        poms.stream().map(ModulePom::artifact).toList().containsAll(ALLOWED.keySet()),
        () -> "modules renamed? found " + poms);
    for (ModulePom pom : poms) {
      Set<String> used =
          pom.dependencies().stream()
              .map(ModulePom.Dependency::artifact)
              .collect(Collectors.toSet());
      if (ALLOWED.containsKey(pom.artifact())) {
        assertEquals(ALLOWED.get(pom.artifact()), used, pom.artifact());
      }
      for (String leaf : LEAVES) {
        assertFalse(used.contains(leaf), pom.artifact() + " uses the leaf " + leaf);
      }
    }
  }

  @Test
  void childrenOfToolsAreTheOnlyOtherModules() throws Exception {
    Path root = Project.root();
    for (ModulePom pom : ModulePom.readTree(root)) {
      String folder = root.relativize(pom.folder()).toString();
      boolean known =
          folder.isEmpty()
              || ALLOWED.containsKey(pom.artifact())
              || LEAVES.contains(pom.artifact())
              || folder.equals("tools")
              || folder.startsWith("tools/");
      assertTrue(known, "a module without a place in the arrows: " + folder);
    }
  }

  @Test
  void runtimeSupportUsesTheJdkAlone() throws Exception {
    for (Use use : uses("dev.pithos.runtime.package-info")) {
      assertTrue(
          use.isOfJdk()
              || use.to().startsWith("dev.pithos.runtime.")
              || use.to().startsWith("dev.pithos.macro."),
          use::toString);
    }
  }

  @Test
  void runtimeDoesNotKnowMacros() throws Exception {
    for (Use use : uses("dev.pithos.runtime.package-info")) {
      assertFalse(
          use.from().startsWith("dev.pithos.runtime.") && use.to().startsWith("dev.pithos.macro."),
          use::toString);
    }
  }

  @Test
  void compilerUsesRuntimeSupportAndAsm() throws Exception {
    for (Use use : uses("dev.pithos.compiler.package-info")) {
      assertTrue(
          use.isOfJdk()
              || use.to().startsWith("org.objectweb.asm.")
              || use.to().startsWith("dev.pithos.compiler.")
              || use.to().startsWith("dev.pithos.runtime.")
              || use.to().startsWith("dev.pithos.macro."),
          use::toString);
    }
  }

  /** One class refers to another, qualified names both; {@code home} is the other's module. */
  private record Use(String from, String to, String home) {
    boolean isOfJdk() {
      return home.startsWith("java.");
    }
  }

  /** Every reference in the classes that stand where {@code witness} stands. */
  private static List<Use> uses(String witness)
      throws ClassNotFoundException, URISyntaxException, IOException {
    Class<?> type = Class.forName(witness);
    Path classes = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    StringWriter output = new StringWriter();
    PrintWriter writer = new PrintWriter(output);
    ToolProvider jdeps =
        ToolProvider.findFirst("jdeps").orElseThrow(() -> new IllegalStateException("no jdeps"));
    int status =
        jdeps.run(
            writer,
            writer,
            "-verbose:class",
            "-filter:none",
            "--multi-release",
            "base",
            "--ignore-missing-deps",
            classes.toString());
    assertEquals(0, status, output::toString);
    List<Use> uses = new ArrayList<>();
    for (String line : output.toString().lines().toList()) {
      String[] words = line.strip().split("\\s+");
      if (line.startsWith(" ") && words.length > 3 && words[1].equals("->")) {
        uses.add(new Use(words[0], words[2], words[3]));
      }
    }
    assertFalse(uses.isEmpty(), () -> "jdeps says nothing: " + output);
    return uses;
  }
}
