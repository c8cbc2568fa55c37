package dev.pithos.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * The Cargo.toml that a macro crate is built by. It says what the crate's own says, in cargo's
 * words for it, but for one thing: the library's type is cdylib. cargo builds crates of the type
 * proc-macro for the machine that it runs on, whatever target it is told; tools/rust/wrap-rustc.sh
 * turns the type back. Tests, examples and binaries are left out.
 */
final class GuestManifest {
  private static final Set<String> TEXTS =
      Set.of("description", "license", "repository", "homepage", "links", "rust_version");

  private final MacroCrate crate;
  private final StringBuilder toml = new StringBuilder();

  private GuestManifest(MacroCrate crate) {
    this.crate = crate;
  }

  /** The manifest's text; paths inside the crate's folder are relative, others absolute. */
  static String of(MacroCrate crate) {
    GuestManifest manifest = new GuestManifest(crate);
    manifest.addPackage();
    manifest.addLibrary();
    manifest.addFeatures();
    for (JsonNode dependency : crate.description().get("dependencies")) {
      manifest.addDependency(dependency);
    }
    manifest.toml.append("\n[workspace]\n");
    return manifest.toml.toString();
  }

  private void addPackage() {
    JsonNode description = crate.description();
    toml.append("[package]\n");
    add("name", description.get("name"));
    add("version", description.get("version"));
    add("edition", description.get("edition"));
    add("authors", description.get("authors"));
    for (String key : TEXTS.stream().sorted().toList()) {
      if (description.hasNonNull(key)) {
        add(key.replace('_', '-'), description.get(key));
      }
    }
    String script = "false";
    for (JsonNode target : description.get("targets")) {
      if (MacroCrate.list(target.get("kind")).get(0).asText().equals("custom-build")) {
        script = quoted(relative(target.get("src_path").asText()));
      }
    }
    toml.append("build = ").append(script).append('\n');
    toml.append("autobins = false\nautoexamples = false\nautotests = false\nautobenches = false\n");
  }

  private void addLibrary() {
    toml.append("\n[lib]\n");
    toml.append("name = ").append(quoted(crate.libraryName())).append('\n');
    toml.append("path = ")
        .append(quoted(relative(crate.library().get("src_path").asText())))
        .append('\n');
    toml.append("crate-type = [\"cdylib\"]\n");
  }

  private void addFeatures() {
    toml.append("\n[features]\n");
    for (Map.Entry<String, JsonNode> feature : crate.description().get("features").properties()) {
      add(quoted(feature.getKey()), feature.getValue());
    }
  }

  /** Dependencies of tests alone are left out. */
  private void addDependency(JsonNode dependency) {
    String kind = dependency.get("kind").asText("normal");
    if (kind.equals("dev")) {
      return;
    }
    boolean renamed = dependency.hasNonNull("rename");
    toml.append("\n[");
    if (dependency.hasNonNull("target")) {
      toml.append("target.").append(quoted(dependency.get("target").asText())).append('.');
    }
    toml.append(kind.equals("build") ? "build-dependencies." : "dependencies.")
        .append(quoted(dependency.get(renamed ? "rename" : "name").asText()))
        .append("]\n");
    if (renamed) {
      add("package", dependency.get("name"));
    }
    addSource(dependency);
    add("features", dependency.get("features"));
    add("optional", dependency.get("optional"));
    add("default-features", dependency.get("uses_default_features"));
  }

  private void addSource(JsonNode dependency) {
    String source = dependency.get("source").asText("");
    if (dependency.hasNonNull("path")) {
      add("path", dependency.get("path"));
    } else if (source.startsWith("git+")) {
      addGit(source.substring("git+".length()));
    } else {
      add("version", dependency.get("req"));
      if (dependency.hasNonNull("registry")) {
        add("registry-index", dependency.get("registry"));
      }
    }
  }

  /** {@code URL?branch=NAME}, {@code URL?tag=NAME}, {@code URL?rev=HASH} or a URL alone. */
  private void addGit(String source) {
    int query = source.indexOf('?');
    toml.append("git = ")
        .append(quoted(query < 0 ? source : source.substring(0, query)))
        .append('\n');
    if (query >= 0) {
      String[] choice = source.substring(query + 1).replaceFirst("#.*", "").split("=", 2);
      toml.append(choice[0])
          .append(" = ")
          .append(quoted(URLDecoder.decode(choice[1], StandardCharsets.UTF_8)))
          .append('\n');
    }
  }

  private String relative(String path) {
    Path file = Path.of(path);
    return file.startsWith(crate.folder())
        ? crate.folder().relativize(file).toString()
        : file.toString();
  }

  /** Strings, booleans and arrays of strings are written in TOML as in JSON. */
  private void add(String key, JsonNode value) {
    toml.append(key).append(" = ").append(json(value)).append('\n');
  }

  private static String quoted(String text) {
    return json(text);
  }

  private static String json(Object value) {
    try {
      return new ObjectMapper().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
