package dev.pithos.tools;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/** Prints an inspection for people: a heading a part, aligned columns. */
final class InspectionPrinter {
  private final CommandStreams streams;
  private final Ansi ansi;

  InspectionPrinter(CommandStreams streams) {
    this.streams = streams;
    this.ansi = streams.outColours() ? Ansi.ON : Ansi.OFF;
  }

  void print(Inspection inspection) {
    line(
        ansi.string("@|bold %s|@".formatted(escape(inspection.file())))
            + ", "
            + Quantities.showBytes(inspection.bytes()));
    line("module SHA-256 " + inspection.sha256());
    List<List<String>> rows = new ArrayList<>();
    for (Inspection.Section section : inspection.sections()) {
      String name = section.id() == 0 ? "custom \"" + section.name() + "\"" : section.name();
      rows.add(List.of(name, section.size() + " bytes", "at 0x" + hex(section.offset())));
    }
    table("Sections", rows);
    rows.clear();
    inspection
        .imports()
        .forEach(i -> rows.add(List.of(i.module() + "." + i.name(), i.kind(), i.type())));
    table("Imports", rows);
    rows.clear();
    inspection.exports().forEach(e -> rows.add(List.of(e.name(), e.kind(), e.type())));
    table("Exports", rows);
    rows.clear();
    for (Inspection.Slot slot : inspection.slots()) {
      String helpers =
          slot.helpers().isEmpty() ? "" : "#[" + String.join("], #[", slot.helpers()) + "]";
      rows.add(
          List.of(String.valueOf(slot.index()), slot.kind(), slot.name(), slot.export(), helpers));
    }
    table("Macros, " + inspection.abi() + " (slot, kind, name, export, helpers)", rows);
    table(
        "Compiled",
        List.of(
            List.of("classes", String.valueOf(inspection.classes())),
            List.of("class files", Quantities.showBytes(inspection.classBytes())),
            List.of("methods", String.valueOf(inspection.emittedMethods())),
            List.of("largest method", inspection.largestMethodBytes() + " bytes"),
            List.of(
                "methods over 8,000 bytes", String.valueOf(inspection.methodsOver8000Bytes()))));
  }

  private static String hex(int offset) {
    return Integer.toHexString(offset);
  }

  private void heading(String text) {
    line("");
    line(ansi.string("@|bold %s|@".formatted(escape(text))));
  }

  private void table(String title, List<List<String>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    heading(title);
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    List<List<String>> shown =
        rows.stream().map(r -> r.stream().map(InspectionPrinter::visible).toList()).toList();
    for (List<String> row : shown) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : shown) {
      StringBuilder text = new StringBuilder(" ");
      for (int i = 0; i < columns; i++) {
        text.append(' ').append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length()));
        text.append(' ');
      }
      line(text.toString().stripTrailing());
    }
  }

  private void line(String text) {
    streams.out().println(text);
  }

  private static String escape(String text) {
    return visible(text).replace("@|", "@ |").replace("|@", "| @");
  }

  /** Names come from the module: a control character in one must not reach the terminal. */
  private static String visible(String name) {
    if (name.chars().noneMatch(Character::isISOControl)) {
      return name;
    }
    StringBuilder text = new StringBuilder();
    name.codePoints()
        .forEach(
            c -> {
              if (Character.isISOControl(c)) {
                text.append("\\u{").append(Integer.toHexString(c)).append('}');
              } else {
                text.appendCodePoint(c);
              }
            });
    return text.toString();
  }
}
