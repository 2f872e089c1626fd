package io.github.xception.train.html;

import java.util.List;
import java.util.Locale;

/**
 * Bars beside each other's names, with the spread of each, as SVG in a page of HTML.
 *
 * @param title what is shown, with its unit
 * @param bars from top to bottom
 */
public record BarChart(String title, List<Bar> bars) {
  private static final int WIDTH = 600;
  private static final int LEFT = 150;
  private static final int RIGHT = 70;
  private static final int ROW = 26;
  private static final int THICKNESS = 16;
  private static final int BOTTOM = 24;
  private static final int TICKS = 5;
  private static final int COLOURS = 6;

  /** Copies the bars. */
  public BarChart {
    bars = List.copyOf(bars);
  }

  /**
   * One bar.
   *
   * @param name what it is of
   * @param colour number of its colour, from 0
   * @param value its length, at least 0
   * @param low where its spread begins
   * @param high where it ends; if it is not finite, no spread is drawn
   */
  public record Bar(String name, int colour, double value, double low, double high) {
    private double end() {
      return Double.isFinite(high) ? Math.max(value, high) : value;
    }
  }

  /** Returns the bars under their title. */
  public String toHtml() {
    return "<figure>\n<figcaption>%s</figcaption>\n%s</figure>\n"
        .formatted(Html.escape(title), toSvg());
  }

  private String toSvg() {
    double most = Math.max(bars.stream().mapToDouble(Bar::end).max().orElse(1), 1e-9);
    int height = bars.size() * ROW + BOTTOM;
    StringBuilder svg =
        new StringBuilder(
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n"
                .formatted(WIDTH, height, Html.escape(title)));
    for (double tick : Ticks.between(0, most, TICKS, 0)) {
      String x = number(x(tick, most));
      svg.append(
          "<line x1=\"%s\" y1=\"0\" x2=\"%s\" y2=\"%d\" class=\"grid\"/>\n"
              .formatted(x, x, height - BOTTOM));
      svg.append(
          "<text x=\"%s\" y=\"%d\" text-anchor=\"middle\">%s</text>\n"
              .formatted(x, height - 7, Ticks.text(tick)));
    }
    for (int i = 0; i < bars.size(); i++) {
      draw(svg, bars.get(i), i * ROW + ROW / 2, most);
    }
    return svg.append("</svg>\n").toString();
  }

  private static void draw(StringBuilder svg, Bar bar, int middle, double most) {
    svg.append(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n"
            .formatted(LEFT - 8, middle + 5, Html.escape(bar.name())));
    svg.append(
        "<rect x=\"%d\" y=\"%d\" width=\"%s\" height=\"%d\" class=\"c%d\" fill=\"currentColor\"><title>%s: %s</title></rect>\n"
            .formatted(
                LEFT,
                middle - THICKNESS / 2,
                number(x(bar.value(), most) - LEFT),
                THICKNESS,
                bar.colour() % COLOURS,
                Html.escape(bar.name()),
                bar.value()));
    if (Double.isFinite(bar.high())) {
      svg.append(
          "<line x1=\"%s\" y1=\"%d\" x2=\"%s\" y2=\"%d\" stroke=\"var(--text)\"/>\n"
              .formatted(number(x(bar.low(), most)), middle, number(x(bar.high(), most)), middle));
    }
    svg.append(
        "<text x=\"%s\" y=\"%d\">%s</text>\n"
            .formatted(
                number(x(bar.end(), most) + 6),
                middle + 5,
                String.format(Locale.ROOT, bar.value() < 100 ? "%.1f" : "%.0f", bar.value())));
  }

  private static double x(double value, double most) {
    return LEFT + value / most * (WIDTH - LEFT - RIGHT);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
