package dev.pithos.conformance.hosts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pithos.conformance.build.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One server, two libraries, good macros among panics, traps, endless loops and memory hogs: each
 * request gets its own answer, the process stays the same and does not grow. {@code
 * conformance/soak.sh} runs it with 10,000 expansions.
 */
class MacroServerSoakTest {
  private static final int EXPANSIONS = Integer.getInteger("pithos.soak", 400);

  /** How much the process may grow after a fifth of a long run: 21 MiB were seen. */
  private static final long CAP = 32L << 20;

  private static final long HEAP = 256L << 20;

  /** Compiled code, classes and stacks; they stop to grow after some thousand expansions. */
  private static final long BESIDE_HEAP = 160L << 20;

  private static final int SETTLED = 10_000;
  private static final Path EXAMPLES = Project.root().resolve("tools/examples");

  /** How often each macro is called, in a thousand, and what a failure must tell. */
  private record Kind(String library, String macro, int weight, String failure) {}

  private static final Kind[] KINDS = {
    new Kind("echo", "echo_rebuilt", 450, null),
    new Kind("echo", "echo_text", 300, null),
    new Kind("misbehave", "panic_formatted", 150, "no expansion for `%s`"),
    new Kind("misbehave", "abort", 30, "trapped: unreachable"),
    new Kind("misbehave", "index_out_of_bounds", 30, "panicked: index out of bounds"),
    new Kind("misbehave", "return_garbage", 20, "address 4294901768: a stream of"),
    new Kind("misbehave", "eat_memory", 10, "exceeded its memory limit"),
    new Kind("misbehave", "recurse_forever", 5, "trapped: "),
    new Kind("misbehave", "loop_forever", 5, "exceeded its deadline"),
  };

  @TempDir private Path cache;

  private static Kind pick(Random random) {
    int at = random.nextInt(1000);
    for (Kind kind : KINDS) {
      at -= kind.weight;
      if (at < 0) {
        return kind;
      }
    }
    throw new IllegalStateException("the weights are not 1000 in all");
  }

  @Test
  void everyRequestGetsItsAnswer() throws Exception {
    Random random = new Random(10_000);
    TreeMap<String, Integer> counts = new TreeMap<>();
    Map<String, String> environment = Map.of("PITHOS_JAVA_OPTS", "-Xmx256m");
    try (ServerProcess server =
        ServerProcess.ours(cache, environment, "--deadline=2s", "--memory=8M").agree()) {
      long settled = 0;
      for (int i = 0; i < EXPANSIONS; i++) {
        Kind kind = pick(random);
        String name = "x" + i;
        check(kind, name, server.askJson(request(kind, name)));
        counts.merge(kind.macro, 1, Integer::sum);
        if (i == EXPANSIONS / 5) {
          settled = peak(server);
        }
      }
      long peak = peak(server);
      System.out.println(
          EXPANSIONS
              + " expansions, each answered: "
              + counts
              + "; peak memory "
              + (settled >> 20)
              + " MiB after a fifth, "
              + (peak >> 20)
              + " MiB at the end");
      assertTrue(server.isAlive());
      long most = EXPANSIONS < SETTLED ? HEAP + BESIDE_HEAP : settled + CAP;
      assertTrue(peak <= most, () -> "grew to " + (peak >> 20) + " MiB");
    }
  }

  private static String request(Kind kind, String name) {
    Path library = EXAMPLES.resolve(kind.library + ".wasm");
    JsonNode none = ServerProcess.JSON.nullNode();
    return ServerProcess.expansion(library, kind.macro, ServerProcess.identifier(name), none)
        .toString();
  }

  private static void check(Kind kind, String name, JsonNode answer) {
    JsonNode result = answer.get("ExpandMacroExtended");
    if (kind.failure == null) {
      JsonNode texts = result.at("/Ok/tree/text");
      assertEquals(1, texts.size(), answer::toString);
      assertEquals(name, texts.get(0).asText());
    } else {
      String message = String.format(kind.failure, name);
      assertTrue(result.get("Err").asText().contains(message), () -> message + " in " + answer);
    }
  }

  /** The most memory that the process ever had; 0 where the system does not tell. */
  private static long peak(ServerProcess server) throws Exception {
    return Files.exists(Path.of("/proc/self/status")) ? server.memory("VmHWM") : 0;
  }
}
