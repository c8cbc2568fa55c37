package dev.pithos.benchmarks.work;

import dev.pithos.macro.ExpansionThread;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The driver of a contender in the JVM. The conversation is the same with every driver, of whatever
 * language: a line in, a line out, fields separated by tabs.
 *
 * <pre>
 * version                what it is
 * prepare WORK           ok, and the nanoseconds that compiling and instantiating took
 * run MILLISECONDS       median nanoseconds of a run, number of runs, checksum
 * </pre>
 *
 * A failure is {@code error} and a message. The end of the input ends the driver.
 */
public final class Driver {
  private final String contender;
  private Work work;
  private double[] samples = new double[1024];

  private Driver(String contender) {
    this.contender = contender;
  }

  /** Arguments: the contender's name. */
  public static void main(String[] arguments) throws Exception {
    int status = ExpansionThread.call(() -> serve(new Driver(arguments[0])));
    System.exit(status);
  }

  private static int serve(Driver driver) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(driver.answer(line.split("\t", -1)));
    }
    return 0;
  }

  private String answer(String[] request) {
    try {
      switch (request[0]) {
        case "version":
          return "JDK " + System.getProperty("java.version");
        case "prepare":
          long start = System.nanoTime();
          work = Works.prepare(WorkList.find(request[1]), contender);
          return "ok\t" + (System.nanoTime() - start);
        case "run":
          return run(Long.parseLong(request[1]) * 1_000_000);
        default:
          return "error\tno such request: " + request[0];
      }
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      return "error\t" + e.toString().replaceAll("\\s+", " ");
    }
  }

  private String run(long budget) {
    int count = 0;
    long begin = System.nanoTime();
    long now = begin;
    do {
      work.run();
      long then = now;
      now = System.nanoTime();
      if (count == samples.length) {
        samples = Arrays.copyOf(samples, 2 * count);
      }
      samples[count++] = now - then;
    } while (now - begin < budget);
    Arrays.sort(samples, 0, count);
    return samples[count / 2] + "\t" + count + "\t" + work.checksum();
  }
}
