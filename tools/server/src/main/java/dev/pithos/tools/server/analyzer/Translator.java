package dev.pithos.tools.server.analyzer;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.pithos.macro.TokenStream;
import java.io.IOException;
import java.io.StringWriter;

/**
 * Passes expansions on to a server that speaks another version of the protocol than the client. Ids
 * stand for spans: to the server they are opaque, whatever they mean to the client.
 */
final class Translator {
  private final NativeServer server;
  private final FlatTree.Shape shape;

  Translator(NativeServer server, int version) {
    this.server = server;
    this.shape = new FlatTree.Shape(version);
  }

  /**
   * Expands in the native server.
   *
   * @param args null if the request has none
   * @throws NativeFailure with the server's own message, if the macro fails
   */
  TokenStream expand(Request.ExpandMacro request, TokenStream args, TokenStream item, SpanIds ids)
      throws IOException, BadRequest, NativeFailure {
    String answer = server.ask(request(request, args, item, ids));
    return TreeDecoder.decode(RequestReader.readExpansion(answer), shape, ids);
  }

  private String request(
      Request.ExpandMacro request, TokenStream args, TokenStream item, SpanIds ids)
      throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = RequestReader.JSON.createGenerator(text)) {
      out.writeStartObject();
      out.writeObjectFieldStart("ExpandMacro");
      out.writeStringField("lib", request.library());
      out.writeArrayFieldStart("env");
      for (Request.Variable variable : request.environment()) {
        out.writeStartArray();
        out.writeString(variable.name());
        out.writeString(variable.value());
        out.writeEndArray();
      }
      out.writeEndArray();
      out.writeStringField("current_dir", request.currentFolder());
      out.writeStringField("macro_name", request.macro());
      out.writeFieldName("macro_body");
      Answers.tree(out, TreeEncoder.encode(item, shape, ids, SpanIds.Made.PLACE));
      out.writeFieldName("attributes");
      if (args == null) {
        out.writeNull();
      } else {
        Answers.tree(out, TreeEncoder.encode(args, shape, ids, SpanIds.Made.PLACE));
      }
      out.writeObjectFieldStart("has_global_spans");
      number(out, "def_site", ids.defSite());
      number(out, "call_site", ids.callSite());
      number(out, "mixed_site", ids.mixedSite());
      out.writeEndObject();
      out.writeArrayFieldStart("span_data_table");
      out.writeEndArray();
      out.writeEndObject();
      out.writeEndObject();
    }
    return text.toString();
  }

  private static void number(JsonGenerator out, String name, int value) throws IOException {
    out.writeNumberField(name, Integer.toUnsignedLong(value));
  }
}
