package dev.pithos.conformance.spec;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs one script within a time limit. */
final class ScriptRunner {
  /** Enough for the deepest recursion of the suite that is to succeed, interpreted frames too. */
  private static final long STACK_BYTES = 16L << 20;

  /** How long a guest that was asked to stop may take to do so. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final Suite suite;
  private final Engine engine;
  private final Wording wording;
  private final Duration limit;

  ScriptRunner(Suite suite, Engine engine, Wording wording, Duration limit) {
    this.suite = suite;
    this.engine = engine;
    this.wording = wording;
    this.limit = limit;
  }

  /** A thread with a stack for guests, which does not keep the JVM alive. */
  static Thread guestThread(String name, Runnable work) {
    Thread thread = new Thread(null, work, name, STACK_BYTES);
    thread.setDaemon(true);
    return thread;
  }

  /** Runs the script to its end or the limit; commands that it does not reach fail. */
  FileReport run(String script) throws InterruptedException {
    FileReport report = new FileReport(script);
    ScriptContext context = new ScriptContext(suite, script, engine, wording, report);
    AtomicInteger begun = new AtomicInteger();
    long start = System.nanoTime();
    Thread thread = guestThread("spec " + script, () -> runAll(script, context, report, begun));
    thread.start();
    thread.join(limit.toMillis());
    if (thread.isAlive()) {
      context.stop();
      thread.join(GRACE.toMillis());
      failRest(script, context, report, begun.get());
    }
    report.setDuration(Duration.ofNanos(System.nanoTime() - start));
    return report;
  }

  private void runAll(
      String script, ScriptContext context, FileReport report, AtomicInteger begun) {
    Scope scope = new Scope(context);
    try (InputStream stream = suite.open(script)) {
      ScriptReader.read(
          stream,
          command -> {
            if (context.isStopped()) {
              return false;
            }
            begun.incrementAndGet();
            context.run(command, scope);
            return true;
          });
    } catch (IOException e) {
      report.add(new Command.Unreadable(0, "script", script), Outcome.failed("a script", e));
    }
  }

  private void failRest(String script, ScriptContext context, FileReport report, int begun) {
    String reason =
        "the time limit of "
            + limit.toMillis() / 1000.0
            + " s ended at line "
            + (context.current() == null ? 0 : context.current().line());
    int[] number = {0};
    try (InputStream stream = suite.open(script)) {
      ScriptReader.read(
          stream,
          command -> {
            if (++number[0] >= begun) {
              report.add(command, Outcome.failed("an end", reason));
            }
            return true;
          });
    } catch (IOException e) {
      report.add(new Command.Unreadable(0, "script", script), Outcome.failed("a script", e));
    }
  }
}
