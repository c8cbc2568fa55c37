package dev.pithos.benchmarks.engine;

/** The engines by the names that drivers and reports use. */
public final class Engines {
  private Engines() {}

  /**
   * A new engine.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Engine of(String name) {
    return switch (name) {
      case "pithos-guest" -> new PithosEngine(true);
      case "pithos-no-polls" -> new PithosEngine(false);
      case "chicory" -> new ChicoryEngine(true);
      case "chicory-build" -> new ChicoryBuildTimeEngine();
      case "chicory-interpreter" -> new ChicoryEngine(false);
      case "endive" -> new EndiveEngine(true);
      case "graalwasm" -> new GraalWasmEngine();
      default -> throw new IllegalArgumentException("no engine is called " + name);
    };
  }
}
