package dev.pithos.conformance.hosts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pithos.conformance.build.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cargo and rustc with a macro crate on {@code tools/rust/watt}: what is built runs right. */
class RustcTest {
  private static final String SERDE =
      """
      use macros::{Demo, Deserialize, Serialize};

      #[derive(Demo, Serialize, Deserialize, Debug, PartialEq)]
      #[serde(rename_all = "camelCase", deny_unknown_fields)]
      struct Account<'a, T: Default> {
          user_name: String,
          #[serde(default, skip_serializing_if = "Vec::is_empty")]
          tags: Vec<T>,
          #[serde(borrow)]
          r#type: Kind<'a>,
      }

      #[derive(Serialize, Deserialize, Debug, PartialEq)]
      #[serde(tag = "kind", content = "value")]
      enum Kind<'a> { Empty, Named { first: &'a str }, Pair(u8, Option<i64>) }
      """;

  @TempDir private Path folder;
  private CargoProject project;

  @BeforeEach
  void write() throws Exception {
    project = new CargoProject(folder);
  }

  @AfterEach
  void end() throws Exception {
    if (project != null) {
      project.assertDaemonEnds();
    }
  }

  @Test
  void programsOfSeveralMacrosPrintWhatTheyShould() throws Exception {
    project.program(
        "app",
        SERDE
            + """
            impl<'a, T: Default> Account<'a, T> {
                #[macros::keep(any arguments)]
                fn name(&self) -> &str { &self.user_name }
            }
            fn main() {
                println!("{}", Account::<'static, u8>::MESSAGE);
                let text = r#"{"userName":"ann","type":{"kind":"Pair","value":[1,-2]}}"#;
                let account: Account<u8> = serde_json::from_str(text).unwrap();
                println!("{} {}", account.name(), serde_json::to_string(&account).unwrap());
                println!("{}", serde_json::from_str::<Account<u8>>("{\\"x\\":1}").unwrap_err());
                let named = Kind::Named { first: macros::echo!("b\\u{e9} \\"q\\"") };
                println!("{}", serde_json::to_string(&named).unwrap());
                assert_eq!(account.r#type, macros::echo!(Kind::Pair(0x1_u8, Some(-2))));
            }
            """);
    Run run = project.cargo("run", "-q");
    assertEquals(
        """
        Hello from WASM! My name is Account.
        ann {"userName":"ann","type":{"kind":"Pair","value":[1,-2]}}
        unknown field `x`, expected one of `userName`, `tags`, `type` at line 1 column 4
        {"kind":"Named","value":{"first":"b\u00e9 \\"q\\""}}
        """,
        run.out(),
        run::err);
  }

  @Test
  void spansGoThroughMacrosAndBack() throws Exception {
    project.program(
        "app",
        """
        fn main() {
            println!("{}", macros::places!(
                first
                  second));
        }
        """);
    assertEquals(
        "mixed 2:20, def 2:20, one_as_call 3:9, one_as_mixed 3:9, one_as_two 3:9,"
            + " two_again 4:11, call_as_mixed 2:20, start 3:9, end_as_call 3:9, equal 3:9,"
            + " not 4:11\n",
        project.cargo("run", "-q").out());
  }

  @Test
  void threeCratesBuildAtOnceWhileTheDaemonIsKilled() throws Exception {
    for (String name : new String[] {"one", "two", "three"}) {
      project.program(
          name,
          "#[derive(macros::Demo)] struct First;\n"
              + (name.equals("two") ? "macros::kill_daemon!(0);\n" : "")
              + SERDE
              + "fn main() { println!(\"NAME {} {}\", First::MESSAGE,".replace("NAME", name)
              + " serde_json::to_string(&Kind::Pair(7, None)).unwrap()); }");
    }
    project.cargo("build", "-q", "--jobs=3").assertDone();
    for (String name : new String[] {"one", "two", "three"}) {
      assertEquals(
          name + " Hello from WASM! My name is First. {\"kind\":\"Pair\",\"value\":[7,null]}\n",
          project.cargo("run", "-q", "--bin=" + name).out());
    }
  }

