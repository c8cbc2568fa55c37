package dev.pithos.benchmarks.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A plot as SVG: for each work a bar for each contender, as long as the logarithm of its time
 * beside V8's. Colours follow the reader's light or dark theme; every bar has its number.
 */
final class RatioPlot {
  private static final int LEFT = 300;
  private static final int WIDTH = 520;
  private static final int BAR = 15;
  private static final int GAP = 12;
  private static final int MARGIN = 16;
  private static final int HEAD = 54;
  private static final int LEGEND_LINE = 20;

  /** Whoever a plot can show; a contender's colour is its place here, the same in all plots. */
  private static final List<Contender> SHOWN =
      Arrays.stream(Contender.values()).filter(RatioPlot::shows).toList();

  /** As many as {@link #SHOWN}. */
  private static final String[] LIGHT = {
    "#1f6fb4", "#7fb3dc", "#c96a12", "#a33b63", "#5c7f2a", "#777777", "#0f8f8f", "#8a6bbf",
    "#b8a02a", "#4a4a4a", "#d4a5a5", "#7a4b2a"
  };

  private static final String[] DARK = {
    "#5aa9e6", "#2f6690", "#f0994a", "#dd7a9f", "#a3c76a", "#aaaaaa", "#3fc4c4", "#b79cf0",
    "#e0cc5a", "#7a7a7a", "#8c5a5a", "#b98a68"
  };

  private final String title;
  private final List<Contender> contenders;
  private final List<Row> rows = new ArrayList<>();

  @SuppressWarnings("ArrayRecordComponent") // rows are not compared
  private record Row(String work, double[] ratios) {
    int height() {
      return BAR * (int) Arrays.stream(ratios).filter(ratio -> !Double.isNaN(ratio)).count() + GAP;
    }
  }

  /** A plot of those of the contenders that {@linkplain #shows plots show}. */
  RatioPlot(String title, List<Contender> contenders) {
    this.title = title;
    this.contenders = contenders;
  }

  /** V8 is what all others are beside; what only tables show would crowd the bars. */
  static boolean shows(Contender contender) {
    return switch (contender) {
      case V8, PITHOS_GUEST -> false;
      default -> contender.isReported();
    };
  }

  private static int colour(Contender contender) {
    return SHOWN.indexOf(contender);
  }

  /** Adds a work; NaN where a contender was not measured, infinity where it gave no answer. */
  void add(String work, double[] ratios) {
    rows.add(new Row(work, ratios));
  }

