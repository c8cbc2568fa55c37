package dev.pithos.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** Sizes and times as users write them. */
class QuantitiesTest {
  @ParameterizedTest
  @CsvSource({"1,1", "64K,65536", "2m,2097152", "1.5G,1610612736"})
  void readsBytes(String text, long bytes) {
    assertEquals(bytes, new Quantities.Bytes().convert(text));
  }

  @ParameterizedTest
  @CsvSource({"2,PT2S", "500ms,PT0.5S", "1.5s,PT1.5S", "2m,PT2M"})
  void readsTimes(String text, Duration time) {
    assertEquals(time, new Quantities.Time().convert(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "x", "5q", "99999999999999999999G", "1e9"})
  void refusesOthers(String text) {
    assertThrows(TypeConversionException.class, () -> new Quantities.Bytes().convert(text));
    assertThrows(TypeConversionException.class, () -> new Quantities.Time().convert(text));
  }

  @Test
  void showsBytes() {
    assertEquals("12 B", Quantities.showBytes(12));
    assertEquals("1.5 KiB", Quantities.showBytes(1536));
    assertEquals("2.0 MiB", Quantities.showBytes(2 << 20));
  }
}
