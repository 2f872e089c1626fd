package io.github.xception.train.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.xception.train.html.LineChart;
import io.github.xception.train.html.LineChart.Point;
import io.github.xception.train.html.LineChart.Scale;
import io.github.xception.train.html.LineChart.Series;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What {@code metrics.jsonl} tells, over the steps. */
final class CurvesSection {
  private static final int TRAINING = 0;
  private static final int TEST = 1;
  private static final int VALIDATION = 2;
  private static final int MINIMISED = 3;

  /** Values are drawn on a logarithmic scale if the largest is this many times the smallest. */
  private static final double WIDE = 100;

  /** Losses that differ by less are drawn as one. */
  private static final double SAME = 1e-6;

  private final List<JsonNode> metrics;

  CurvesSection(List<JsonNode> metrics) {
    this.metrics = metrics;
  }

  String toHtml() {
    List<Series> losses = new ArrayList<>();
    add(losses, "training", "crossEntropy", TRAINING);
    if (hasOtherLoss()) {
      add(losses, "training, with all that is minimised", "loss", MINIMISED);
    }
    add(losses, "test", "testLoss", TEST);
    add(losses, "validation", "validationLoss", VALIDATION);
    List<Series> accuracies = new ArrayList<>();
    add(accuracies, "training", "accuracy", TRAINING);
    add(accuracies, "test", "testAccuracy", TEST);
    add(accuracies, "validation", "validationAccuracy", VALIDATION);
    List<Series> rates = new ArrayList<>();
    add(rates, "learning rate", "learningRate", TRAINING);
    List<Series> norms = new ArrayList<>();
    add(norms, "gradient norm", "gradientNorm", TRAINING);
    String charts =
        chart("Loss (cross-entropy)", losses, scale(losses))
            + chart("Accuracy", accuracies, Scale.LINEAR)
            + chart("Learning rate", rates, Scale.LINEAR)
            + chart("Gradient norm", norms, scale(norms));
    return "<h2 id=\"curves\">Curves</h2>\n"
        + (charts.isEmpty()
            ? "<p>There are none: no step has been reported yet.</p>\n"
            : "<div class=\"charts\">\n" + charts + "</div>\n");
  }

  private boolean hasOtherLoss() {
    return metrics.stream()
        .filter(line -> line.path("loss").isNumber() && line.path("crossEntropy").isNumber())
        .anyMatch(
            line ->
                Math.abs(line.path("loss").doubleValue() - line.path("crossEntropy").doubleValue())
                    > SAME);
  }

  private void add(List<Series> series, String name, String key, int colour) {
    List<Point> points =
        metrics.stream()
            .filter(line -> line.path(key).isNumber() && line.path("step").isNumber())
            .map(line -> point(line, key))
            .toList();
    if (!points.isEmpty()) {
      series.add(new Series(name, colour, points));
    }
  }

  private static Point point(JsonNode line, String key) {
    double step = line.path("step").doubleValue();
    String label =
        String.format(
            Locale.ROOT, "step %,.0f, epoch %.2f", step, line.path("epoch").doubleValue());
    return new Point(step, label, line.path(key).doubleValue());
  }

  private static String chart(String title, List<Series> series, Scale scale) {
    return series.isEmpty()
        ? ""
        : new LineChart(title, "step", scale, Optional.empty(), series).toHtml();
  }

  /**
   * Returns how to draw what is never negative. A loss on images held out may be huge for as long
   * as the moving statistics are those of the beginning.
   */
  private static Scale scale(List<Series> series) {
    DoubleSummaryStatistics values =
        series.stream()
            .flatMap(one -> one.points().stream())
            .mapToDouble(Point::value)
            .filter(value -> value > 0)
            .summaryStatistics();
    return values.getMax() > WIDE * values.getMin() ? Scale.LOGARITHMIC : Scale.LINEAR;
  }
}
