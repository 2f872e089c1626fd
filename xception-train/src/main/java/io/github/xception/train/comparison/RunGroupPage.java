package io.github.xception.train.comparison;

import io.github.xception.api.file.DurableFiles;
import io.github.xception.train.curve.MetricChart;
import io.github.xception.train.html.Html;
import io.github.xception.train.html.LineChart.Series;
import io.github.xception.train.html.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Runs in one picture: a page with each of their metrics over the images seen. */
public final class RunGroupPage {
  /** Longer values, such as a whole network, are cut. */
  private static final int MOST_CHARACTERS = 60;

  private final RunGroup group;

  /** Makes the page of runs. */
  public RunGroupPage(RunGroup group) {
    this.group = group;
  }

  /**
   * Writes the page beside its place and moves it there.
   *
   * @throws IOException if it cannot be written; an older page is then still there
   */
  public void write(Path file) throws IOException {
    DurableFiles.replace(file, toHtml().getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the page. */
  public String toHtml() {
    return new Page(
            "%d runs compared".formatted(group.runs().size()), "", runs() + curves() + settings())
        .toHtml();
  }

  private String runs() {
    List<List<String>> rows = new ArrayList<>();
    for (RunGroup.Run run : group.runs()) {
      rows.add(
          List.of(
              run.name(),
              run.engine(),
              String.format(Locale.ROOT, "%,d of %,d", run.steps(), run.batch()),
              String.format(Locale.ROOT, "%,d", run.images()),
              ratio(run.last("crossEntropy")),
              ratio(run.result("testLoss")),
              tested(run),
              String.format(Locale.ROOT, "%.1f", run.imagesPerSecond())));
    }
    return Html.table(
        List.of(
            "run",
            "engine",
            "steps",
            "images seen",
            "training loss",
            "test loss",
            "test accuracy",
            "images per second"),
        rows);
  }

  private static String tested(RunGroup.Run run) {
    OptionalDouble accuracy = run.result("testAccuracy");
    return accuracy.isEmpty()
        ? ratio(accuracy)
        : String.format(
            Locale.ROOT,
            "%.4f (%,d of %,d)",
            accuracy.getAsDouble(),
            Math.round(accuracy.getAsDouble() * run.testImages()),
            run.testImages());
  }

  private static String ratio(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.4f", value.getAsDouble()) : "–";
  }

  private String curves() {
    String charts =
        chart("Training loss (cross-entropy)", "crossEntropy").toHtmlOfAnySize()
            + chart("Training accuracy", "accuracy").toHtml()
            + chart("Test loss", "testLoss").toHtmlOfAnySize()
            + chart("Test accuracy", "testAccuracy").toHtml()
            + chart("Validation loss", "validationLoss").toHtmlOfAnySize()
            + chart("Validation accuracy", "validationAccuracy").toHtml()
            + chart("Learning rate", "learningRate").toHtml()
            + chart("Gradient norm", "gradientNorm").toHtmlOfAnySize();
    return "<h2 id=\"curves\">Curves</h2>\n<div class=\"charts\">\n" + charts + "</div>\n";
  }

  private MetricChart chart(String title, String key) {
    List<Series> curves = new ArrayList<>();
    for (int i = 0; i < group.runs().size(); i++) {
      RunGroup.Run run = group.runs().get(i);
      MetricChart.curve(run.metrics(), key, run.name(), i, run.batch()).ifPresent(curves::add);
    }
    return new MetricChart(title, "images seen", curves);
  }

  private String settings() {
    List<String> head = new ArrayList<>(List.of("setting"));
    group.runs().forEach(run -> head.add(run.name()));
    List<List<String>> rows = new ArrayList<>();
    for (RunGroup.Setting setting : group.settings()) {
      List<String> row = new ArrayList<>(List.of(setting.pointer()));
      setting.values().forEach(value -> row.add(cut(value)));
      rows.add(row);
    }
    return "<h2 id=\"settings\">What is set differently</h2>\n"
        + (rows.isEmpty() ? "<p>Nothing: the configs are the same.</p>\n" : Html.table(head, rows));
  }

  private static String cut(String value) {
    return value.length() > MOST_CHARACTERS ? value.substring(0, MOST_CHARACTERS - 1) + "…" : value;
  }
}
