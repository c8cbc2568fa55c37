package dev.pithos.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pithos.benchmarks.report.DriverProcess.DriverException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The conversation with drivers, which here are a line of shell each. */
final class DriverProcessTest {
  @Test
  void splitsAnAnswerIntoFields() throws Exception {
    try (DriverProcess driver = driver("read line; printf '%s\\t7\\n' \"$line\"")) {
      assertArrayEquals(new String[] {"run", "300", "7"}, driver.ask("run", "300"));
    }
  }

  @Test
  void reportsWhatTheDriverSays() throws Exception {
    try (DriverProcess driver = driver("read line; printf 'error\\tno such work\\n'")) {
      assertEquals("no such work", failure(driver));
    }
  }

  @Test
  void reportsAnEndedDriver() throws Exception {
    try (DriverProcess driver = driver("read line; exit 1")) {
      assertEquals("the driver has ended", failure(driver));
    }
  }

  @Test
  void doesNotWaitForever() throws Exception {
    try (DriverProcess driver = new DriverProcess(List.of("sh", "-c", "exec sleep 60"), 1)) {
      assertEquals("no answer within 1 s", failure(driver));
    }
  }

  @Test
  void namesAProgramThatIsMissing() {
    IOException missing =
        assertThrows(IOException.class, () -> new DriverProcess(List.of("./no-such-driver"), 1));
    assertEquals(true, missing.getMessage().contains("./no-such-driver"), missing.getMessage());
  }

  private static DriverProcess driver(String script) throws IOException {
    return new DriverProcess(List.of("sh", "-c", script), 10);
  }

  private static String failure(DriverProcess driver) {
    return assertThrows(DriverException.class, () -> driver.ask("version")).getMessage();
  }
}
