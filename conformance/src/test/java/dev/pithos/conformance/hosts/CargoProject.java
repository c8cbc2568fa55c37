package dev.pithos.conformance.hosts;

import dev.pithos.conformance.build.Project;
import dev.pithos.conformance.build.Required;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A cargo workspace whose macro crate uses {@code tools/rust/watt}, and a daemon of its own. */
final class CargoProject {
  private static final Path ROOT = Project.root();
  private static final Path SERDE = ROOT.resolve(".build/rust/serde/new.wasm");
  private static final Path SOURCES = ROOT.resolve(".build/rust/sources/serde-1.0.229");
  private static final Path WATT_04_SOURCES =
      ROOT.resolve(".build/rust/sources/wa-serde-derive-0.1.137");

  /** What cargo builds for one test, serde above all, serves the next one. */
  private static final Path TARGET = ROOT.resolve("conformance/target/cargo");

  private final RustTools rust;
  private final Path folder;
  private Path sources = SOURCES;
  private String dependencies =
      "macros = { path = \"../macros\" }\nserde = \"1\"\nserde_json = \"1\"\n";

  CargoProject(Path folder) throws IOException, InterruptedException {
    this.rust = RustTools.required();
    this.folder = folder;
    Required.that(
        Stream.of(SERDE, SOURCES, WATT_04_SOURCES).allMatch(Files::exists),
        "no serde in .build/rust; tools/rust/build-serde-derive.sh and fetch-serde.sh bring it");
    Files.writeString(
        folder.resolve("Cargo.toml"),
        "[workspace]\nmembers = [\"crates/*\"]\nresolver = \"2\"\n"
            + "[profile.dev]\ndebug = false\nincremental = false\n");
    macros();
  }

  /** Two modules in one crate, and the test's own means to kill the daemon from inside rustc. */
  private void macros() throws IOException {
    crate(
        "macros",
        "[lib]\nproc-macro = true\n[dependencies]\nwatt = { path = \""
            + ROOT.resolve("tools/rust/watt")
            + "\" }\n",
        "lib.rs",
        """
        use proc_macro::TokenStream;
        use watt::WasmMacro;

        static DEMO: WasmMacro = WasmMacro::new(include_bytes!("EXAMPLES/demo.wasm"));
        static ECHO: WasmMacro = WasmMacro::new(include_bytes!("EXAMPLES/echo.wasm"));
        static MISBEHAVE: WasmMacro = WasmMacro::new(include_bytes!("EXAMPLES/misbehave.wasm"));
        static SPANS: WasmMacro = WasmMacro::new(include_bytes!("EXAMPLES/spans.wasm"));
        static SERDE: WasmMacro = WasmMacro::new(include_bytes!("SERDE"));
        static OTHER_DEMO: WasmMacro = WasmMacro::new(include_bytes!("OTHER"));
        static NO_MODULE: WasmMacro = WasmMacro::new(b"no module");

        #[proc_macro_derive(Demo)]
        pub fn demo(item: TokenStream) -> TokenStream {
            DEMO.proc_macro_derive("demo", item)
        }
        #[proc_macro_derive(OtherDemo)]
        pub fn other_demo(item: TokenStream) -> TokenStream {
            OTHER_DEMO.proc_macro_derive("demo", item)
        }
        #[proc_macro_derive(NoExport)]
        pub fn no_export(item: TokenStream) -> TokenStream {
            DEMO.proc_macro_derive("no_such_export", item)
        }
        #[proc_macro_derive(NoModule)]
        pub fn no_module(item: TokenStream) -> TokenStream {
            NO_MODULE.proc_macro_derive("demo", item)
        }
        #[proc_macro_derive(Serialize, attributes(serde))]
        pub fn serialize(item: TokenStream) -> TokenStream {
            SERDE.proc_macro_derive("Serialize", item)
        }
        #[proc_macro_derive(Deserialize, attributes(serde))]
        pub fn deserialize(item: TokenStream) -> TokenStream {
            SERDE.proc_macro_derive("Deserialize", item)
        }
        #[proc_macro]
        pub fn echo(input: TokenStream) -> TokenStream {
            ECHO.proc_macro("echo_rebuilt", input)
        }
        #[proc_macro_attribute]
        pub fn keep(args: TokenStream, item: TokenStream) -> TokenStream {
            ECHO.proc_macro_attribute("echo_attr", args, item)
        }
        #[proc_macro]
        pub fn places(input: TokenStream) -> TokenStream {
            let made = SPANS.proc_macro("derived", input).into_iter();
            let place = |s: proc_macro::Span| format!("{}:{}", s.line(), s.column());
            let text: Vec<String> = made.map(|t| format!("{t} {}", place(t.span()))).collect();
            proc_macro::TokenTree::from(proc_macro::Literal::string(&text.join(", "))).into()
        }
        #[proc_macro]
        pub fn panics(input: TokenStream) -> TokenStream {
            MISBEHAVE.proc_macro("panic_formatted", input)
        }
        #[proc_macro]
        pub fn loops(input: TokenStream) -> TokenStream {
            MISBEHAVE.proc_macro("loop_forever", input)
        }
        #[proc_macro]
        pub fn kill_daemon(after: TokenStream) -> TokenStream {
            let script = format!("sleep {}; kill -9 $(cat $PITHOS_SOCKET_DIR/*.lock)", after);
            let mut shell = std::process::Command::new("sh").arg("-c").arg(script).spawn().unwrap();
            if after.to_string() == "0" {
                assert!(shell.wait().unwrap().success());
            }
            TokenStream::new()
        }
        """
            .replace("EXAMPLES", ROOT.resolve("tools/examples").toString())
            .replace("\"SERDE\"", "\"" + SERDE + "\"")
            .replace("\"OTHER\"", "\"" + otherDemo() + "\""));
  }

