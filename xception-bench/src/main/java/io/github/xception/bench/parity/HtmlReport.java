package io.github.xception.bench.parity;

import io.github.xception.api.backend.BackendInfo;
import io.github.xception.api.json.Specs;
import io.github.xception.train.html.Html;
import io.github.xception.train.html.LineChart;
import io.github.xception.train.html.LineChart.Bound;
import io.github.xception.train.html.LineChart.Point;
import io.github.xception.train.html.LineChart.Scale;
import io.github.xception.train.html.LineChart.Series;
import io.github.xception.train.html.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A report as one page with curves and tables, which needs nothing but itself. */
public final class HtmlReport {
  private final ParityReport report;
  private final String version;

  /**
   * Makes a page.
   *
   * @param version of this program
   */
  public HtmlReport(ParityReport report, String version) {
    this.report = report;
    this.version = version;
  }

  /** Returns the page. */
  public String toHtml() {
    String title =
        report.task().graph().name()
            + ": "
            + String.join(", ", report.others())
            + " against "
            + report.against();
    return new Page(title, "", verdict() + engines() + forward() + training() + config()).toHtml();
  }

  private String verdict() {
    StringBuilder text = new StringBuilder();
    if (report.broken().isEmpty()) {
      text.append("<p class=\"held\">All differences are within the bounds.</p>\n");
    }
    report
        .broken()
        .forEach(what -> text.append("<p class=\"broken\">%s</p>\n".formatted(Html.escape(what))));
    return text
        + "<p>Bounds, as relative differences: %s for a layer and the prediction, %s for the loss of a step, or ten times what a rounding of the first weights makes of it, if that is more.</p>\n"
            .formatted(
                Scientific.of(report.bounds().forward()),
                Scientific.of(report.bounds().training()));
  }

  private String engines() {
    List<List<String>> rows = new ArrayList<>();
    for (BackendInfo info : report.backends()) {
      List<String> gaps = report.notCompared(info);
      rows.add(
          List.of(
              info.name(),
              info.engine() + " " + info.version(),
              info.device(),
              gaps.isEmpty() ? "all" : String.join(", ", gaps)));
    }
    return "<h2>Engines</h2>\n"
        + Html.table(List.of("backend", "engine", "device", "compared"), rows);
  }

  private String forward() {
    StringBuilder html =
        new StringBuilder(
            "<h2>Inference on %d images</h2>\n".formatted(report.task().images().shape().dim(0)));
    List<List<String>> predictions = new ArrayList<>();
    report
        .forward()
        .predictions()
        .forEach(
            (backend, difference) ->
                predictions.add(
                    List.of(
                        backend,
                        Scientific.of(difference.absolute()),
                        Scientific.of(difference.relative()))));
    html.append("<h3>The prediction</h3>\n")
        .append(Html.table(List.of("backend", "absolute", "relative"), predictions));
    if (report.forward().layers().isEmpty()) {
      return html.toString();
    }
    List<Series> curves = new ArrayList<>();
    for (String backend : report.others()) {
      List<LayerComparison> layers = report.forward().layers();
      List<Point> points =
          IntStream.range(0, layers.size())
              .filter(i -> layers.get(i).differences().containsKey(backend))
              .mapToObj(i -> point(i + 1, layers.get(i), backend))
              .toList();
      if (!points.isEmpty()) {
        curves.add(new Series(backend, colour(backend), points));
      }
    }
    html.append(
        new LineChart(
                "relative difference of each layer",
                "layer, in the order of the network",
                Scale.LOGARITHMIC,
                bound(report.bounds().forward()),
                curves)
            .toHtml());
    List<List<String>> rows = new ArrayList<>();
    for (LayerComparison layer : report.forward().layers()) {
      Difference largest = layer.largest();
      rows.add(
          List.of(
              String.valueOf(rows.size() + 1),
              layer.path(),
              layer.op(),
              layer.outputShape().toString(),
              Scientific.of(largest.absolute()),
              Scientific.of(largest.relative())));
    }
    return html.append("<details><summary>all layers</summary>\n")
        .append(
            Html.table(List.of("", "layer", "operation", "output", "absolute", "relative"), rows))
        .append("</details>\n")
        .toString();
  }

  private static Point point(int number, LayerComparison layer, String backend) {
    return new Point(
        number,
        layer.path(),
        layer.differences().getOrDefault(backend, Difference.NONE).relative());
  }

  private static Optional<Bound> bound(double value) {
    return Optional.of(new Bound(value, "bound " + Scientific.of(value)));
  }

