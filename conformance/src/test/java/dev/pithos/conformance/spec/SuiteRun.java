package dev.pithos.conformance.spec;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs many scripts, several at a time. */
final class SuiteRun {
  /** Ten times what the slowest script takes on two slow cores. */
  static final Duration DEFAULT_LIMIT = Duration.ofSeconds(60);

  private SuiteRun() {}

  /** Starts all scripts; each future gives its script's report, in the given order. */
  static Map<String, Future<FileReport>> start(
      Collection<String> scripts, ScriptRunner runner, int parallel) {
    ExecutorService pool =
        Executors.newFixedThreadPool(
            parallel,
            work -> {
              Thread thread = new Thread(work, "spec runner");
              thread.setDaemon(true);
              return thread;
            });
    Map<String, Future<FileReport>> reports = new LinkedHashMap<>();
    for (String script : scripts) {
      Callable<FileReport> run = () -> runner.run(script);
      reports.put(script, pool.submit(run));
    }
    pool.shutdown();
    return reports;
  }
}
