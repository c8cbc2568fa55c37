package dev.pithos.tools.server.analyzer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads requests. What it does not know, it passes over, as later clients may say more. */
final class RequestReader {
  static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(LineReader.LONGEST).build())
          .build();
  private static final int[] NONE = {};

  private final JsonParser in;

  /** The request's name, once it is read: errors are answered in its form. */
  private String name = "";

  private RequestReader(JsonParser in) {
    this.in = in;
  }

  /** A request, or null and what is wrong with it; and its name as far as it could be read. */
  record Result(Request request, String name, String problem) {}

  static Result read(byte[] line, int length) {
    RequestReader reader = null;
    String problem;
    try (JsonParser parser = JSON.createParser(line, 0, length)) {
      reader = new RequestReader(parser);
      return new Result(reader.request(), reader.name, null);
    } catch (IOException e) {
      problem = "is not JSON: " + e.getMessage().split("\n", 2)[0];
    } catch (BadRequest e) {
      problem = "is malformed: " + e.getMessage();
    }
    return new Result(null, reader == null ? "" : reader.name, "the request " + problem);
  }

  /**
   * Reads another server's expansion in Id mode.
   *
   * @throws NativeFailure if it says that the macro failed
   */
  static FlatTree readExpansion(String answer) throws IOException, BadRequest, NativeFailure {
    try (JsonParser parser = JSON.createParser(answer)) {
      RequestReader reader = new RequestReader(parser);
      expect(parser.nextToken(), JsonToken.START_OBJECT, "an answer");
      expect(parser.nextToken(), JsonToken.FIELD_NAME, "an answer");
      expect(parser.nextToken(), JsonToken.START_OBJECT, "an answer");
      expect(parser.nextToken(), JsonToken.FIELD_NAME, "an answer");
      if (parser.currentName().equals("Err")) {
        throw new NativeFailure(reader.text("Err"));
      }
      FlatTree tree = reader.tree("Ok");
      return given(tree, "Ok");
    }
  }

  private Request request() throws IOException, BadRequest {
    expect(in.nextToken(), JsonToken.START_OBJECT, "a request");
    expect(in.nextToken(), JsonToken.FIELD_NAME, "a request");
    name = in.currentName();
    in.nextToken();
    return switch (name) {
      case "ApiVersionCheck" -> new Request.ApiVersionCheck();
      case "SetConfig" -> setConfig();
      case "ListMacros" -> listMacros();
      case "ExpandMacro" -> expandMacro();
      default -> throw new BadRequest("no request is called " + name);
    };
  }

  private Request setConfig() throws IOException, BadRequest {
    boolean spanTables = false;
    expect(in.currentToken(), JsonToken.START_OBJECT, "SetConfig");
    while (nextField("SetConfig")) {
      if (in.currentName().equals("span_mode")) {
        spanTables = text("span_mode").equals("RustAnalyzer");
      } else {
        skip();
      }
    }
    return new Request.SetConfig(spanTables);
  }

  private Request listMacros() throws IOException, BadRequest {
    String path = null;
    expect(in.currentToken(), JsonToken.START_OBJECT, "ListMacros");
    while (nextField("ListMacros")) {
      if (in.currentName().equals("dylib_path")) {
        path = text("dylib_path");
      } else {
        skip();
      }
    }
    return new Request.ListMacros(given(path, "dylib_path"));
  }

  private Request expandMacro() throws IOException, BadRequest {
    String library = null;
    List<Request.Variable> environment = List.of();
    String currentFolder = null;
    String macro = null;
    FlatTree body = null;
    FlatTree attributes = null;
    SpanIds spans = null;
    int[] table = NONE;
    expect(in.currentToken(), JsonToken.START_OBJECT, "ExpandMacro");
    while (nextField("ExpandMacro")) {
      switch (in.currentName()) {
        case "lib" -> library = text("lib");
        case "env" -> environment = environment();
        case "current_dir" ->
            currentFolder =
                in.nextToken() == JsonToken.VALUE_NULL ? null : currentText("current_dir");
        case "macro_name" -> macro = text("macro_name");
        case "macro_body" -> body = tree("macro_body");
        case "attributes" -> attributes = tree("attributes");
        case "has_global_spans" -> spans = globalSpans();
        case "span_data_table" -> table = numbers("span_data_table");
        default -> skip();
      }
    }
    return new Request.ExpandMacro(
        given(library, "lib"),
        environment,
        currentFolder,
        given(macro, "macro_name"),
        given(body, "macro_body"),
        attributes,
        spans,
        table);
  }

  private List<Request.Variable> environment() throws IOException, BadRequest {
    if (in.nextToken() == JsonToken.VALUE_NULL) {
      return List.of();
    }
    expect(in.currentToken(), JsonToken.START_ARRAY, "env");
    List<Request.Variable> variables = new ArrayList<>();
    for (JsonToken t = in.nextToken(); t != JsonToken.END_ARRAY; t = in.nextToken()) {
      expect(t, JsonToken.START_ARRAY, "env");
      variables.add(new Request.Variable(text("env"), text("env")));
      expect(in.nextToken(), JsonToken.END_ARRAY, "env");
    }
    return variables;
  }

  private SpanIds globalSpans() throws IOException, BadRequest {
    if (in.nextToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    expect(in.currentToken(), JsonToken.START_OBJECT, "has_global_spans");
    int defSite = 0;
    int callSite = 0;
    int mixedSite = 0;
    while (nextField("has_global_spans")) {
      switch (in.currentName()) {
        case "def_site" -> defSite = number(in.nextToken(), "def_site");
        case "call_site" -> callSite = number(in.nextToken(), "call_site");
        case "mixed_site" -> mixedSite = number(in.nextToken(), "mixed_site");
        default -> skip();
      }
    }
    return new SpanIds(defSite, callSite, mixedSite);
  }

  /** A tree; null for JSON's null. */
  private FlatTree tree(String what) throws IOException, BadRequest {
    if (in.nextToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    expect(in.currentToken(), JsonToken.START_OBJECT, what);
    int[] subtree = NONE;
    int[] literal = NONE;
    int[] punct = NONE;
    int[] ident = NONE;
    int[] tokenTree = NONE;
    List<String> text = List.of();
    while (nextField(what)) {
      switch (in.currentName()) {
        case "subtree" -> subtree = numbers("subtree");
        case "literal" -> literal = numbers("literal");
        case "punct" -> punct = numbers("punct");
        case "ident" -> ident = numbers("ident");
        case "token_tree" -> tokenTree = numbers("token_tree");
        case "text" -> text = texts();
        default -> skip();
      }
    }
    return new FlatTree(subtree, literal, punct, ident, tokenTree, text);
  }

  private int[] numbers(String what) throws IOException, BadRequest {
    expect(in.nextToken(), JsonToken.START_ARRAY, what);
    Numbers numbers = new Numbers();
    for (JsonToken t = in.nextToken(); t != JsonToken.END_ARRAY; t = in.nextToken()) {
      numbers.add(number(t, what));
    }
    return numbers.toArray();
  }

  private List<String> texts() throws IOException, BadRequest {
    expect(in.nextToken(), JsonToken.START_ARRAY, "text");
    List<String> texts = new ArrayList<>();
    for (JsonToken t = in.nextToken(); t != JsonToken.END_ARRAY; t = in.nextToken()) {
      expect(t, JsonToken.VALUE_STRING, "text");
      texts.add(in.getText());
    }
    return texts;
  }

  private int number(JsonToken token, String what) throws IOException, BadRequest {
    expect(token, JsonToken.VALUE_NUMBER_INT, what);
    long value = in.getLongValue();
    if (value < 0 || value > 0xffff_ffffL) {
      throw new BadRequest(what + ": " + value + " is no number of 32 bits");
    }
    return (int) value;
  }

  private String text(String what) throws IOException, BadRequest {
    in.nextToken();
    return currentText(what);
  }

  private String currentText(String what) throws IOException, BadRequest {
    expect(in.currentToken(), JsonToken.VALUE_STRING, what);
    return in.getText();
  }

  private void skip() throws IOException {
    in.nextToken();
    in.skipChildren();
  }

  /** Goes to the next field of the object that the parser is in; false at the object's end. */
  private boolean nextField(String what) throws IOException, BadRequest {
    JsonToken next = in.nextToken();
    if (next == JsonToken.END_OBJECT) {
      return false;
    }
    expect(next, JsonToken.FIELD_NAME, what);
    return true;
  }

  private static void expect(JsonToken found, JsonToken wanted, String what) throws BadRequest {
    if (found != wanted) {
      throw new BadRequest(what + ": expected " + wanted + ", found " + found);
    }
  }

  private static <T> T given(T value, String what) throws BadRequest {
    if (value == null) {
      throw new BadRequest(what + " is missing");
    }
    return value;
  }
}