  private String training() {
    if (report.training().isEmpty()) {
      return "";
    }
    List<String> trained = List.copyOf(report.training().get(0).results().keySet());
    List<String> compared = trained.subList(1, trained.size());
    return "<h2>%d training steps on batches of %d images</h2>\n"
            .formatted(report.training().size(), report.task().config().training().batch())
        + new LineChart(
                "loss",
                "step",
                Scale.LINEAR,
                Optional.empty(),
                curves(trained, "", 0, backend -> step -> result(step, backend).loss()))
            .toHtml()
        + new LineChart(
                "relative difference of the loss",
                "step",
                Scale.LOGARITHMIC,
                bound(report.bounds().training()),
                lossCurves(compared))
            .toHtml()
        + new LineChart(
                "largest relative difference of a parameter",
                "step",
                Scale.LOGARITHMIC,
                Optional.empty(),
                weightCurves(compared))
            .toHtml()
        + steps(trained);
  }

  private List<Series> lossCurves(List<String> compared) {
    return Stream.concat(
            curves(
                compared,
                "",
                0,
                backend -> step -> result(step, backend).lossDifference().relative())
                .stream(),
            curves(
                List.of(report.against()),
                " with rounded first weights",
                0,
                backend -> step -> step.rounding().relative())
                .stream())
        .toList();
  }

  private List<Series> weightCurves(List<String> compared) {
    return Stream.concat(
            curves(
                compared,
                " weights",
                0,
                backend -> step -> relative(weights(step, backend).trainable()))
                .stream(),
            curves(
                compared,
                " statistics",
                report.backends().size(),
                backend -> step -> relative(weights(step, backend).statistics()))
                .stream())
        .toList();
  }

  private static double relative(Optional<WeightsComparison.Parameter> parameter) {
    return parameter.map(worst -> worst.difference().relative()).orElse(0.0);
  }

  private static StepComparison.Result result(StepComparison step, String backend) {
    return Objects.requireNonNull(step.results().get(backend));
  }

  private static WeightsComparison weights(StepComparison step, String backend) {
    return Objects.requireNonNull(step.weights().get(backend));
  }

  /** An engine has one colour in all charts. */
  private int colour(String backend) {
    return report.backends().stream().map(BackendInfo::name).toList().indexOf(backend);
  }

  private List<Series> curves(
      List<String> backends,
      String suffix,
      int shift,
      Function<String, ToDoubleFunction<StepComparison>> value) {
    return backends.stream()
        .map(
            backend ->
                new Series(
                    backend + suffix,
                    colour(backend) + shift,
                    report.training().stream()
                        .map(
                            step ->
                                new Point(
                                    step.step(),
                                    "step " + step.step(),
                                    value.apply(backend).applyAsDouble(step)))
                        .toList()))
        .toList();
  }

  private String steps(List<String> trained) {
    List<List<String>> rows = new ArrayList<>();
    for (StepComparison step : report.training()) {
      for (String backend : trained) {
        StepComparison.Result result = result(step, backend);
        WeightsComparison weights =
            step.weights()
                .getOrDefault(backend, new WeightsComparison(Optional.empty(), Optional.empty()));
        rows.add(
            List.of(
                String.valueOf(step.step()),
                backend,
                String.valueOf(result.loss()),
                Scientific.of(result.lossDifference().relative()),
                result.gradientNorm().isPresent()
                    ? String.valueOf(result.gradientNorm().getAsDouble())
                    : "-",
                result.normDifference().map(d -> Scientific.of(d.relative())).orElse("-"),
                describe(weights.trainable()),
                describe(weights.statistics())));
      }
    }
    return "<details><summary>all steps</summary>\n"
        + Html.table(
            List.of(
                "step",
                "backend",
                "loss",
                "relative",
                "gradient norm",
                "relative",
                "weights, relative",
                "moving statistics, relative"),
            rows)
        + "</details>\n";
  }

  private static String describe(Optional<WeightsComparison.Parameter> parameter) {
    return parameter
        .map(worst -> Scientific.of(worst.difference().relative()) + " " + worst.path())
        .orElse("-");
  }

  private String config() {
    return "<h2>What was compared</h2>\n<p>%s; xception %s; Java %s on %s %s.</p>\n<details><summary>config</summary>\n<pre>%s</pre>\n</details>\n"
        .formatted(
            Html.escape(report.task().origin()),
            Html.escape(version),
            Html.escape(System.getProperty("java.version")),
            Html.escape(System.getProperty("os.name")),
            Html.escape(System.getProperty("os.arch")),
            Html.escape(Specs.toJson(report.task().config())));
  }
}
