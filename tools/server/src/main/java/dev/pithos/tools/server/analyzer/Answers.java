package dev.pithos.tools.server.analyzer;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.pithos.macro.MacroKind;
import dev.pithos.macro.MacroSlot;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes answers, each one line without its end. */
final class Answers {
  private Answers() {}

  private interface Body {
    void writeTo(JsonGenerator out) throws IOException;
  }

  private static String answer(String name, Body body) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = RequestReader.JSON.createGenerator(text)) {
      out.writeStartObject();
      out.writeFieldName(name);
      body.writeTo(out);
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  static String version(int version) {
    return answer("ApiVersionCheck", out -> out.writeNumber(version));
  }

  static String config(boolean spanTables) {
    return answer(
        "SetConfig",
        out -> {
          out.writeStartObject();
          out.writeStringField("span_mode", spanTables ? "RustAnalyzer" : "Id");
          out.writeEndObject();
        });
  }

  /** A failure in the form of the answer of that name. */
  static String failure(String name, String message) {
    return answer(
        name,
        out -> {
          out.writeStartObject();
          out.writeStringField("Err", message);
          out.writeEndObject();
        });
  }

  /** A macro as the toolchain's own server lists it. */
  record Listed(String name, String kind) {}

  /**
   * The macros; one whose kind the module does not tell is listed as both that it may be.
   *
   * @param others native ones, which follow where no slot has their name
   */
  static String macros(List<MacroSlot> slots, List<Listed> others) {
    return answer(
        "ListMacros",
        out -> {
          out.writeStartObject();
          out.writeArrayFieldStart("Ok");
          for (MacroSlot slot : slots) {
            if (slot.kind().answers(MacroKind.DERIVE)) {
              macro(out, slot.name(), "CustomDerive");
            }
            if (slot.kind().answers(MacroKind.ATTR)) {
              macro(out, slot.name(), "Attr");
            }
            if (slot.kind().answers(MacroKind.BANG)) {
              macro(out, slot.name(), "FuncLike");
            }
          }
          for (Listed other : others) {
            if (slots.stream().noneMatch(slot -> slot.name().equals(other.name))) {
              macro(out, other.name, other.kind);
            }
          }
          out.writeEndArray();
          out.writeEndObject();
        });
  }

  private static void macro(JsonGenerator out, String name, String kind) throws IOException {
    out.writeStartArray();
    out.writeString(name);
    out.writeString(kind);
    out.writeEndArray();
  }

  /** An expansion in Id mode. */
  static String expansion(FlatTree tree) {
    return answer(
        "ExpandMacro",
        out -> {
          out.writeStartObject();
          out.writeFieldName("Ok");
          tree(out, tree);
          out.writeEndObject();
        });
  }

  /** An expansion whose spans are indexes into a table. */
  static String expansion(FlatTree tree, int[] spanTable) {
    return answer(
        "ExpandMacroExtended",
        out -> {
          out.writeStartObject();
          out.writeFieldName("Ok");
          out.writeStartObject();
          out.writeFieldName("tree");
          tree(out, tree);
          numbers(out, "span_data_table", spanTable);
          out.writeEndObject();
          out.writeEndObject();
        });
  }

  /** Writes a tree's arrays. */
  static void tree(JsonGenerator out, FlatTree tree) throws IOException {
    out.writeStartObject();
    numbers(out, "subtree", tree.subtree());
    numbers(out, "literal", tree.literal());
    numbers(out, "punct", tree.punct());
    numbers(out, "ident", tree.ident());
    numbers(out, "token_tree", tree.tokenTree());
    out.writeArrayFieldStart("text");
    for (String text : tree.text()) {
      out.writeString(text);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void numbers(JsonGenerator out, String name, int[] numbers) throws IOException {
    out.writeArrayFieldStart(name);
    for (int number : numbers) {
      out.writeNumber(Integer.toUnsignedLong(number));
    }
    out.writeEndArray();
  }
}
