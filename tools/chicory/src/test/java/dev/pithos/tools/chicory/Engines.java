package dev.pithos.tools.chicory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.WasmException;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.types.Value;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Chicory's interpreter and Pithos, for tests that do the same on both and compare what each call
 * gives or throws.
 */
final class Engines {
  private Engines() {}

  /** Makes a builder of an instance of the module on an engine. */
  interface Engine {
    Instance.Builder builder(byte[] wasm);
  }

  static final Engine INTERPRETER = wasm -> Instance.builder(Parser.parse(wasm));

  static final List<Engine> PITHOS =
      List.of(
          wasm -> PithosModule.compile(wasm).instance(),
          wasm ->
              Instance.builder(Parser.parse(wasm))
                  .withMemoryFactory(PithosMemory::new)
                  .withTableFactory(PithosTable::new)
                  .withMachineFactory(PithosModule::machine));

  static byte[] wasm(String name) {
    try (InputStream stream = Engines.class.getResourceAsStream("/" + name + ".wasm")) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static void same(Function<Engine, List<String>> report) {
    String expected = String.join("\n", report.apply(INTERPRETER));
    for (Engine engine : PITHOS) {
      assertEquals(expected, String.join("\n", report.apply(engine)));
    }
  }

  /** Runs lines of a function's name and its arguments; the outcomes behind them. */
  static List<String> run(Instance instance, String calls) {
    List<String> report = new ArrayList<>();
    for (String line : calls.lines().toList()) {
      String[] words = line.split(" ");
      long[] arguments = Arrays.stream(words).skip(1).mapToLong(Engines::value).toArray();
      report.add(line + ": " + outcome(() -> instance.export(words[0]).apply(arguments)));
    }
    return report;
  }

  private static long value(String text) {
    if (text.equals("null")) {
      return Value.REF_NULL_VALUE;
    }
    return text.contains(".") || text.equals("NaN")
        ? Value.doubleToLong(Double.parseDouble(text))
        : Long.parseLong(text);
  }

  interface Action {
    long[] run();
  }

  static String outcome(Action action) {
    try {
      return Arrays.toString(action.run());
    } catch (ChicoryException e) {
      return e.getClass().getSimpleName();
    } catch (WasmException e) {
      return "tag " + e.tagIdx() + " with " + Arrays.toString(e.args());
    }
  }
}