  /** Has programs use wa-serde-derive, which wants a watt 0.4, and the serde of its day. */
  void takeCratesOfWatt04(String patch) throws IOException {
    sources = WATT_04_SOURCES;
    dependencies += "wa-serde-derive = \"0.1\"\n";
    Files.writeString(folder.resolve("Cargo.toml"), patch, StandardOpenOption.APPEND);
  }

  /** The module of Demo with another greeting: as long, and with the same exports. */
  private Path otherDemo() throws IOException {
    byte[] demo = Files.readAllBytes(ROOT.resolve("tools/examples/demo.wasm"));
    String bytes = new String(demo, StandardCharsets.ISO_8859_1);
    return Files.write(
        folder.resolve("other.wasm"),
        bytes.replace("Hello from", "Howdy from").getBytes(StandardCharsets.ISO_8859_1));
  }

  /** A program of the workspace; it may use serde, serde_json and the macros. */
  void program(String name, String source) throws IOException {
    crate(name, "[dependencies]\n" + dependencies, "main.rs", source);
  }

  /**
   * A crate of one source file.
   *
   * @param manifest what its Cargo.toml has besides the package's name
   */
  void crate(String name, String manifest, String file, String source) throws IOException {
    Path crate =
        Files.createDirectories(folder.resolve("crates").resolve(name).resolve("src")).getParent();
    Files.writeString(
        crate.resolve("Cargo.toml"),
        "[package]\nname = \"" + name + "\"\nversion = \"0.0.0\"\nedition = \"2021\"\n" + manifest);
    Files.writeString(crate.resolve("src").resolve(file), source);
  }

  Run cargo(String... arguments) throws IOException, InterruptedException {
    return cargo(Map.of(), arguments);
  }

  /** Cargo with further variables in its environment. */
  Run cargo(Map<String, String> more, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(rust.cargo().toString()));
    command.addAll(List.of(arguments));
    command.addAll(
        List.of(
            "--offline",
            "--config",
            "source.crates-io.replace-with = \"fetched\"",
            "--config",
            "source.fetched.directory = \"" + sources + "\""));
    Map<String, String> environment = new HashMap<>();
    environment.putAll(environment());
    environment.put("RUSTC", rust.rustc().toString());
    environment.put("CARGO_TARGET_DIR", TARGET.toString());
    environment.putAll(more);
    return Run.of(folder, environment, command);
  }

  /** What tells processes that have macros expanded where this project's daemon is. */
  Map<String, String> environment() {
    return Map.of(
        "XDG_CACHE_HOME",
        folder.resolve("cache").toString(),
        "PITHOS_SOCKET_DIR",
        socketFolder().toString(),
        "PITHOS_IDLE",
        "2s",
        "PITHOS_DEADLINE",
        "3s");
  }

  /** The macro crate as cargo built it last. */
  Path macroLibrary() throws IOException {
    try (Stream<Path> files = Files.list(TARGET.resolve("debug/deps"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("libmacros-.*\\.(so|dylib)"))
          .max(Comparator.comparing(file -> file.toFile().lastModified()))
          .orElseThrow();
    }
  }

  Path socketFolder() {
    return folder.resolve("run");
  }

  /** Waits until the daemon has left, as it must when nobody needs it. */
  void assertDaemonEnds() throws IOException, InterruptedException {
    for (int i = 0; i < 200; i++) {
      try (var files = Files.list(socketFolder())) {
        if (files.noneMatch(file -> file.toString().endsWith(".sock"))) {
          return;
        }
      }
      Thread.sleep(100);
    }
    throw new AssertionError("the daemon still serves after 20 s without a connection");
  }
}
