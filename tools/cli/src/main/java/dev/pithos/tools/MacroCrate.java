package dev.pithos.tools;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A proc-macro crate as cargo understands it: workspace inheritance resolved, every dependency with
 * its source. How it is built is not decided here.
 *
 * @param description the package as {@code cargo metadata} describes it
 * @param library its library target, as described there
 * @param workspace the root of the workspace that it belongs to
 */
record MacroCrate(JsonNode description, JsonNode library, Path workspace) {
  /**
   * Reads the crate in a folder; of a workspace without a package of its own, the member named, or
   * the only one that is a proc-macro crate.
   *
   * @param member the package to take, or null
   * @throws InputException when there is no such crate, or it is no proc-macro crate
   */
  static MacroCrate read(RustTools tools, Path folder, String member) throws IOException {
    Path manifest = folder.toRealPath().resolve("Cargo.toml");
    if (!Files.isRegularFile(manifest)) {
      throw new InputException(
          folder + ": no crate: there is no Cargo.toml in it; name the folder that has one");
    }
    JsonNode metadata = tools.metadata(manifest, "--no-deps");
    List<JsonNode> packages = list(metadata.get("packages"));
    Path workspace = Path.of(metadata.get("workspace_root").asText());
    JsonNode chosen = choose(folder, manifest, member, packages);
    JsonNode library = library(chosen);
    if (library == null) {
      throw new InputException(noMacroCrate(chosen, packages));
    }
    return new MacroCrate(chosen, library, workspace);
  }

  /**
   * Fetches a crate of the registry.
   *
   * @param project an empty folder, for a project that depends on the crate
   */
  static MacroCrate fetch(RustTools tools, Path project, String name, String version)
      throws IOException {
    Files.createDirectories(project.resolve("src"));
    Files.writeString(project.resolve("src/lib.rs"), "");
    Files.writeString(
        project.resolve("Cargo.toml"),
        """
        [package]
        name = "pithos-fetch"
        version = "0.0.0"
        edition = "2021"
        [workspace]
        [dependencies]
        %s = "=%s"
        """
            .formatted(name, version));
    JsonNode metadata = tools.metadata(project.resolve("Cargo.toml"));
    for (JsonNode description : list(metadata.get("packages"))) {
      if (description.get("name").asText().equals(name)
          && description.get("version").asText().equals(version)) {
        JsonNode library = library(description);
        if (library == null) {
          throw new InputException(noMacroCrate(description, list(metadata.get("packages"))));
        }
        return new MacroCrate(description, library, project);
      }
    }
    throw new InputException(name + " " + version + ": cargo did not fetch it");
  }

  private static JsonNode choose(
      Path folder, Path manifest, String member, List<JsonNode> packages) {
    List<JsonNode> chosen =
        packages.stream()
            .filter(
                p ->
                    member != null
                        ? p.get("name").asText().equals(member)
                        : Path.of(p.get("manifest_path").asText()).equals(manifest))
            .toList();
    if (chosen.isEmpty() && member == null) {
      chosen = packages.stream().filter(p -> library(p) != null).toList();
    }
    if (chosen.size() == 1) {
      return chosen.get(0);
    }
    String what =
        member != null
            ? "has no package " + member
            : chosen.isEmpty()
                ? "is a workspace without a proc-macro crate"
                : "is a workspace with several proc-macro crates";
    throw new InputException(
        folder + ": " + what + "; name one with --member: " + candidates(packages));
  }

  private static String candidates(List<JsonNode> packages) {
    String names =
        packages.stream()
            .filter(p -> library(p) != null)
            .map(p -> p.get("name").asText())
            .sorted()
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "(none of its packages is a proc-macro crate)" : names;
  }

  /** The package's proc-macro library target, or null. */
  private static JsonNode library(JsonNode description) {
    for (JsonNode target : description.get("targets")) {
      if (list(target.get("kind")).stream().anyMatch(k -> k.asText().equals("proc-macro"))) {
        return target;
      }
    }
    return null;
  }

  /** Many a macro crate is re-exported by the crate that users know: that one is named. */
  private static String noMacroCrate(JsonNode description, List<JsonNode> packages) {
    String name = description.get("name").asText();
    List<String> dependencies =
        list(description.get("dependencies")).stream().map(d -> d.get("name").asText()).toList();
    String behind =
        packages.stream()
            .filter(p -> library(p) != null && dependencies.contains(p.get("name").asText()))
            .map(p -> p.get("name").asText() + " " + p.get("version").asText())
            .sorted()
            .collect(Collectors.joining(", "));
    return name
        + " is no proc-macro crate: its Cargo.toml has no `proc-macro = true` under [lib]."
        + (behind.isEmpty()
            ? " Only such crates define macros that run at compile time."
            : " The macros are in what it depends on: " + behind + ". Build that crate instead.");
  }

  static List<JsonNode> list(JsonNode array) {
    return new ArrayList<>(StreamSupport.stream(array.spliterator(), false).toList());
  }

  String name() {
    return description.get("name").asText();
  }

  String version() {
    return description.get("version").asText();
  }

  /** The folder of its Cargo.toml. */
  Path folder() {
    return Path.of(description.get("manifest_path").asText()).getParent();
  }

  /** The crate's name in Rust, which is the module's file name. */
  String libraryName() {
    return library.get("name").asText().replace('-', '_');
  }
}
