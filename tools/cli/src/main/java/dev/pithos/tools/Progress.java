package dev.pithos.tools;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One line on a terminal that says what takes so long: it appears after a second, counts the
 * seconds, and goes when the work is done. Silent where standard error is no terminal.
 */
final class Progress {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration BEAT = Duration.ofMillis(250);

  private final PrintWriter err;
  private final String work;
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread thread;

  private Progress(PrintWriter err, String work) {
    this.err = err;
    this.work = work;
    thread = new Thread(this::show, "pithos-progress");
    thread.setDaemon(true);
  }

  /** Does the work; {@code name} reads like "compiling demo.wasm". */
  static <T> T during(CommandStreams streams, String name, Supplier<T> work) {
    if (!streams.progress()) {
      return work.get();
    }
    Progress progress = new Progress(streams.err(), name);
    progress.thread.start();
    try {
      return work.get();
    } finally {
      progress.end();
    }
  }

  private void show() {
    long start = System.nanoTime();
    try {
      if (done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      do {
        long seconds = (System.nanoTime() - start) / 1_000_000_000L;
        err.print("\rpithos: " + work + ", " + seconds + " s");
        err.flush();
      } while (!done.await(BEAT.toMillis(), TimeUnit.MILLISECONDS));
      err.print("\r\033[K");
      err.flush();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the line; returns once the terminal is clean. */
  private void end() {
    done.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
