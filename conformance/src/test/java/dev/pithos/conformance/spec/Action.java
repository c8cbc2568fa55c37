package dev.pithos.conformance.spec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pithos.runtime.FunctionType;
import dev.pithos.runtime.Global;
import dev.pithos.runtime.Instance;
import dev.pithos.runtime.ValueBuffer;
import dev.pithos.runtime.ValueType;
import dev.pithos.runtime.WasmFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a script does to an instance: call a function or read a global.
 *
 * @param get whether to read a global
 * @param module the instance's name in the script, or null for the latest one
 * @param field the export's name
 */
record Action(boolean get, String module, String field, List<Value> arguments) {
  static Action of(JsonNode node) {
    List<Value> arguments = new ArrayList<>();
    node.path("args").forEach(argument -> arguments.add(Value.argument(argument)));
    String type = node.path("type").asText();
    if (!type.equals("invoke") && !type.equals("get")) {
      throw new IllegalArgumentException("unknown action " + type);
    }
    return new Action(
        type.equals("get"),
        node.path("module").asText(null),
        node.path("field").asText(),
        List.copyOf(arguments));
  }

  /** Does it, on the thread that calls; what the guest throws comes out as it is. */
  List<Value> perform(Instance instance) {
    if (get) {
      Global global = instance.global(field);
      return List.of(Value.box(global.get(), global.type().value()));
    }
    WasmFunction function = instance.function(field);
    FunctionType type = function.type();
    ValueBuffer values = ValueBuffer.forCall(type);
    putArguments(type, values);
    function.invoke(values);
    List<Value> results = new ArrayList<>();
    int position = 0;
    for (ValueType result : type.results()) {
      results.add(Value.read(values, position, result));
      position += result.positions();
    }
    return results;
  }

  private void putArguments(FunctionType type, ValueBuffer values) {
    List<ValueType.Kind> given = arguments.stream().map(Value::kind).toList();
    List<ValueType.Kind> taken = type.parameters().stream().map(ValueType::kind).toList();
    if (!given.equals(taken)) {
      throw new IllegalStateException(
          "export \"" + field + "\" is of type " + type + ", the script gives it " + arguments);
    }
    int position = 0;
    for (int i = 0; i < arguments.size(); i++) {
      arguments.get(i).write(values, position);
      position += type.parameters().get(i).positions();
    }
  }

  @Override
  public String toString() {
    String of = module == null ? "" : module + ".";
    return get
        ? "get " + of + "\"" + field + "\""
        : of
            + "\""
            + field
            + "\""
            + arguments.stream().map(Value::toString).collect(Collectors.joining(", ", " (", ")"));
  }
}
