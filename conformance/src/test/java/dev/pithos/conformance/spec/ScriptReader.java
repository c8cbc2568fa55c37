package dev.pithos.conformance.spec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Reads a script, command by command, as {@code wasm-tools json-from-wast} and wabt's {@code
 * wast2json} write it.
 */
final class ScriptReader {
  private static final JsonMapper MAPPER = new JsonMapper();

  private ScriptReader() {}

  /**
   * Hands each command over as soon as it is read.
   *
   * @param sink answers whether it wants the next one too
   * @throws IOException when the script is not JSON, or has no commands
   */
  static void read(InputStream script, Predicate<Command> sink) throws IOException {
    try (JsonParser parser = MAPPER.createParser(script)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.FIELD_NAME
            && parser.currentName().equals("commands")
            && parser.nextToken() == JsonToken.START_ARRAY) {
          while (parser.nextToken() == JsonToken.START_OBJECT) {
            if (!sink.test(command(MAPPER.readTree(parser)))) {
              return;
            }
          }
          return;
        }
      }
      throw new IOException("no array \"commands\"");
    }
  }

  static Command command(JsonNode node) {
    int line = node.path("line").asInt();
    String type = node.path("type").asText();
    try {
      return known(type, line, node);
    } catch (IllegalArgumentException e) {
      return new Command.Unreadable(line, type, e.getMessage());
    }
  }

  private static Command known(String type, int line, JsonNode node) {
    String name = node.path("name").asText(null);
    String text = node.path("text").asText("");
    return switch (type) {
      case "module" -> new Command.Module(line, name, ModuleSource.of(node));
      case "module_definition" -> new Command.Definition(line, name, ModuleSource.of(node));
      case "module_instance" ->
          new Command.Instantiate(
              line, node.path("instance").asText(null), node.path("module").asText(null));
      case "register" -> new Command.Register(line, node.path("as").asText(), name);
      case "action" -> new Command.Perform(line, action(node));
      case "assert_return" -> new Command.AssertReturn(line, action(node), expected(node));
      case "assert_trap" ->
          new Command.AssertFailure(line, Command.Failure.TRAP, action(node), text);
      case "assert_exhaustion" ->
          new Command.AssertFailure(line, Command.Failure.EXHAUSTION, action(node), text);
      case "assert_exception" ->
          new Command.AssertFailure(line, Command.Failure.EXCEPTION, action(node), text);
      case "assert_invalid" ->
          new Command.AssertRejected(line, Engine.Fault.INVALID, ModuleSource.of(node), text);
      case "assert_malformed" ->
          new Command.AssertRejected(line, Engine.Fault.MALFORMED, ModuleSource.of(node), text);
      case "assert_unlinkable" ->
          new Command.AssertNoInstance(line, true, ModuleSource.of(node), text);
      case "assert_uninstantiable" ->
          new Command.AssertNoInstance(line, false, ModuleSource.of(node), text);
      case "thread" ->
          new Command.StartThread(
              line, name, node.path("shared_module").asText(null), commands(node));
      case "wait" -> new Command.Wait(line, node.path("thread").asText());
      default -> throw new IllegalArgumentException("unknown command " + type);
    };
  }

  private static Action action(JsonNode node) {
    return Action.of(node.path("action"));
  }

  private static List<Expected> expected(JsonNode node) {
    List<Expected> expected = new ArrayList<>();
    node.path("expected").forEach(result -> expected.add(Expected.of(result)));
    return List.copyOf(expected);
  }

  private static List<Command> commands(JsonNode node) {
    List<Command> commands = new ArrayList<>();
    node.path("commands").forEach(command -> commands.add(command(command)));
    return List.copyOf(commands);
  }
}
