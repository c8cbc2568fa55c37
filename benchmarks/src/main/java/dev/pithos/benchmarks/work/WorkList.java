package dev.pithos.benchmarks.work;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The list of works, and where their files are. */
public final class WorkList {
  /** Reads and writes all JSON of this module. */
  public static final ObjectMapper JSON =
      JsonMapper.builder().enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS).build();

  private static final Path ROOT = Path.of(System.getProperty("pithos.root", "."));

  private WorkList() {}

  /** All works, in the report's order. */
  public static List<WorkEntry> all() {
    try (InputStream in = WorkList.class.getResourceAsStream("/works.json")) {
      return List.of(JSON.readValue(in, WorkEntry[].class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The work of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static WorkEntry find(String name) {
    return all().stream()
        .filter(entry -> entry.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("works.json has no work " + name));
  }

  /** A file by its path from the project's root. */
  public static Path file(String path) {
    return ROOT.resolve(path);
  }

  /** The module of a work. */
  public static byte[] module(WorkEntry entry) {
    return bytes(entry.module());
  }

  static byte[] bytes(String path) {
    try {
      return Files.readAllBytes(file(path));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read " + path + ": benchmarks/prepare.sh makes what is missing", e);
    }
  }
}
