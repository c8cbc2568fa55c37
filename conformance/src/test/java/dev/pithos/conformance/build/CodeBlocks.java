package dev.pithos.conformance.build;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;

/** The code in documents, for tests that run it. */
final class CodeBlocks {
  private CodeBlocks() {}

  /**
   * The document's blocks in a language, in order.
   *
   * @param document its path from the project's root
   */
  static List<String> of(String document, String language) throws IOException {
    return Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$")
        .matcher(Files.readString(Project.root().resolve(document)))
        .results()
        .map(block -> block.group(1))
        .toList();
  }
}
