package dev.pithos.tools.server.analyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.WasmCompiler;
import dev.pithos.tools.server.Examples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The protocol as its description has it, version by version and in both span modes: macros of a
 * module, of a jar and of a shared library with a module inside are listed and expanded, and what
 * they pass on comes back number by number.
 */
class ProtocolVersionsTest {
  private static final String CHECK = "{\"ApiVersionCheck\":{}}";
  private static final String LISTED =
      "[[\"echo\",\"FuncLike\"],[\"echo_text\",\"FuncLike\"],[\"echo_rebuilt\",\"FuncLike\"],"
          + "[\"echo_attr\",\"Attr\"],[\"Echo\",\"CustomDerive\"]]";

  /** Definition, mixed site and call, as in {@link #TABLE} and {@link #tree}. */
  private static final String SITES = "{\"def_site\":0,\"mixed_site\":1,\"call_site\":2}";

  /** Nine spans, each the file, its item, where it starts and ends, and the hygiene. */
  private static final String TABLE =
      "[1,2,0,99,3,1,2,0,99,2,1,2,0,99,1,1,2,7,8,0,1,2,9,10,0,"
          + "1,2,11,12,0,1,2,13,14,0,1,2,15,16,0,4294967295,2,17,18,0]";

  @TempDir private Path folder;
  private List<Path> libraries;

  @BeforeEach
  void makeLibraries() throws Exception {
    Path module = Examples.module("echo");
    byte[] bytes = Files.readAllBytes(module);
    Path jar = folder.resolve("echo.jar");
    WasmCompiler.compile(bytes, CompilerOptions.defaults()).writeJar(jar);
    ByteArrayOutputStream shared = new ByteArrayOutputStream();
    shared.writeBytes("\u007fELF and native code".getBytes(StandardCharsets.US_ASCII));
    shared.writeBytes(bytes);
    shared.writeBytes("more native code".getBytes(StandardCharsets.US_ASCII));
    libraries = List.of(module, jar, Files.write(folder.resolve("x.so"), shared.toByteArray()));
  }

  /** {@code type (r#type 7u8) '}, each token with a span of its own. */
  static String tree(int version) {
    return "{\"subtree\":"
        + (version < 2 ? "[2,0,0,3,4,1,3,5]" : "[2,2,0,0,3,4,6,1,3,5]")
        + ",\"literal\":"
        + (version < 5 ? "[7,2]" : "[7,1,3,2]")
        + ",\"punct\":[8,39,1],\"ident\":"
        + (version < 5 ? "[3,0,5,1]" : "[3,0,0,5,0,1]")
        + ",\"token_tree\":[3,4,2,7,1],\"text\":"
        + (version < 5 ? "[\"type\",\"r#type\",\"7u8\"]" : "[\"type\",\"7\",\"u8\"]")
        + "}";
  }

  static String request(int version, Path library, String macro) throws IOException {
    ObjectNode request = Client.JSON.createObjectNode();
    ObjectNode data = request.putObject("ExpandMacro");
    data.put("lib", library.toString());
    data.putArray("env");
    data.putNull("current_dir");
    data.set("macro_body", Client.JSON.readTree(tree(version)));
    data.put("macro_name", macro);
    data.set("attributes", macro.equals("echo_attr") ? Client.JSON.readTree(tree(version)) : null);
    if (version >= 3) {
      data.set("has_global_spans", Client.JSON.readTree(SITES));
    }
    if (version >= 4) {
      data.set("span_data_table", Client.JSON.readTree(TABLE));
    }
    return request.toString();
  }

  private static String list(Path library) {
    return "{\"ListMacros\":{\"dylib_path\":\"" + library + "\"}}";
  }

  @ParameterizedTest
  @CsvSource({
    "0,Id",
    "1,Id",
    "2,Id",
    "3,Id",
    "4,Id",
    "4,RustAnalyzer",
    "5,Id",
    "5,RustAnalyzer",
    "6,Id",
    "6,RustAnalyzer"
  })
  void eachLibraryExpands(int version, String mode) throws Exception {
    String config = "{\"SetConfig\":{\"span_mode\":\"" + mode + "\"}}";
    for (Path library : libraries) {
      List<JsonNode> answers =
          new Client(folder, version)
              .say(
                  List.of(
                      CHECK,
                      config,
                      list(library),
                      request(version, library, "echo"),
                      request(version, library, "echo_rebuilt"),
                      request(version, library, "Echo")));
      assertEquals("{\"ApiVersionCheck\":" + version + "}", answers.get(0).toString());
      assertEquals(config, answers.get(1).toString());
      assertEquals("{\"ListMacros\":{\"Ok\":" + LISTED + "}}", answers.get(2).toString());
      for (JsonNode answer : answers.subList(3, 6)) {
        boolean tables = mode.equals("RustAnalyzer");
        JsonNode ok = answer.at(tables ? "/ExpandMacroExtended/Ok" : "/ExpandMacro/Ok");
        assertEquals(1, answer.size());
        assertEquals(
            Client.JSON.readTree(tree(version)),
            tables ? ok.get("tree") : ok,
            () -> library + ": " + answer);
        if (tables) {
          assertEquals(Client.JSON.readTree(TABLE), ok.get("span_data_table"));
        }
      }
    }
  }

  /** A client that asks for tables without having them in its version is told that it gets ids. */
  @Test
  void versionsWithoutTablesHaveIds() throws Exception {
    String tables = "{\"SetConfig\":{\"span_mode\":\"RustAnalyzer\"}}";
    List<JsonNode> answers =
        new Client(folder, 3).say(List.of(CHECK, tables, request(3, libraries.get(0), "echo")));
    assertEquals("{\"SetConfig\":{\"span_mode\":\"Id\"}}", answers.get(1).toString());
    assertEquals(Client.JSON.readTree(tree(3)), answers.get(2).at("/ExpandMacro/Ok"));
  }

  /** One that does not ask for the version, as before there was the question, has version 0. */
  @Test
  void whoDoesNotAskHasTheFirstVersion() throws Exception {
    Path library = libraries.get(0);
    List<JsonNode> answers =
        new Client(folder, 6).say(List.of(list(library), request(0, library, "echo")));
    assertEquals(Client.JSON.readTree(tree(0)), answers.get(1).at("/ExpandMacro/Ok"));
  }

  /** The latest version is not later than that of the toolchain's own server. */
  @Test
  void agreesWithTheToolchainsServer() throws Exception {
    Path own = StandInServer.write(folder, "echo '{\"ApiVersionCheck\":4}'");
    Map<String, String> environment = Map.of(NativeServers.PROGRAM, own.toString());
    List<JsonNode> answers = new Client(folder, 6, environment).say(List.of(CHECK));
    assertEquals(4, answers.get(0).get("ApiVersionCheck").intValue());
  }
}
