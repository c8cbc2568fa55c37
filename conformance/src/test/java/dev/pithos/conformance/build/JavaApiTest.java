package dev.pithos.conformance.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.WasmCompiler;
import java.io.ByteArrayOutputStream;
import java.io.File;
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

/** The programs of docs/java-api.md compile, run and print what stands below them. */
class JavaApiTest {
  private static final Pattern PROGRAM =
      Pattern.compile("(?ms)^```java\\n(.*?public class (\\w+) .*?)^```\\n\\n```text\\n(.*?)^```$");

  @TempDir private Path folder;

  @Test
  void programsPrintWhatTheDocumentSays() throws Exception {
    Path examples = Project.root().resolve("tools/examples");
    for (String name : List.of("demo.wasm", "echo.wasm", "misbehave.wasm")) {
      Files.copy(examples.resolve(name), folder.resolve(name));
    }
    byte[] demo = Files.readAllBytes(examples.resolve("demo.wasm"));
    WasmCompiler.compile(demo, CompilerOptions.defaults()).writeJar(folder.resolve("demo.jar"));
    String document = Files.readString(Project.root().resolve("docs/java-api.md"));
    List<String> run = new ArrayList<>();
    Matcher matcher = PROGRAM.matcher(document);
    while (matcher.find()) {
      assertEquals(matcher.group(3), output(matcher.group(2), matcher.group(1)), matcher.group(2));
      run.add(matcher.group(2));
    }
    assertTrue(!run.isEmpty(), "no programs");
    assertEquals(document.split("(?m)^```java$", -1).length - 1, run.size(), "ran only " + run);
  }

  private String output(String name, String source) throws Exception {
    Path file = Files.writeString(folder.resolve(name + ".java"), source);
    String classPath =
        String.join(
            File.pathSeparator,
            jarOrClasses("dev.pithos.macro.MacroLibrary"),
            jarOrClasses("dev.pithos.compiler.WasmCompiler"),
            jarOrClasses("org.objectweb.asm.ClassWriter"));
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, errors, "-cp", classPath, "-d", folder.toString(), file.toString());
    assertEquals(0, status, errors.toString(StandardCharsets.UTF_8));
    Shell run = Shell.run(folder, "\"$JAVA_HOME/bin/java\" -cp '" + classPath + "':. " + name);
    assertEquals(0, run.status(), run::err);
    return run.out();
  }

  private static String jarOrClasses(String className) throws Exception {
    return Path.of(
            Class.forName(className).getProtectionDomain().getCodeSource().getLocation().toURI())
        .toString();
  }
}
