package dev.pithos.conformance.hosts;

import dev.pithos.conformance.build.Project;
import dev.pithos.conformance.build.Required;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The Rust that {@code tools/rust} uses.
 *
 * @param rustc the compiler
 * @param library the standard library's sources
 */
record RustTools(Path rustc, Path library) {

  /** The tools; the test is skipped where there are none. */
  static RustTools required() throws IOException, InterruptedException {
    Process bash =
        new ProcessBuilder(
                "bash",
                "-c",
                ". tools/rust/toolchain.sh; use_modern_rust; echo $RUSTC $RUST_LIBRARY")
            .directory(Project.root().toFile())
            .redirectErrorStream(true)
            .start();
    String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    require(bash.waitFor() == 0, "no Rust with its sources");
    List<String> words = List.of(out.split(" "));
    return new RustTools(Path.of(words.get(0)), Path.of(words.get(1)));
  }

  /** Skips the test unless a tool is there, or fails it where all must be. */
  static void require(boolean there, String missing) {
    Required.that(there, missing + "; tools/rust/install-toolchains.sh installs it");
  }

  /** A program that comes with the compiler. */
  Path analyzer() {
    Path program = rustc.resolveSibling("rust-analyzer");
    require(Files.isExecutable(program), "no rust-analyzer");
    return program;
  }

  Path cargo() {
    return rustc.resolveSibling("cargo");
  }

  /** The toolchain's own macro server. */
  Path nativeServer() {
    Path program = rustc.resolve("../../libexec/rust-analyzer-proc-macro-srv").normalize();
    require(Files.isExecutable(program), "no rust-analyzer-proc-macro-srv");
    return program;
  }

  /** Builds a macro crate of one file as native code; returns the shared library. */
  Path buildNative(Path source, Path folder) throws IOException, InterruptedException {
    String name = source.getFileName().toString().replace(".rs", "");
    Path library = folder.resolve(System.mapLibraryName(name));
    Run.of(
            folder,
            rustc.toString(),
            "--edition=2021",
            "--crate-type=proc-macro",
            "--extern=proc_macro",
            "--crate-name=" + name,
            "-o" + library,
            source.toString())
        .assertDone();
    return library;
  }
}
