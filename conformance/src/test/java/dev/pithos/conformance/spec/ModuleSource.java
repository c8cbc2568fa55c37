package dev.pithos.conformance.spec;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The file that a command takes a module from.
 *
 * @param file the binary module beside the script, or the text where there is no binary
 * @param text whether there is only the text, which needs a parser of the text format
 */
record ModuleSource(String file, boolean text) {
  static ModuleSource of(JsonNode node) {
    boolean text = node.path("module_type").asText("binary").equals("text");
    if (text && node.has("binary_filename")) {
      return new ModuleSource(node.path("binary_filename").asText(), false);
    }
    return new ModuleSource(node.path("filename").asText(), text);
  }

  @Override
  public String toString() {
    return file;
  }
}
