package dev.pithos.conformance.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.WasmCompiler;
import dev.pithos.macro.ExpansionOptions;
import dev.pithos.macro.MacroException;
import dev.pithos.macro.MacroKind;
import dev.pithos.macro.MacroLibrary;
import dev.pithos.macro.TokenStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Until the first interruption of a process polls read nothing of the guest, so that one is not
 * like the later ones: it is tried in JVMs of its own, in the midst of loops that each compiler
 * made.
 */
class FirstInterruptionTest {
  private static final TokenStream ITEM = TokenStream.parse("struct S;");

  @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @ParameterizedTest
  @ValueSource(
      strings = {"-XX:+TieredCompilation", "-XX:-TieredCompilation", "-XX:TieredStopAtLevel=1"})
  void endsALoopThatIsCompiled(String compilers) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(compilers, "-cp", System.getProperty("java.class.path")));
    command.add(FirstInterruptionTest.class.getName());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    assertEquals("DEADLINE DEADLINE DEADLINE DEADLINE \n", output);
  }

  /** Several guests are in their loops when the first deadline comes; then one more. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    MacroLibrary library;
    try (InputStream in = FirstInterruptionTest.class.getResourceAsStream("/macro/hostile.wasm")) {
      library =
          MacroLibrary.of(
              WasmCompiler.compile(in.readAllBytes(), CompilerOptions.defaults()).load());
    }
    String[] reasons = new String[4];
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int index = i;
      threads.add(new Thread(() -> reasons[index] = loop(library, 700 + 100 * index)));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    reasons[3] = loop(library, 300);
    for (String reason : reasons) {
      System.out.print(reason + " ");
    }
    System.out.print("\n");
  }

  private static String loop(MacroLibrary library, int deadlineMillis) {
    ExpansionOptions options =
        ExpansionOptions.defaults().withDeadline(Duration.ofMillis(deadlineMillis));
    try {
      library.expand(library.find(MacroKind.BANG, "loops").index(), null, ITEM, options);
      return "ended";
    } catch (MacroException e) {
      return e.reason().toString();
    }
  }
}
