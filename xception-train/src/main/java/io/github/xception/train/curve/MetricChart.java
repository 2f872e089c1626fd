package io.github.xception.train.curve;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.xception.train.html.LineChart;
import io.github.xception.train.html.LineChart.Point;
import io.github.xception.train.html.LineChart.Scale;
import io.github.xception.train.html.LineChart.Series;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A chart of numbers that {@code metrics.jsonl} files tell.
 *
 * @param title what the numbers are
 * @param xTitle what is counted from left to right
 * @param curves the chart is left out if there are none
 */
public record MetricChart(String title, String xTitle, List<Series> curves) {
  /** Values are drawn on a logarithmic scale if the largest is this many times the smallest. */
  private static final double WIDE = 100;

  /** Copies the curves. */
  public MetricChart {
    curves = List.copyOf(curves);
  }

  /**
   * Returns one number of a run as a curve.
   *
   * @param metrics the lines of {@code metrics.jsonl}
   * @param key the number's name in them
   * @param name the curve's
   * @param colour number of its colour, from 0
   * @param perStep how far a step goes to the right: 1, or the batch to count images
   * @return empty if no line has the number
   */
  public static Optional<Series> curve(
      List<JsonNode> metrics, String key, String name, int colour, int perStep) {
    List<Point> points =
        metrics.stream()
            .filter(line -> line.path(key).isNumber() && line.path("step").isNumber())
            .map(line -> point(line, key, perStep))
            .toList();
    return points.isEmpty() ? Optional.empty() : Optional.of(new Series(name, colour, points));
  }

  private static Point point(JsonNode line, String key, int perStep) {
    double step = line.path("step").doubleValue();
    String label =
        String.format(
            Locale.ROOT, "step %,.0f, epoch %.2f", step, line.path("epoch").doubleValue());
    return new Point(perStep * step, label, line.path(key).doubleValue());
  }

  /** Returns the chart with equal differences at equal distances. */
  public String toHtml() {
    return toHtml(Scale.LINEAR);
  }

  /**
   * Returns the chart of what is never negative and may be far apart: a loss on images held out is
   * huge for as long as the moving statistics are those of the beginning.
   */
  public String toHtmlOfAnySize() {
    DoubleSummaryStatistics values =
        curves.stream()
            .flatMap(one -> one.points().stream())
            .mapToDouble(Point::value)
            .filter(value -> value > 0)
            .summaryStatistics();
    return toHtml(values.getMax() > WIDE * values.getMin() ? Scale.LOGARITHMIC : Scale.LINEAR);
  }

  private String toHtml(Scale scale) {
    return curves.isEmpty()
        ? ""
        : new LineChart(title, xTitle, scale, Optional.empty(), curves).toHtml();
  }
}
