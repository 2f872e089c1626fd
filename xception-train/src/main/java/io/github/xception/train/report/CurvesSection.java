package io.github.xception.train.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.xception.train.curve.MetricChart;
import io.github.xception.train.html.LineChart.Series;
import java.util.ArrayList;
import java.util.List;

/** What {@code metrics.jsonl} tells, over the steps. */
final class CurvesSection {
  private static final int TRAINING = 0;
  private static final int TEST = 1;
  private static final int VALIDATION = 2;
  private static final int MINIMISED = 3;

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
        chart("Loss (cross-entropy)", losses).toHtmlOfAnySize()
            + chart("Accuracy", accuracies).toHtml()
            + chart("Learning rate", rates).toHtml()
            + chart("Gradient norm", norms).toHtmlOfAnySize();
    return "<h2 id=\"curves\">Curves</h2>\n"
        + (charts.isEmpty()
            ? "<p>There are none: no step has been reported yet.</p>\n"
            : "<div class=\"charts\">\n" + charts + "</div>\n");
  }

  private static MetricChart chart(String title, List<Series> series) {
    return new MetricChart(title, "step", series);
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
    MetricChart.curve(metrics, key, name, colour, 1).ifPresent(series::add);
  }
}