  @Test
  void failuresAreErrorsAtTheCall() throws Exception {
    project.program(
        "app",
        """
        fn main() {
            let a: u8 = macros::panics!(some input);
            let b: u8 = macros::loops!();
            macros::kill_daemon!(0.3);
            let c: u8 = macros::loops!();
            let d: u8 = macros::echo!("text");
        }
        """);
    Run run = project.cargo("build", "-q");
    assertNotEquals(0, run.status());
    assertError(run, 2, "panicked: no expansion for `some input`");
    assertError(run, 3, "bang loop_forever exceeded its deadline: still running after 3 s");
    assertError(run, 5, "bang loop_forever exceeded its deadline: still running after 3 s");
    assertError(run, 6, "mismatched types");
  }

  /** As two versions of one macro crate in one build. */
  @Test
  void modulesOfTheSameExportsAreKeptApart() throws Exception {
    project.program(
        "app",
        """
        #[derive(macros::Demo)] struct A;
        #[derive(macros::OtherDemo)] struct B;
        #[derive(macros::Demo)] struct C;
        fn main() { println!("{}\n{}\n{}", A::MESSAGE, B::MESSAGE, C::MESSAGE); }
        """);
    assertEquals(
        """
        Hello from WASM! My name is A.
        Howdy from WASM! My name is B.
        Hello from WASM! My name is C.
        """,
        project.cargo("run", "-q").out());
  }

  /** The crate of docs/rustc.md, which is one for Watt with another line in its Cargo.toml. */
  @Test
  void cratesMadeForWattChangeOneLine() throws Exception {
    String document = Files.readString(Project.root().resolve("docs/rustc.md"));
    Matcher line = Pattern.compile("(?m)^watt = .*$").matcher(document);
    Matcher source = Pattern.compile("(?ms)^```rust\n(.*?)^```$").matcher(document);
    assertTrue(line.find() && source.find(), "docs/rustc.md shows no crate");
    String manifest = "[lib]\nproc-macro = true\n[dependencies]\nwatt = \"0.5\"\n";
    String root = Project.root().toString();
    project.crate(
        "demo",
        manifest.replace("watt = \"0.5\"", line.group().replace("/path/to/pithos", root)),
        "lib.rs",
        source.group(1));
    Files.copy(
        Project.root().resolve("tools/examples/demo.wasm"),
        folder.resolve("crates/demo/src/demo.wasm"));
    project.crate(
        "app",
        "[dependencies]\ndemo = { path = \"../demo\" }\n",
        "main.rs",
        "#[derive(demo::Demo)] struct Point; fn main() { println!(\"{}\", Point::MESSAGE); }");
    Run run = project.cargo("run", "-q", "--bin=app");
    assertEquals("Hello from WASM! My name is Point.\n", run.out(), run::err);
  }

  /** The registry's wa-serde-derive, which stays as it is, with the patch of docs/rustc.md. */
  @Test
  void publishedCratesOfWatt04NeedAPatchAlone() throws Exception {
    String document = Files.readString(Project.root().resolve("docs/rustc.md"));
    Matcher patch = Pattern.compile("(?m)^\\[patch.*\nwatt = .*\n").matcher(document);
    assertTrue(patch.find(), "docs/rustc.md shows no patch");
    String root = Project.root().toString();
    project.takeCratesOfWatt04(patch.group().replace("/path/to/pithos", root));
    project.program(
        "app",
        SERDE.replace(
                "macros::{Demo, Deserialize, Serialize}",
                "{macros::Demo, wa_serde_derive::{Deserialize, Serialize}}")
            + """
            fn main() {
                let text = r#"{"userName":"ann","type":{"kind":"Pair","value":[1,-2]}}"#;
                let account: Account<u8> = serde_json::from_str(text).unwrap();
                println!("{}", serde_json::to_string(&account).unwrap());
                println!("{}", serde_json::from_str::<Account<u8>>("{\\"x\\":1}").unwrap_err());
            }
            """);
    Run run = project.cargo("run", "-q");
    assertEquals(
        """
        {"userName":"ann","type":{"kind":"Pair","value":[1,-2]}}
        unknown field `x`, expected one of `userName`, `tags`, `type` at line 1 column 4
        """,
        run.out(),
        run::err);
    Run tree = project.cargo("tree", "--package=wa-serde-derive");
    assertTrue(tree.out().contains("watt v0.4.6 (" + root + "/tools/rust/watt-0.4)"), tree::out);
  }

