package dev.pithos.tools;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a panic does in a module, by rustc's names. Unwinding makes modules larger and slower, so
 * that only crates that may catch a panic get it. How either is built is the scripts' business.
 */
enum PanicStrategy {
  /** The expansion ends at once. */
  ABORT,
  /** The macro can catch it. */
  UNWIND;

  /** What a crate calls to catch a panic; proc-macro-error calls it for its users. */
  private static final String CATCHES = "catch_unwind";

  /** Names it for the days when a macro could not ask whether it is one. */
  private static final String ASIDE = "proc-macro2";

  /** The word that rustc and the scripts have for it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Unwinding when a source file of the crates that a project is built of has the word {@code
   * catch_unwind}; too often rather than too seldom, for a comment counts as well.
   *
   * @param metadata the project's crates, as {@code cargo metadata} describes them
   */
  static PanicStrategy of(JsonNode metadata) throws IOException {
    for (JsonNode description : metadata.get("packages")) {
      if (description.get("name").asText().equals(ASIDE)) {
        continue;
      }
      for (JsonNode target : description.get("targets")) {
        String kind = MacroCrate.list(target.get("kind")).get(0).asText();
        if (List.of("lib", "rlib", "cdylib", "dylib", "proc-macro").contains(kind)
            && catchesBelow(Path.of(target.get("src_path").asText()).toRealPath().getParent())) {
          return UNWIND;
        }
      }
    }
    return ABORT;
  }

  private static boolean catchesBelow(Path sources) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".rs")).toList()) {
        if (Files.isRegularFile(file)
            && new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                .contains(CATCHES)) {
          return true;
        }
      }
    }
    return false;
  }
}
