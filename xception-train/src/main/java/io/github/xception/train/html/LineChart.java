package io.github.xception.train.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Curves over something that is counted, as SVG in a page of HTML.
 *
 * @param title what is shown
 * @param xTitle what is counted from left to right
 * @param scale how values become heights
 * @param bound a value to draw a line at
 * @param series the curves
 */
public record LineChart(
    String title, String xTitle, Scale scale, Optional<Bound> bound, List<Series> series) {
  private static final int WIDTH = 600;
  private static final int HEIGHT = 280;
  private static final int LEFT = 58;
  private static final int RIGHT = 16;
  private static final int TOP = 12;
  private static final int BOTTOM = 42;
  private static final int TICKS = 6;
  private static final int COLOURS = 6;

  /** Of a curve with more points than this, evenly chosen ones are drawn. */
  private static final int MOST_POINTS = 500;

  /** The points of a longer curve are shown under the pointer only. */
  private static final int MOST_DOTS = 60;

  /** What is smaller is drawn as this on a logarithmic scale, where there is no 0. */
  private static final double SMALLEST = 1e-9;

  /** Copies the curves. */
  public LineChart {
    series = List.copyOf(series);
  }

  /** How values become heights. */
  public enum Scale {
    /** Equal differences are equal distances. */
    LINEAR,
    /** Equal ratios are equal distances. */
    LOGARITHMIC;

    private double of(double value) {
      return this == LINEAR ? value : Math.log10(Math.max(value, SMALLEST));
    }
  }

  /**
   * A value with a line across the chart.
   *
   * @param value finite
   * @param label what it is
   */
  public record Bound(double value, String label) {}

  /**
   * One curve.
   *
   * @param name what it is of
   * @param colour number of its colour, from 0
   * @param points from left to right
   */
  public record Series(String name, int colour, List<Point> points) {
    /** Copies the points. */
    public Series {
      points = List.copyOf(points);
    }

    private String style() {
      return "c" + colour % COLOURS;
    }

    private List<Point> drawn() {
      int every = (points.size() - 1) / MOST_POINTS + 1;
      List<Point> drawn = new ArrayList<>();
      // Counted from the end, so that the last one is drawn in any case.
      for (int i = (points.size() - 1) % every; i < points.size(); i += every) {
        drawn.add(points.get(i));
      }
      return drawn;
    }
  }

  /**
   * One point of a curve.
   *
   * @param x its place from left to right, finite
   * @param label what it is of, shown where the pointer is
   * @param value its height; one that is not finite is drawn at the top
   */
  public record Point(double x, String label, double value) {}

  /** What the axes go from and to: places, and heights. */
  private record Frame(double left, double right, double low, double high) {
    double x(double place) {
      double share = right > left ? (place - left) / (right - left) : 0.5;
      return LEFT + 8 + share * (WIDTH - LEFT - RIGHT - 16);
    }

    double y(double height) {
      double share = (Math.min(height, high) - low) / (high - low);
      return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
    }
  }

  /** Returns the curves under their title and names. */
  public String toHtml() {
    StringBuilder caption = new StringBuilder(Html.escape(title));
    for (Series one : named()) {
      caption.append(
          " <span class=\"%s\">&#9679; %s</span>".formatted(one.style(), Html.escape(one.name())));
    }
    return "<figure>\n<figcaption>%s</figcaption>\n%s</figure>\n".formatted(caption, toSvg());
  }

  /** Returns the curves whose names are told: a single one that the title names is not. */
  private List<Series> named() {
    boolean inTitle = series.size() == 1 && series.get(0).name().equalsIgnoreCase(title);
    return inTitle ? List.of() : series;
  }

  private String toSvg() {
    Frame frame = frame();
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n"
            .formatted(WIDTH, HEIGHT, Html.escape(title)));
    drawAxes(svg, frame);
    bound.ifPresent(
        at -> {
          double y = frame.y(scale.of(at.value()));
          line(svg, LEFT, y, WIDTH - RIGHT, y, "bound");
          text(svg, WIDTH - RIGHT, y - 4, "end", at.label());
        });
    for (Series one : series) {
      draw(svg, frame, one);
    }
    return svg.append("</svg>\n").toString();
  }

  private Frame frame() {
    List<Double> places = new ArrayList<>();
    List<Double> heights = new ArrayList<>();
    bound.ifPresent(at -> heights.add(scale.of(at.value())));
    for (Series one : series) {
      for (Point point : one.points()) {
        places.add(point.x());
        if (Double.isFinite(point.value())) {
          heights.add(scale.of(point.value()));
        }
      }
    }
    double left = smallest(places, 0);
    double right = largest(places, 1);
    double low = smallest(heights, 0);
    double high = largest(heights, 1);
    if (scale == Scale.LOGARITHMIC) {
      low = Math.floor(low);
      return new Frame(left, right, low, Math.max(Math.ceil(high), low + 1));
    }
    double margin = high > low ? (high - low) / 20 : Math.max(Math.abs(high), 1) / 20;
    // What is never negative does not get an axis that is.
    double bottom = low >= 0 ? Math.max(0, low - margin) : low - margin;
    return new Frame(left, right, bottom, high + margin);
  }

  private static double smallest(List<Double> values, double otherwise) {
    return values.stream().mapToDouble(Double::doubleValue).min().orElse(otherwise);
  }

  private static double largest(List<Double> values, double otherwise) {
    return values.stream().mapToDouble(Double::doubleValue).max().orElse(otherwise);
  }

  private void drawAxes(StringBuilder svg, Frame frame) {
    boolean logarithmic = scale == Scale.LOGARITHMIC;
    for (double height : Ticks.between(frame.low(), frame.high(), TICKS, logarithmic ? 1 : 0)) {
      line(svg, LEFT, frame.y(height), WIDTH - RIGHT, frame.y(height), "grid");
      String number = Ticks.text(logarithmic ? Math.pow(10, height) : height);
      text(svg, LEFT - 6, frame.y(height) + 4, "end", number);
    }
    if (series.stream().map(Series::points).anyMatch(Predicate.not(List::isEmpty))) {
      double right = Math.max(frame.right(), frame.left() + 1e-6);
      for (double place : Ticks.between(frame.left(), right, TICKS, 1)) {
        text(svg, frame.x(place), HEIGHT - BOTTOM + 17, "middle", Ticks.text(place));
      }
    }
    text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, "middle", xTitle);
  }

  private void draw(StringBuilder svg, Frame frame, Series one) {
    List<Point> drawn = one.drawn();
    StringBuilder path = new StringBuilder();
    StringBuilder dots = new StringBuilder();
    String kind = drawn.size() > MOST_DOTS ? " class=\"faint\" r=\"4\"" : " r=\"2.5\"";
    for (Point point : drawn) {
      double height = Double.isFinite(point.value()) ? scale.of(point.value()) : frame.high();
      String x = number(frame.x(point.x()));
      String y = number(frame.y(height));
      path.append(path.isEmpty() ? "" : " ").append(x).append(',').append(y);
      dots.append(
          "<circle cx=\"%s\" cy=\"%s\"%s><title>%s: %s</title></circle>\n"
              .formatted(
                  x, y, kind, Html.escape(one.name() + ", " + point.label()), point.value()));
    }
    svg.append(
        "<g class=\"%s\" fill=\"currentColor\" stroke=\"none\">\n<polyline points=\"%s\" stroke=\"currentColor\"/>\n%s</g>\n"
            .formatted(one.style(), path, dots));
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
