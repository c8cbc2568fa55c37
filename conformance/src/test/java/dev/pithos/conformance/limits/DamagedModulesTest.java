package dev.pithos.conformance.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.pithos.compiler.CompiledModule;
import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.ModuleException;
import dev.pithos.compiler.WasmCompiler;
import dev.pithos.macro.MacroException;
import dev.pithos.tools.CommandStreams;
import dev.pithos.tools.Main;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * A truncated, bit-flipped or oversized module is refused, or compiled where it happens to be valid
 * still: never a crash, never long, never a file left behind. The seeds are fixed.
 */
class DamagedModulesTest {
  /** Mutations of each kind, spread over the example modules. */
  private static final int MUTATIONS = 1_000;

  /** Far more than any damaged example needs, even on a loaded machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> damagedModulesAreRefusedInTime() throws IOException {
    List<Path> examples = ExampleModules.all();
    return Stream.of(Mutation.values())
        .map(m -> DynamicTest.dynamicTest(m.name(), () -> mutate(m, examples)));
  }

  private static void mutate(Mutation mutation, List<Path> examples) throws IOException {
    List<byte[]> modules = new ArrayList<>();
    for (Path example : examples) {
      modules.add(Files.readAllBytes(example));
    }
    Random random = new Random(mutation.ordinal());
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      int index = random.nextInt(modules.size());
      byte[] damaged = mutation.apply(modules.get(index), random);
      String name = mutation + " " + i + " of " + examples.get(index).getFileName();
      refused += refuses(name, damaged) ? 1 : 0;
    }
    assertTrue(refused > MUTATIONS / 10, mutation + ": only " + refused + " refused");
  }

  /** Whether the compiler refuses a module; fails on anything but a clear answer in time. */
  private static boolean refuses(String name, byte[] module) {
    long start = System.nanoTime();
    try {
      CompiledModule compiled = WasmCompiler.compile(module, CompilerOptions.defaults());
      assertFalse(compiled.classes().isEmpty(), name);
      return false;
    } catch (ModuleException e) {
      assertTrue(e.getMessage().contains("offset 0x"), () -> name + ": " + e.getMessage());
      return true;
    } catch (MacroException e) {
      assertEquals(MacroException.Reason.BAD_LIBRARY, e.reason(), () -> name + ": " + e);
      return true;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return fail(name + " crashes the compiler", e);
    } finally {
      Duration time = Duration.ofNanos(System.nanoTime() - start);
      assertTrue(time.compareTo(PATIENCE) < 0, () -> name + " took " + time);
    }
  }

  @Test
  void commandLeavesNoFileBehind() throws IOException {
    Random random = new Random(7);
    for (Path example : ExampleModules.all()) {
      byte[] module = Files.readAllBytes(example);
      Path damaged =
          Files.write(folder.resolve("damaged.wasm"), Mutation.TRUNCATE.apply(module, random));
      StringWriter err = new StringWriter();
      CommandStreams streams =
          CommandStreams.plain(
              new ByteArrayInputStream(new byte[0]),
              new PrintWriter(new StringWriter()),
              new PrintWriter(err));
      int status =
          Main.run(
              streams, "compile", damaged.toString(), "-o", folder.resolve("a.jar").toString());
      assertEquals(2, status, err::toString);
      assertEquals(1, err.toString().lines().count(), err::toString);
      assertTrue(err.toString().startsWith("pithos: " + damaged + ": "), err::toString);
      try (Stream<Path> files = Files.list(folder)) {
        assertEquals(List.of(damaged), files.toList());
      }
    }
  }

  /** Modules whose few bytes announce more than any machine has. */
  @Test
  void oversizedClaimsAreRefused() {
    String preamble = "0061736d01000000";
    String[] claims = {
      "01 05 ffffffff0f", // types
      "01 0a 01 60 ffffffff0f 7f 00 00", // parameters
      "02 05 ffffffff0f", // imports
      "03 05 ffffffff0f", // functions
      "04 05 ffffffff0f", // tables
      "05 05 ffffffff0f", // memories
      "06 05 ffffffff0f", // globals
      "07 05 ffffffff0f", // exports
      "09 05 ffffffff0f", // element segments
      "0a 05 ffffffff0f", // code
      "0b 05 ffffffff0f", // data segments
      "01 04 01 60 00 00 03 02 01 00 0a 0c 01 0a 01 ffffffff0f 7f 0b 0b 0b", // locals
      "01 04 01 60 00 00 03 02 01 00 0a 0f 01 0d 02 ffffffff0f 7f ffffffff0f 7e 0b", // locals twice
    };
    for (String claim : claims) {
      byte[] module = HexFormat.of().parseHex((preamble + claim).replace(" ", ""));
      assertTrue(refuses(claim, module), claim);
    }
  }

  /** Blocks nest as deeply as a file is long. */
  @Test
  void deepNestingIsNoCrash() {
    int depth = 500_000;
    byte[] body = new byte[2 * depth + 2 + depth];
    body[0] = 0;
    for (int i = 0; i < depth; i++) {
      body[1 + 2 * i] = 0x02;
      body[2 + 2 * i] = 0x40;
      body[1 + 2 * depth + i] = 0x0b;
    }
    body[body.length - 1] = 0x0b;
    byte[] head = HexFormat.of().parseHex("0061736d01000000010401600000030201000a");
    StringBuilder hex = new StringBuilder(HexFormat.of().formatHex(head));
    String bodySize = HexFormat.of().formatHex(leb(body.length));
    hex.append(HexFormat.of().formatHex(leb(1 + bodySize.length() / 2 + body.length)));
    hex.append("01").append(bodySize).append(HexFormat.of().formatHex(body));
    refuses("nested blocks", HexFormat.of().parseHex(hex));
  }

  private static byte[] leb(int value) {
    byte[] bytes = new byte[5];
    for (int i = 0; i < 5; i++) {
      bytes[i] = (byte) (((value >>> (7 * i)) & 0x7f) | (i < 4 ? 0x80 : 0));
    }
    return bytes;
  }
}
