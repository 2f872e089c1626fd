package io.github.xception.cli.parity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Curves over 1, 2, 3 and so on, as SVG in a page of HTML.
 *
 * @param title what is shown
 * @param xTitle what is counted from left to right
 * @param scale how values become heights
 * @param bound a value to draw a line at
 * @param series the curves
 */
record LineChart(
    String title, String xTitle, Scale scale, OptionalDouble bound, List<Series> series) {
  private static final int WIDTH = 860;
  private static final int HEIGHT = 300;
  private static final int LEFT = 70;
  private static final int RIGHT = 20;
  private static final int TOP = 15;
  private static final int BOTTOM = 45;
  private static final int TICKS = 5;

  /** What is smaller is drawn as this on a logarithmic scale, where there is no 0. */
  private static final double SMALLEST = 1e-9;

  /** Okabe and Ito's colours, which people tell apart who see colours differently. */
  private static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00");

  /** Copies the curves. */
  LineChart {
    series = List.copyOf(series);
  }

  /** How values become heights. */
  enum Scale {
    LINEAR,
    LOGARITHMIC;

    double of(double value) {
      return this == LINEAR ? value : Math.log10(Math.max(value, SMALLEST));
    }

    double inverse(double height) {
      return this == LINEAR ? height : Math.pow(10, height);
    }
  }

  /**
   * One curve.
   *
   * @param name what it is of
   * @param colour number of its colour, from 0
   * @param points from left to right
   */
  record Series(String name, int colour, List<Point> points) {
    Series {
      points = List.copyOf(points);
    }
  }

  /**
   * One point of a curve.
   *
   * @param label what it is of, shown where the pointer is
   * @param value its height; one that is not finite is drawn at the top
   */
  record Point(String label, double value) {}

  /** What the vertical axis goes from and to, in heights. */
  private record Range(double low, double high) {
    double y(double height) {
      double share = (Math.min(height, high) - low) / (high - low);
      return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
    }
  }

  /** Returns the curves under their title and names. */
  String toHtml() {
    StringBuilder caption = new StringBuilder(Html.escape(title));
    for (Series one : series) {
      caption.append(
          " <span style=\"color:%s\">&#9679; %s</span>"
              .formatted(colour(one), Html.escape(one.name())));
    }
    return "<figure>\n<figcaption>%s</figcaption>\n%s</figure>\n".formatted(caption, toSvg());
  }

  private static String colour(Series one) {
    return COLOURS.get(one.colour() % COLOURS.size());
  }

  private String toSvg() {
    Range range = range();
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n"
            .formatted(WIDTH, HEIGHT, Html.escape(title)));
    int count = series.stream().mapToInt(one -> one.points().size()).max().orElse(0);
    drawAxes(svg, range, count);
    bound.ifPresent(
        value -> {
          double y = range.y(scale.of(value));
          line(svg, LEFT, y, WIDTH - RIGHT, y, "bound");
          text(svg, WIDTH - RIGHT, y - 4, "end", "bound " + Scientific.of(value));
        });
    for (Series one : series) {
      draw(svg, range, count, one);
    }
    return svg.append("</svg>\n").toString();
  }

  private Range range() {
    List<Double> heights = new ArrayList<>();
    bound.ifPresent(value -> heights.add(scale.of(value)));
    series.stream()
        .flatMap(one -> one.points().stream())
        .mapToDouble(Point::value)
        .filter(Double::isFinite)
        .forEach(value -> heights.add(scale.of(value)));
    double low = heights.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    double high = heights.stream().mapToDouble(Double::doubleValue).max().orElse(1);
    if (scale == Scale.LOGARITHMIC) {
      return new Range(Math.floor(low), Math.max(Math.ceil(high), Math.floor(low) + 1));
    }
    double margin = high > low ? (high - low) / 20 : Math.max(Math.abs(high), 1) / 20;
    return new Range(low - margin, high + margin);
  }

  private void drawAxes(StringBuilder svg, Range range, int count) {
    int ticks =
        scale == Scale.LOGARITHMIC ? (int) Math.min(range.high() - range.low(), 2 * TICKS) : TICKS;
    for (int i = 0; i <= ticks; i++) {
      double height = range.low() + (range.high() - range.low()) * i / ticks;
      if (scale == Scale.LOGARITHMIC) {
        height = Math.rint(height);
      }
      line(svg, LEFT, range.y(height), WIDTH - RIGHT, range.y(height), "grid");
      String number =
          scale == Scale.LOGARITHMIC
              ? "1e" + (int) height
              : String.format(Locale.ROOT, "%.4g", scale.inverse(height));
      text(svg, LEFT - 6, range.y(height) + 4, "end", number);
    }
    int every = Math.max(1, (count + 9) / 10);
    for (int i = 0; i < count; i += every) {
      text(svg, x(i, count), HEIGHT - BOTTOM + 16, "middle", String.valueOf(i + 1));
    }
    text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, "middle", xTitle);
  }

  private void draw(StringBuilder svg, Range range, int count, Series one) {
    String colour = colour(one);
    StringBuilder path = new StringBuilder();
    StringBuilder dots = new StringBuilder();
    for (int i = 0; i < one.points().size(); i++) {
      Point point = one.points().get(i);
      double height = Double.isFinite(point.value()) ? scale.of(point.value()) : range.high();
      String place = number(x(i, count)) + "," + number(range.y(height));
      path.append(i == 0 ? "" : " ").append(place);
      dots.append(
          "<circle cx=\"%s\" cy=\"%s\" r=\"2.5\" fill=\"%s\"><title>%s: %s</title></circle>\n"
              .formatted(
                  number(x(i, count)),
                  number(range.y(height)),
                  colour,
                  Html.escape(one.name() + ", " + point.label()),
                  point.value()));
    }
    svg.append(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>\n%s"
            .formatted(path, colour, dots));
  }

  private static double x(int index, int count) {
    double share = count <= 1 ? 0.5 : (double) index / (count - 1);
    return LEFT + 10 + share * (WIDTH - LEFT - RIGHT - 20);
  }

  private static void line(
      StringBuilder svg, double x1, double y1, double x2, double y2, String kind) {
    svg.append(
        "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" class=\"%s\"/>\n"
            .formatted(number(x1), number(y1), number(x2), number(y2), kind));
  }

  private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
    svg.append(
        "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>\n"
            .formatted(number(x), number(y), anchor, Html.escape(text)));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