  /** The crate's first module is found in it; what that has not, its native code has. */
  @Test
  void rustAnalyzerHasAllMacrosOfTheCrate() throws Exception {
    project.cargo("build", "-q", "--package=macros").assertDone();
    Path library = project.macroLibrary();
    Map<String, String> environment = new HashMap<>(project.environment());
    Path own = RustTools.required().nativeServer();
    environment.put("PITHOS_PROC_MACRO_SRV", own.toString());
    JsonNode none = ServerProcess.JSON.nullNode();
    JsonNode word = ServerProcess.identifier("word");
    try (ServerProcess server = ServerProcess.ours(folder, environment).agree()) {
      String listed = server.ask("{\"ListMacros\":{\"dylib_path\":\"" + library + "\"}}");
      for (String macro : List.of("Demo", "OtherDemo", "Serialize", "echo", "keep")) {
        assertEquals(2, listed.split("\"" + macro + "\"", -1).length, macro + " in " + listed);
      }
      String failed = server.ask(ServerProcess.expansion(library, "Demo", word, none).toString());
      assertTrue(failed.contains("expected a struct, enum or union"), failed);
      ObjectNode request = ServerProcess.expansion(library, "echo", word, none);
      ((ObjectNode) request.get("ExpandMacro")).set("span_data_table", spans());
      String echoed = server.ask(request.toString());
      assertTrue(echoed.contains("\"text\":[\"word\"]"), echoed);
    }
  }

  /** A table of three spans: the toolchain's own server looks into it. */
  private static JsonNode spans() {
    ArrayNode table = ServerProcess.JSON.createArrayNode();
    for (int i = 0; i < 3; i++) {
      table.add(0).add(0).add(i).add(i + 1).add(0);
    }
    return table;
  }

  @Test
  void mistakesAreErrorsThatSayWhatIsWrong() throws Exception {
    project.program(
        "app",
        """
        #[derive(macros::NoExport)] struct A;
        #[derive(macros::NoModule)] struct B;
        fn main() {}
        """);
    Run run = project.cargo("build", "-q");
    assertError(run, 1, "derive no_such_export does not exist: the library has derive Demo");
    assertError(run, 2, "not a WebAssembly module");
  }

  @Test
  void aDaemonThatCannotBeUsedIsAnError() throws Exception {
    project.program(
        "app", "#[derive(macros::Demo)] struct A;\nfn main() { println!(\"{}\", A::MESSAGE); }\n");
    Path open = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertUnusable("PITHOS_SOCKET_DIR", open, "must be a folder that you alone may enter");
    Path link = Files.createSymbolicLink(folder.resolve("link"), open);
    assertUnusable("PITHOS_SOCKET_DIR", link, "must be a folder that you alone may enter");
    Path deep = folder.resolve("a".repeat(120));
    assertUnusable("PITHOS_SOCKET_DIR", deep, "set PITHOS_SOCKET_DIR to a shorter folder");
    assertTrue(Files.notExists(deep));
    assertUnusable("PITHOS", folder.resolve("none"), "PITHOS names the `pithos` script");
    assertUnusable("PITHOS", program("exit 0"), "was started 20 times and does not serve");
    assertUnusable("PITHOS", program("echo 'no luck' >&2; exit 7"), "exit status: 7: no luck");
    assertEquals("Hello from WASM! My name is A.\n", project.cargo("run", "-q").out());
  }

  private void assertUnusable(String variable, Path value, String message) throws Exception {
    assertError(project.cargo(Map.of(variable, value.toString()), "build", "-q"), 1, message);
  }

  private Path program(String script) throws Exception {
    Path program = Files.writeString(folder.resolve("program"), "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }

  private static void assertError(Run run, int line, String message) {
    for (String error : run.err().split("(?m)^(?=error)")) {
      if (error.contains(message) && error.contains("crates/app/src/main.rs:" + line + ":")) {
        return;
      }
    }
    assertTrue(false, () -> "line " + line + ", " + message + ": " + run.err());
  }
}
