package dev.pithos.tools.chicory.libraries;

import dev.pithos.tools.endive.PithosMemory;
import io.roastedroot.quickjs4j.core.Engine;
import io.roastedroot.quickjs4j.core.Runner;
import java.util.concurrent.Callable;

/**
 * quickjs4j, which is written for Endive, compiles and runs a script, each time in a new engine.
 */
public final class QuickJs implements Callable<String> {
  /** Whether a class that Pithos compiled is in the place of the library's own. */
  private static final boolean COMPILED_BY_PITHOS =
      Engine.class.getResource("JavyPluginModule.pithos") != null;

  private static final String SCRIPT =
      """
      const seen = new Map();
      let length = 0;
      for (let i = 0; i < 500; i++) {
        seen.set('key' + i % 100, i);
        length += JSON.stringify({number: i, list: [i, i / 2, 'text ' + i]}).length;
      }
      const words = 'a pithos is a large sealed jar'.split(' ').sort().reverse();
      console.log(length, seen.size, words.join());
      """;

  @Override
  public String call() {
    Engine.Builder engine = Engine.builder();
    if (COMPILED_BY_PITHOS) {
      engine.withMemoryFactory(PithosMemory::new);
    }
    try (Runner runner = Runner.builder().withEngine(engine.build()).build()) {
      runner.compileAndExec(SCRIPT);
      return runner.stdout();
    }
  }
}
