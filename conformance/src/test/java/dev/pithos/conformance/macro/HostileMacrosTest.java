package dev.pithos.conformance.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.WasmCompiler;
import dev.pithos.macro.ExpansionOptions;
import dev.pithos.macro.GuestFrame;
import dev.pithos.macro.MacroException;
import dev.pithos.macro.MacroException.Reason;
import dev.pithos.macro.MacroJar;
import dev.pithos.macro.MacroKind;
import dev.pithos.macro.MacroLibrary;
import dev.pithos.macro.MacroSlot;
import dev.pithos.macro.TokenStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A module that attacks its host: each attack fails by itself, clearly, and harms nothing else. */
class HostileMacrosTest {
  private static final TokenStream ITEM = TokenStream.parse("struct S { a: u8 }");
  private static final ExpansionOptions OPTIONS =
      ExpansionOptions.defaults().withDeadline(Duration.ofSeconds(60)).withMemoryLimit(32 << 20);
  private static final ExpansionOptions SHORT = OPTIONS.withDeadline(Duration.ofMillis(500));

  @TempDir private static Path folder;
  private static MacroJar jar;
  private static MacroLibrary library;

  @BeforeAll
  static void compile() throws IOException {
    jar = MacroLibrary.open(write("hostile", "Hostile"));
    library = jar.library();
  }

  @AfterAll
  static void close() {
    jar.close();
  }

  private static Path write(String resource, String className) throws IOException {
    try (InputStream in =
        HostileMacrosTest.class.getResourceAsStream("/macro/" + resource + ".wasm")) {
      CompilerOptions options =
          CompilerOptions.defaults().withPackageName("guests").withClassName(className);
      Path path = folder.resolve(resource + ".jar");
      WasmCompiler.compile(in.readAllBytes(), options).writeJar(path);
      return path;
    }
  }

  private static TokenStream expand(String name, ExpansionOptions options) {
    MacroSlot slot = library.find(MacroKind.BANG, name);
    return library.expand(slot.index(), null, ITEM, options);
  }

  private static MacroException fails(String name, Reason reason) {
    ExpansionOptions options = reason == Reason.DEADLINE ? SHORT : OPTIONS;
    MacroException e = assertThrows(MacroException.class, () -> expand(name, options));
    assertEquals(reason, e.reason(), e.getMessage());
    assertTrue(e.getMessage().startsWith("derive_or_bang " + name + " "), e.getMessage());
    assertEquals(ITEM, expand("echo", OPTIONS), "the library works on after " + name);
    return e;
  }

  @Test
  void aPanicSaysItsMessageAndWhere() {
    MacroException e = fails("panics", Reason.PANIC);
    assertEquals("it is \"bad\"\n", e.detail());
    assertEquals(
        List.of("core::panicking::panic_fmt", "panics"),
        e.guestStack().stream().map(GuestFrame::name).toList());
    assertTrue(e.getMessage().contains("\n  at core::panicking::panic_fmt +"), e.getMessage());
  }

  @Test
  void aTrapSaysItsKindAndWhere() {
    MacroException e = fails("divides", Reason.TRAP);
    assertTrue(e.detail().startsWith("integer divide by zero"), e.detail());
    assertEquals("divides", e.guestStack().get(0).name());
  }

  @ParameterizedTest
  @ValueSource(strings = {"loops", "forks"})
  void aDeadlineStopsLoopsAndLoopFreeRecursion(String name) {
    long start = System.nanoTime();
    fails(name, Reason.DEADLINE);
    long millis = (System.nanoTime() - start) / 1_000_000;
    assertTrue(millis >= 500 && millis < 10_000, millis + " ms");
  }

  @Test
  void aDeadlineStopsAStartFunction() throws IOException {
    try (MacroJar starting = MacroLibrary.open(write("hostile-start", "Starting"))) {
      MacroLibrary endless = starting.library();
      MacroException e =
          assertThrows(MacroException.class, () -> endless.expand(0, null, ITEM, SHORT));
      assertEquals(Reason.DEADLINE, e.reason(), e.getMessage());
    }
  }

  @Test
  void stacksAreDeepButEnd() throws InterruptedException {
    List<TokenStream> results = new ArrayList<>();
    Thread small =
        new Thread(null, () -> results.add(expand("deep", OPTIONS)), "small stack", 160 * 1024);
    small.start();
    small.join();
    assertEquals(List.of(ITEM), results);
    assertTrue(fails("recurses", Reason.TRAP).detail().startsWith("call stack exhausted"));
  }

  @Test
  void theEndOfTheStackInsideTheHostHarmsNothing() {
    ExpansionOptions large = OPTIONS.withMemoryLimit(512 << 20);
    for (int i = 0; i < 3; i++) {
      MacroException e =
          assertThrows(MacroException.class, () -> expand("lexes_to_the_end", large));
      assertEquals(Reason.TRAP, e.reason(), e.getMessage());
      assertEquals("\u00e9", expand("lexes", OPTIONS).toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"grows", "hoards_strings", "hoards_handles", "hoards_bytes", "hoards_tokens"})
  void memoryIsLimited(String name) {
    fails(name, Reason.MEMORY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bad_stream",
        "bad_literal",
        "bad_range",
        "huge_range",
        "bad_read",
        "bad_tokens",
        "bad_text"
      })
  void aBrokenAbiFails(String name) {
    fails(name, Reason.BAD_OUTPUT);
  }

  @Test
  void deeplyNestedTokensAreTokens() {
    assertEquals(200_000, expand("nests", OPTIONS).toString().length());
  }

  @Test
  void anExpansionSeesNothingOfOthersUnlessReuseIsAsked() {
    for (int i = 0; i < 3; i++) {
      assertEquals("1 1", expand("counts", OPTIONS).toString());
    }
    for (int i = 1; i <= 3; i++) {
      assertEquals(i + " " + i, expand("counts", OPTIONS.withReuse(true)).toString());
    }
    assertEquals("1 1", expand("counts", OPTIONS).toString());
  }

  @Test
  void eightThreadsExpandWhileOthersFail() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<?>> all = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      int number = t;
      all.add(
          threads.submit(
              () -> {
                for (int i = 0; i < 200; i++) {
                  TokenStream item = TokenStream.parse("t" + number + " " + i);
                  assertEquals(item, library.expand(0, null, item));
                  assertEquals("1 1", expand("counts", OPTIONS).toString());
                  if (i % 50 == number) {
                    assertThrows(MacroException.class, () -> expand("panics", OPTIONS));
                    assertThrows(MacroException.class, () -> expand("recurses", OPTIONS));
                  }
                }
              }));
    }
    for (Future<?> one : all) {
      one.get();
    }
    threads.shutdown();
  }

  @Test
  void filesThatAreNoMacroJarsSayWhy() throws IOException {
    Path missing = folder.resolve("missing.jar");
    assertMessage(missing, "there is no such file");
    Path text = Files.writeString(folder.resolve("text.jar"), "no jar");
    assertMessage(text, "it cannot be read as a jar");
    Path empty = folder.resolve("empty.jar");
    try (java.util.jar.JarOutputStream out =
        new java.util.jar.JarOutputStream(Files.newOutputStream(empty))) {
      out.putNextEntry(new java.util.jar.JarEntry("x"));
    }
    assertMessage(empty, "it registers no macro library");
  }

  private static void assertMessage(Path jar, String message) {
    MacroException e = assertThrows(MacroException.class, () -> MacroLibrary.open(jar));
    assertEquals(Reason.BAD_LIBRARY, e.reason());
    assertTrue(e.getMessage().startsWith(jar.toString()), e.getMessage());
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }
}
