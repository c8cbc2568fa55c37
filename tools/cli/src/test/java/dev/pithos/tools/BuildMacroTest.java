package dev.pithos.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code pithos build-macro} on crates of our own, which need nothing from a registry: what cargo
 * resolves (workspace, path dependency, build script, features) reaches the macro, and a crate that
 * cannot be built is refused with the reason. Needs the Rust tools, and is skipped without them.
 */
class BuildMacroTest {
  private static final Path HOME = Cli.example("demo.wasm").getParent().getParent().getParent();

  @TempDir private Path folder;

  @BeforeAll
  static void setHome() {
    System.setProperty("pithos.home", HOME.toString());
  }

  @AfterAll
  static void clearHome() {
    System.clearProperty("pithos.home");
  }

  /** The standard library for the guest takes a minute to build: only where it is there already. */
  private static void needRust() throws IOException {
    Path built = HOME.resolve(".build/rust");
    if (Files.isDirectory(built)) {
      try (Stream<Path> files = Files.list(built)) {
        if (files.anyMatch(f -> f.getFileName().toString().startsWith("sysroot-"))) {
          return;
        }
      }
    }
    String what = "no Rust: run tools/rust/install-toolchains.sh, then build-serde-derive.sh there";
    if ("1".equals(System.getenv("PITHOS_REQUIRE_ALL"))) {
      fail(what);
    }
    System.out.println("Skipped: building a macro crate: " + what);
    abort(what);
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** A workspace with a macro crate that takes its answer from everything that cargo resolves. */
  private void writeWorkspace() throws IOException {
    write(
        "Cargo.toml",
        """
        [workspace]
        members = ["greet", "words"]
        resolver = "2"
        [workspace.package]
        version = "1.2.3"
        edition = "2021"
        [workspace.dependencies]
        words = { path = "words" }
        """);
    write(
        "greet/Cargo.toml",
        """
        [package]
        name = "greet-derive"
        version.workspace = true
        edition.workspace = true
        [lib]
        proc-macro = true
        path = "source/macros.rs"
        [features]
        loud = []
        [dependencies]
        words.workspace = true
        """);
    write("greet/build.rs", "fn main() { println!(\"cargo:rustc-cfg=from_build_script\"); }\n");
    write("greet/source/text.txt", "text");
    write(
        "greet/source/macros.rs",
        """
        #![deny(warnings)]
        use proc_macro::TokenStream;
        #[proc_macro]
        pub fn greet(_input: TokenStream) -> TokenStream {
            let unused = 1; // a denied warning is no reason to fail
            let script = cfg!(from_build_script);
            let loud = cfg!(feature = "loud");
            format!("{:?}", (words::WORD, script, loud, env!("CARGO_PKG_VERSION"), include_str!("text.txt")))
                .parse()
                .unwrap()
        }
        """);
    write(
        "words/Cargo.toml",
        """
        [package]
        name = "words"
        version.workspace = true
        edition.workspace = true
        """);
    write("words/src/lib.rs", "pub const WORD: &str = \"hello\";\n");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void buildsWhatCargoResolves(@TempDir Path out) throws IOException {
    needRust();
    writeWorkspace();
    List<Path> before = files();
    Path jar = out.resolve("greet.jar");
    Cli build = Cli.run("build-macro", folder, "-o", jar, "--features", "loud");
    assertEquals(0, build.status(), build::err);
    assertTrue(
        build.out().startsWith(jar + ": greet-derive 1.2.3, 1 macro (bang greet), module "),
        build::out);
    assertEquals(
        "(\"hello\", true, true, \"1.2.3\", \"text\")\n",
        Cli.runWith("", "expand", jar, "--bang", "greet").out());
    Path module = out.resolve("greet.wasm");
    assertEquals(0, Cli.run("build-macro", folder.resolve("greet"), "-o", module).status());
    assertEquals(
        "(\"hello\", true, false, \"1.2.3\", \"text\")\n",
        Cli.runWith("", "expand", module, "--bang", "greet").out());
    assertEquals(before, files(), "nothing is written into the crate's folder");
  }

  /** Two versions of a crate in turns: cargo knows both, and has one file for the module. */
  @Test
  void tellsVersionsOfACrateApart(@TempDir Path out) throws IOException {
    needRust();
    for (String version : List.of("1.0.0", "2.0.0")) {
      write(
          version + "/Cargo.toml",
          """
          [package]
          name = "version-of"
          version = "%s"
          edition = "2021"
          [lib]
          proc-macro = true
          [workspace]
          """
              .formatted(version));
      write(
          version + "/src/lib.rs",
          """
          #[proc_macro]
          pub fn version(_input: proc_macro::TokenStream) -> proc_macro::TokenStream {
              format!("{:?}", env!("CARGO_PKG_VERSION")).parse().unwrap()
          }
          """);
    }
    Path module = out.resolve("version.wasm");
    for (String version : List.of("1.0.0", "2.0.0", "1.0.0")) {
      Cli build = Cli.run("build-macro", folder.resolve(version), "-o", module);
      assertEquals(0, build.status(), build::err);
      Cli answer = Cli.runWith("", "expand", module, "--bang", "version");
      assertEquals("\"" + version + "\"\n", answer.out());
    }
  }

  @Test
  void letsMacrosCatchPanicsWhereTheSourcesDo(@TempDir Path out) throws IOException {
    needRust();
    writeWorkspace();
    write(
        "greet/source/macros.rs",
        """
        #[proc_macro]
        pub fn greet(_input: proc_macro::TokenStream) -> proc_macro::TokenStream {
            words::caught(|| panic!("caught")).parse().unwrap()
        }
        """);
    write(
        "words/src/lib.rs",
        """
        pub fn caught(work: fn()) -> String {
            let payload = std::panic::catch_unwind(work).unwrap_err();
            format!("{:?}", payload.downcast_ref::<&str>().unwrap())
        }
        """);
    Path module = out.resolve("greet.wasm");
    Cli build = Cli.run("build-macro", folder, "-o", module);
    assertEquals(0, build.status(), build::err);
    assertEquals("\"caught\"\n", Cli.runWith("", "expand", module, "--bang", "greet").out());
    Cli aborting = Cli.run("build-macro", folder, "-o", module, "--panic", "abort");
    assertEquals(0, aborting.status(), aborting::err);
    Cli ended = Cli.runWith("", "expand", module, "--bang", "greet");
    assertEquals(1, ended.status(), ended::out);
    assertTrue(ended.err().contains("bang greet panicked: caught"), ended::err);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CRATE/words    | words is no proc-macro crate",
        "CRATE/greet/source | no crate: there is no Cargo.toml",
        "CRATE --member nobody | has no package nobody; name one with --member: greet-derive",
        "CRATE --features quiet | greet-derive 1.2.3 cannot be built: ",
        "CRATE --pin words | expected NAME=VERSION",
      })
  void refusesWhatIsNoMacroCrate(String arguments, String problem, @TempDir Path out)
      throws IOException {
    needRust();
    writeWorkspace();
    String[] words = arguments.replace("CRATE", folder.toString()).split(" +");
    Object[] command = new Object[words.length + 3];
    command[0] = "build-macro";
    System.arraycopy(words, 0, command, 1, words.length);
    command[words.length + 1] = "-o";
    command[words.length + 2] = out.resolve("out.jar");
    Cli build = Cli.run(command);
    assertEquals(2, build.status(), build::out);
    assertTrue(build.err().contains(problem), build::err);
    assertEquals(1, build.err().lines().count(), build::err);
    assertFalse(Files.exists(out.resolve("out.jar")));
  }

  @Test
  void tellsWhyACrateCannotBeBuilt(@TempDir Path out) throws IOException {
    needRust();
    writeWorkspace();
    Path jar = out.resolve("out.jar");
    write("greet/source/macros.rs", "fn broken() -> u32 { \"text\" }\n");
    Cli broken = Cli.run("build-macro", folder, "-o", jar);
    assertTrue(broken.err().contains("does not compile for wasm: error[E0308]"), broken::err);
    write("greet/source/macros.rs", "fn nothing() {}\n");
    Cli none = Cli.run("build-macro", folder, "-o", jar);
    assertTrue(none.err().contains("greet-derive defines no macros"), none::err);
    write(
        "greet/build.rs",
        "fn main() { panic!(\"no libz for {}\", std::env::var(\"TARGET\").unwrap()); }\n");
    Cli script = Cli.run("build-macro", folder, "-o", jar);
    assertTrue(script.err().contains("the build script of greet-derive v1.2.3"), script::err);
    assertTrue(script.err().contains("no libz for pithos-wasm"), script::err);
    write("greet/build.rs", "fn main() {}\n");
    write(
        "greet/source/macros.rs",
        """
        extern crate proc_macro;
        extern "C" { fn deflate(level: i32) -> i32; }
        #[proc_macro]
        pub fn native(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
            if unsafe { deflate(9) } == 0 { input } else { Default::default() }
        }
        """);
    Cli linked = Cli.run("build-macro", folder, "-o", jar);
    assertEquals(2, linked.status(), linked::out);
    assertTrue(linked.err().contains("deflate"), linked::err);
    assertFalse(Files.exists(jar));
  }

  @Test
  void saysWhatIsMissing() {
    Cli kind = Cli.run("build-macro", folder, "-o", folder.resolve("out.txt"));
    assertEquals(2, kind.status());
    assertTrue(kind.err().contains("name a file that ends in .wasm or .jar"), kind::err);
    System.clearProperty("pithos.home");
    try {
      Cli homeless = Cli.run("build-macro", folder, "-o", folder.resolve("out.jar"));
      assertEquals(2, homeless.status());
      assertTrue(homeless.err().contains("run the clone's ./pithos"), homeless::err);
    } finally {
      setHome();
    }
  }
}
