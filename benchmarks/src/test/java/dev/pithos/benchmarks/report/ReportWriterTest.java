package dev.pithos.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pithos.benchmarks.work.WorkList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The report that a few results make. Nothing is measured here. */
final class ReportWriterTest {
  @TempDir Path folder;
  private final List<Result> results = new ArrayList<>();

  @BeforeEach
  void addResults() {
    add("fib", Contender.V8, 4e6, 2e6, 3e6);
    add("mandelbrot", Contender.V8, 8e6);
    add("fib", Contender.PITHOS, 1.5e6);
    add("mandelbrot", Contender.PITHOS, 16e6);
    add("fib", Contender.WASMTIME, 3.3e6);
  }

  @Test
  void writesMediansAndTheirRatiosToV8() throws IOException {
    String report = report();
    assertTrue(report.contains("| work | Pithos | V8 | wasmtime |\n"), report);
    assertTrue(report.contains("| fib(30) | 1.50 (0.50) | 3.00 | 3.30 (1.10) |\n"), report);
    assertTrue(report.contains("| mandelbrot | 16.0 (2.00) | 8.00 |  |\n"), report);
  }

  @Test
  void writesTheGeometricMeanOnlyOfWhoHasAllWorks() throws IOException {
    String report = report();
    assertTrue(report.contains("| geometric mean | **1.00** | **1.00** | |\n"), report);
  }

  @Test
  void namesWhoIsMissing() throws IOException {
    String report = report();
    int start = report.indexOf("Without a result here: ");
    assertTrue(start > 0, report);
    String missing = report.substring(start, report.indexOf('\n', start));
    assertTrue(missing.contains("Chicory compiler; ") && missing.contains("gcc -O2"), missing);
    assertFalse(missing.contains("wasmtime"), missing);
    assertFalse(missing.contains("Watt"), "Watt has no kernels: " + missing);
  }

  @Test
  void listsFailuresWithTheirReasons() throws IOException {
    results.add(
        new Result("fib", Contender.ENDIVE.id(), "", 0, List.of(), "no answer within 150 s"));
    String report = report();
    assertTrue(report.contains("## Without an answer\n\n- fib, endive: no answer within 150 s\n"));
  }

  @Test
  void namesEachVersionOnce() throws IOException {
    assertTrue(report().contains("Versions: of pithos, of v8, of wasmtime.\n"));
  }

  @Test
  void judgesTargets() throws IOException {
    String report = report();
    assertTrue(report.contains("| kernels, beside V8 | at most 1.30 | 1.00 | met |\n"), report);
    add("switch-9k", Contender.V8, 1e6);
    add("switch-9k", Contender.PITHOS, 4e6);
    assertTrue(
        report()
            .contains("| the slowest switch interpreter, beside V8 | at most 3.00 | 4.00 | **m"));
  }

  @Test
  void judgesAGroupOfMacrosByItself() throws IOException {
    String target = "| macros of a module published for Watt, beside V8 | at most 0.90 | ";
    assertFalse(report().contains(target), "nothing is measured");
    add("watt-de5", Contender.V8, 4e6);
    add("watt-de5", Contender.PITHOS_REUSE, 3e6);
    String report = report();
    assertTrue(report.contains(target + "0.75 | met |\n"), report);
    assertTrue(report.contains("## Macro expansion, module published for Watt\n"), report);
    assertTrue(report.contains("](macro-watt.svg)\n"), report);
    assertFalse(report.contains("macros of Rust 1.63"), report);
  }

  @Test
  void tellsHowTheContendersStart() throws IOException {
    List<ColdContenders.Row> rows =
        List.of(
            new ColdContenders.Row("watt", 81.4, 3217.6, null),
            new ColdContenders.Row("v8", 0, 0, "the driver has ended"));
    WorkList.JSON.writeValue(folder.resolve("cold-contenders.json").toFile(), rows);
    String report = report();
    assertTrue(report.contains("| Watt's interpreter, in rustc | 81 | 3,218 |\n"), report);
    assertTrue(report.contains("| V8 | the driver has ended | |\n"), report);
  }

  @Test
  void drawsABarForEachResultOfTheOthers() throws Exception {
    report();
    Document plot = plot("kernel-other");
    assertEquals(List.of("0.50", "1.10", "2.00"), numbers(plot));
    assertFalse(texts(plot).contains("no answer"), "wasmtime was not asked for mandelbrot");
  }

  @Test
  void saysWhoGaveNoAnswer() throws Exception {
    results.add(new Result("mandelbrot", Contender.WASMTIME.id(), "", 0, List.of(), "too slow"));
    report();
    Document plot = plot("kernel-other");
    assertEquals(List.of("0.50", "1.10", "2.00"), numbers(plot));
    assertEquals(1, texts(plot).stream().filter("no answer"::equals).count());
  }

  @Test
  void keepsALongLegendInsideThePlot() throws Exception {
    for (Contender contender : Contender.values()) {
      if (contender.takes(WorkList.find("old63-de5"))) {
        add("old63-de5", contender, 1e6);
      }
    }
    report();
    Document plot = plot("macro-1.63");
    double width =
        Double.parseDouble(plot.getDocumentElement().getAttribute("viewBox").split(" ")[2]);
    NodeList texts = plot.getElementsByTagName("text");
    int named = 0;
    for (int i = 0; i < texts.getLength(); i++) {
      Element text = (Element) texts.item(i);
      String words = text.getTextContent();
      if (words.startsWith("Watt") || words.startsWith("native") || words.startsWith("wasmtime")) {
        named++;
        double end = Double.parseDouble(text.getAttribute("x")) + 6 * words.length();
        assertTrue(end < width, words + " ends at " + end);
      }
    }
    assertEquals(4, named);
  }

  private void add(String work, Contender contender, Double... rounds) {
    String version = "of " + contender.id();
    results.add(new Result(work, contender.id(), version, 1, List.of(rounds), null));
  }

  private String report() throws IOException {
    Files.writeString(folder.resolve("about.md"), "About.\n");
    WorkList.JSON.writeValue(folder.resolve("results.json").toFile(), results);
    ReportWriter.main(new String[] {folder.toString()});
    return Files.readString(folder.resolve("report.md"));
  }

  private Document plot(String group)
      throws IOException, ParserConfigurationException, SAXException {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(folder.resolve(group + ".svg").toFile());
  }

  private static List<String> texts(Document plot) {
    NodeList texts = plot.getElementsByTagName("text");
    List<String> found = new ArrayList<>();
    for (int i = 0; i < texts.getLength(); i++) {
      found.add(texts.item(i).getTextContent());
    }
    return found;
  }

  private static List<String> numbers(Document plot) {
    return texts(plot).stream().filter(text -> text.matches("\\d+\\.\\d+")).sorted().toList();
  }
}