  String svg() {
    double least = 1;
    double most = 1;
    for (Row row : rows) {
      for (double ratio : row.ratios) {
        if (Double.isFinite(ratio)) {
          least = Math.min(least, ratio);
          most = Math.max(most, ratio);
        }
      }
    }
    int low = (int) Math.floor(Math.log10(least));
    int high = Math.max(low + 1, (int) Math.ceil(Math.log10(most)));
    StringBuilder legend = new StringBuilder();
    int top = HEAD + legend(legend) * LEGEND_LINE;
    int height = top + rows.stream().mapToInt(Row::height).sum() + 30;
    StringBuilder svg = new StringBuilder();
    svg.append(
        format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">\n",
            LEFT + WIDTH + 80, height));
    svg.append("<title>").append(escaped(title)).append("</title>\n").append(style());
    svg.append(
        format("<rect class=\"page\" width=\"%d\" height=\"%d\"/>\n", LEFT + WIDTH + 80, height));
    svg.append(format("<text class=\"head\" x=\"16\" y=\"26\">%s</text>\n", escaped(title)));
    svg.append(legend);
    axis(svg, low, high, top, height);
    int y = top;
    for (Row row : rows) {
      bars(svg, row, y, low, high);
      y += row.height();
    }
    return svg.append("</svg>\n").toString();
  }

  /** Writes the contenders' names with their colours; how many lines they take. */
  private int legend(StringBuilder svg) {
    int x = MARGIN;
    int lines = 1;
    for (Contender contender : contenders) {
      int width = 40 + 7 * contender.title().length();
      if (x > MARGIN && x + width > LEFT + WIDTH + 80) {
        x = MARGIN;
        lines++;
      }
      int y = 20 + lines * LEGEND_LINE;
      svg.append(
          format(
              "<rect class=\"c%d\" x=\"%d\" y=\"%d\" width=\"12\" height=\"12\"/>",
              colour(contender), x, y));
      svg.append(
          format(
              "<text x=\"%d\" y=\"%d\">%s</text>\n", x + 17, y + 10, escaped(contender.title())));
      x += width;
    }
    return lines;
  }

  private static void axis(StringBuilder svg, int low, int high, int top, int height) {
    for (int power = low; power <= high; power++) {
      double x = LEFT + WIDTH * (power - low) / (double) (high - low);
      String kind = power == 0 ? "one" : "grid";
      svg.append(
          format(
              "<line class=\"%s\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>",
              kind, x, top - 6, x, height - 24));
      double ratio = Math.pow(10, power);
      String label = power == 0 ? "V8" : (power < 0 ? number(ratio) : format("%,.0f", ratio)) + "x";
      svg.append(
          format("<text class=\"mid\" x=\"%.1f\" y=\"%d\">%s</text>\n", x, height - 8, label));
    }
  }

  private void bars(StringBuilder svg, Row row, int top, int low, int high) {
    double middle = top + (row.height() - GAP) / 2.0 + 4;
    svg.append(
        format(
            "<text class=\"end\" x=\"%d\" y=\"%.1f\">%s</text>\n",
            LEFT - 10, middle, escaped(row.work)));
    int y = top - BAR;
    for (int i = 0; i < row.ratios.length; i++) {
      double ratio = row.ratios[i];
      if (Double.isNaN(ratio)) {
        continue;
      }
      y += BAR;
      if (Double.isInfinite(ratio)) {
        svg.append(format("<text x=\"%d\" y=\"%d\">no answer</text>\n", LEFT + 5, y + 11));
        continue;
      }
      double zero = LEFT + WIDTH * -low / (double) (high - low);
      double end = LEFT + WIDTH * (Math.log10(ratio) - low) / (high - low);
      double x = Math.min(zero, end);
      svg.append(
          format(
              "<rect class=\"c%d\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
              colour(contenders.get(i)), x, y, Math.max(1, Math.abs(end - zero)), BAR - 2));
      svg.append(
          format(
              "<text x=\"%.1f\" y=\"%d\">%s</text>\n",
              Math.max(zero, end) + 5, y + 11, number(ratio)));
    }
  }

  private static String style() {
    StringBuilder style = new StringBuilder("<style>\n");
    style.append("text { font: 12px sans-serif; fill: #222 } .head { font-size: 16px }\n");
    style.append(".end { text-anchor: end } .mid { text-anchor: middle }\n");
    style.append(".page { fill: #fff } .grid { stroke: #ddd } .one { stroke: #222 }\n");
    for (int i = 0; i < LIGHT.length; i++) {
      style.append(format(".c%d { fill: %s }\n", i, LIGHT[i]));
    }
    style.append("@media (prefers-color-scheme: dark) {\n");
    style.append("text { fill: #ddd } .page { fill: #16181c }\n");
    style.append(".grid { stroke: #3a3d44 } .one { stroke: #ddd }\n");
    for (int i = 0; i < DARK.length; i++) {
      style.append(format(".c%d { fill: %s }\n", i, DARK[i]));
    }
    return style.append("}\n</style>\n").toString();
  }

  /** Two or three digits that count. */
  static String number(double value) {
    if (value >= 100) {
      return format("%,.0f", value);
    }
    return format(value >= 10 ? "%.1f" : value >= 0.01 ? "%.2f" : "%.4f", value);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  private static String format(String pattern, Object... arguments) {
    return String.format(Locale.ROOT, pattern, arguments);
  }
}
