package dev.pithos.conformance.hosts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pithos.conformance.build.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real rust-analyzer: its diagnostics report what is missing without our server, and nothing with
 * it, for macros of each kind, in modules, jars, shared libraries and native code.
 */
class RustAnalyzerTest {
  private static final Path EXAMPLES = Project.root().resolve("tools/examples");
  private static final Path NO_SERVER = Path.of("/nowhere/no-server");
  private static final Pattern PROBLEM = Pattern.compile(": Error (.*?) from .*?: (.*)");

  @TempDir private Path folder;
  private RustTools rust;
  private final ObjectNode project = ServerProcess.JSON.createObjectNode();
  private final ArrayNode crates = ServerProcess.JSON.createArrayNode();
  private final ArrayNode dependencies = ServerProcess.JSON.createArrayNode();

  @BeforeEach
  void describeTheStandardLibrary() throws Exception {
    rust = RustTools.required();
    project.put("sysroot_src", rust.library().toString());
    ArrayNode sysroot = project.putObject("sysroot_project").putArray("crates");
    for (String name : List.of("core", "alloc", "std", "proc_macro")) {
      Path root = rust.library().resolve(name).resolve("src/lib.rs");
      ObjectNode crate = sysroot.addObject().put("display_name", name);
      crate.put("root_module", root.toString()).put("edition", "2024");
      crate.put("is_workspace_member", false);
      ArrayNode uses = crate.putArray("deps");
      for (int i = 0; i < sysroot.size() - 1; i++) {
        uses.addObject().put("crate", i).put("name", sysroot.get(i).get("display_name").asText());
      }
    }
    project.set("crates", crates);
  }

  /** A macro crate: its declarations in Rust, its library wherever that is. */
  private void macroCrate(String name, Path library, String... declarations) throws IOException {
    Path source = folder.resolve(name + ".rs");
    Files.writeString(
        source, "extern crate proc_macro;\nuse proc_macro::TokenStream;\n" + lines(declarations));
    ObjectNode crate = crates.addObject().put("display_name", name).put("edition", "2021");
    crate.put("root_module", source.toString()).put("is_proc_macro", true);
    crate.put("proc_macro_dylib_path", library.toString()).putArray("deps");
    dependencies.addObject().put("crate", crates.size() - 1).put("name", name);
  }

  private static String lines(String... lines) {
    return String.join("\n", lines) + "\n";
  }

  private static String derive(String name) {
    return "#[proc_macro_derive("
        + name
        + ")]\npub fn derive_"
        + name.toLowerCase(java.util.Locale.ROOT)
        + "(item: TokenStream) -> TokenStream { item }";
  }

  private static String bang(String name) {
    return "#[proc_macro]\npub fn " + name + "(input: TokenStream) -> TokenStream { input }";
  }

  private static String attr(String name) {
    return "#[proc_macro_attribute]\npub fn "
        + name
        + "(args: TokenStream, item: TokenStream) -> TokenStream { let _ = args; item }";
  }

  /** The errors that rust-analyzer's diagnostics report, sorted. */
  private Set<String> errors(Path server, String... program) throws Exception {
    Path main = folder.resolve("main.rs");
    Files.writeString(main, lines(program));
    ObjectNode crate = crates.addObject().put("display_name", "app").put("edition", "2021");
    crate.put("root_module", main.toString()).put("is_workspace_member", true);
    crate.set("deps", dependencies);
    Files.writeString(folder.resolve("rust-project.json"), project.toString());
    crates.remove(crates.size() - 1);
    Run run =
        Run.of(
            folder,
            Map.of(
                "XDG_CACHE_HOME",
                folder.resolve("cache").toString(),
                "PATH",
                rust.rustc().getParent() + ":" + System.getenv("PATH")),
            List.of(
                rust.analyzer().toString(),
                "diagnostics",
                "--proc-macro-srv",
                server.toString(),
                folder.toString()));
    assertTrue(run.out().contains("diagnostic scan complete"), run::toString);
    Set<String> errors = new TreeSet<>();
    Matcher matcher = PROBLEM.matcher(run.out());
    while (matcher.find()) {
      errors.add(matcher.group(1) + " " + matcher.group(2).strip());
    }
    return errors;
  }

  private static void assertMissing(Set<String> errors, String... wanted) {
    for (String text : wanted) {
      assertTrue(errors.stream().anyMatch(e -> e.contains(text)), () -> text + " in " + errors);
    }
  }

  private static final String[] PROGRAM = {
    "use kinds::{with_args, Name};",
    "use analyzer::{make_answer, Hello};",
    "pub trait HelloTrait { fn hello() -> &'static str; fn count(&self) -> u32; }",
    "#[derive(Name, Hello)] struct Point { x: u8 }",
    "#[with_args(level)] fn f() {}",
    "make_answer!(answer 42u32);",
    "fn text(_: &'static str) {}",
    "fn number(_: u32) {}",
    "fn main() { f(); text(Point::NAME); text(ARGS); number(answer());",
    "  text(Point::hello()); number(Point { x: 1 }.count()); }",
  };

  @Test
  void knowsWhatMacrosOfEachKindDefine() throws Exception {
    Path library = folder.resolve("libanalyzer.so");
    Files.writeString(library, "not a real shared library, then a module:");
    Files.write(
        library,
        Files.readAllBytes(EXAMPLES.resolve("analyzer.wasm")),
        java.nio.file.StandardOpenOption.APPEND);
    macroCrate("kinds", EXAMPLES.resolve("kinds.wasm"), derive("Name"), attr("with_args"));
    macroCrate("analyzer", library, derive("Hello"), bang("make_answer"));
    Set<String> without = errors(NO_SERVER, PROGRAM);
    assertMissing(without, "E0599", "E0425", "macro-error");
    assertEquals(Set.of(), errors(ServerProcess.LAUNCHER, PROGRAM));
  }

  @Test
  void reportsPanicsAtTheCall() throws Exception {
    macroCrate("misbehave", EXAMPLES.resolve("misbehave.wasm"), bang("panic_text"), bang("trap"));
    Set<String> errors =
        errors(
            ServerProcess.LAUNCHER,
            "misbehave::panic_text!();",
            "misbehave::trap!();",
            "fn main() {}");
    assertMissing(errors, "this macro always panics", "bang trap trapped: unreachable");
    assertEquals(2, errors.size(), errors::toString);
  }

  @Test
  void mixesWithNativeMacros() throws Exception {
    Path jar = folder.resolve("kinds.jar");
    Run.of(
            folder,
            Project.root().resolve("pithos").toString(),
            "compile",
            EXAMPLES.resolve("kinds.wasm").toString(),
            "-o",
            jar.toString())
        .assertDone();
    rust.nativeServer();
    Path library = rust.buildNative(Project.root().resolve("tools/rust/macros/harness.rs"), folder);
    macroCrate("kinds", jar, derive("Name"));
    macroCrate("harness", library, derive("Greet"), attr("append"), bang("count"));
    String[] program = {
      "#[derive(kinds::Name, harness::Greet)] struct Point;",
      "#[harness::append(const MORE: usize = 7;)] fn f() {}",
      "fn main() { let _: &str = Point::NAME; let _: &str = Point::GREETING; f();",
      "  let _: usize = MORE; let _: usize = harness::count!(a b c); }",
    };
    assertMissing(errors(NO_SERVER, program), "E0599", "E0425");
    assertEquals(Set.of(), errors(ServerProcess.LAUNCHER, program));
  }
}
