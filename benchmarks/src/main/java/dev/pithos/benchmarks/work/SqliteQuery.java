package dev.pithos.benchmarks.work;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The SQL of {@code join.sql}, which all contenders' drivers read: the last statement is measured.
 */
final class SqliteQuery {
  private static final List<String> STATEMENTS = read();

  /** What makes the tables. */
  static final List<String> SETUP = STATEMENTS.subList(0, STATEMENTS.size() - 1);

  /** The query. */
  static final String JOIN = STATEMENTS.get(STATEMENTS.size() - 1);

  private SqliteQuery() {}

  private static List<String> read() {
    try (InputStream in = SqliteQuery.class.getResourceAsStream("/join.sql")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.split(";")).map(String::strip).filter(s -> !s.isEmpty()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
