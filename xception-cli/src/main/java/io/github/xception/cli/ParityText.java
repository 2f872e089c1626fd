package io.github.xception.cli;

import io.github.xception.api.backend.BackendInfo;
import io.github.xception.bench.parity.Difference;
import io.github.xception.bench.parity.LayerComparison;
import io.github.xception.bench.parity.ParityReport;
import io.github.xception.bench.parity.Scientific;
import io.github.xception.bench.parity.StepComparison;
import io.github.xception.bench.parity.WeightsComparison;
import io.github.xception.cli.TextTable.Align;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A comparison of engines as tables for people. */
final class ParityText {
  /** How many layers are shown unless all are asked for. */
  private static final int WORST = 10;

  private ParityText() {}

  static String of(ParityReport report, boolean allLayers) {
    return engines(report)
        + "\n"
        + layers(report, allLayers)
        + "\n"
        + predictions(report)
        + training(report)
        + "\n"
        + verdict(report);
  }

  private static String engines(ParityReport report) {
    TextTable table = new TextTable(Align.LEFT, Align.LEFT, Align.LEFT, Align.LEFT);
    table.row("BACKEND", "ENGINE", "DEVICE", "COMPARED");
    for (BackendInfo info : report.backends()) {
      List<String> gaps = report.notCompared(info);
      table.row(
          info.name(),
          info.engine() + " " + info.version(),
          info.device(),
          gaps.isEmpty() ? "all" : String.join(", ", gaps));
    }
    return table
        + "\n%s, %s; differences from %s\n"
            .formatted(report.task().graph().name(), report.task().origin(), report.against());
  }

  private static String layers(ParityReport report, boolean allLayers) {
    List<LayerComparison> layers = report.forward().layers();
    if (layers.isEmpty()) {
      return "inference: no layers were compared\n";
    }
    Set<LayerComparison> shown = new HashSet<>(allLayers ? layers : worst(layers));
    report.firstDivergence().ifPresent(shown::add);
    int images = report.task().images().shape().dim(0);
    if (shown.isEmpty()) {
      return "inference on %d images: none of %d layers differs\n".formatted(images, layers.size());
    }
    TextTable table =
        new TextTable(Align.LEFT, Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.LEFT);
    table.row("LAYER", "OPERATION", "OUTPUT", "ABSOLUTE", "RELATIVE", "ON");
    for (LayerComparison layer : layers) {
      if (shown.contains(layer)) {
        Difference largest = layer.largest();
        table.row(
            layer.path(),
            layer.op(),
            layer.outputShape().toString(),
            Scientific.of(largest.absolute()),
            Scientific.of(largest.relative()),
            worstBackend(layer));
      }
    }
    String title =
        shown.size() == layers.size()
            ? "inference on %d images, all %d layers:\n".formatted(images, layers.size())
            : "inference on %d images, the worst of %d layers:\n".formatted(images, layers.size());
    return title + table;
  }

  private static List<LayerComparison> worst(List<LayerComparison> layers) {
    return layers.stream()
        .filter(layer -> layer.largest().absolute() > 0)
        .sorted(
            Comparator.comparingDouble((LayerComparison layer) -> layer.largest().relative())
                .reversed())
        .limit(WORST)
        .toList();
  }

  private static String worstBackend(LayerComparison layer) {
    return Collections.max(
            layer.differences().entrySet(),
            Comparator.comparingDouble(entry -> entry.getValue().relative()))
        .getKey();
  }

  private static String predictions(ParityReport report) {
    StringBuilder text = new StringBuilder();
    report
        .forward()
        .predictions()
        .forEach(
            (backend, difference) ->
                text.append(
                    "prediction on %s: absolute %s, relative %s\n"
                        .formatted(
                            backend,
                            Scientific.of(difference.absolute()),
                            Scientific.of(difference.relative()))));
    return text.toString();
  }

  private static String training(ParityReport report) {
    if (report.training().isEmpty()) {
      return "";
    }
    List<String> trained = List.copyOf(report.training().get(0).results().keySet());
    List<String> head = new ArrayList<>(List.of("STEP"));
    trained.forEach(name -> head.add("LOSS " + name));
    head.addAll(List.of("LOSS REL", "ROUNDING", "GRADIENT REL", "WEIGHTS REL", "STATISTICS REL"));
    TextTable table =
        new TextTable(Collections.nCopies(head.size(), Align.RIGHT).toArray(Align[]::new));
    table.row(head.toArray(String[]::new));
    for (StepComparison step : report.training()) {
      List<String> row = new ArrayList<>(List.of(String.valueOf(step.step())));
      step.results()
          .values()
          .forEach(result -> row.add(String.format(Locale.ROOT, "%.6f", result.loss())));
      row.add(Scientific.of(step.loss().relative()));
      row.add(Scientific.of(step.rounding().relative()));
      row.add(step.norm().map(norm -> Scientific.of(norm.relative())).orElse("-"));
      row.add(worst(step, true));
      row.add(worst(step, false));
      table.row(row.toArray(String[]::new));
    }
    return "\ntraining on batches of %d images:\n%s"
        .formatted(report.task().config().training().batch(), table);
  }

  private static String worst(StepComparison step, boolean trainable) {
    return step.weights().values().stream()
        .map(weights -> trainable ? weights.trainable() : weights.statistics())
        .flatMap(Optional::stream)
        .map(WeightsComparison.Parameter::difference)
        .reduce(Difference::max)
        .map(difference -> Scientific.of(difference.relative()))
        .orElse("-");
  }

  private static StepComparison last(ParityReport report) {
    return report.training().get(report.training().size() - 1);
  }

  private static String verdict(ParityReport report) {
    String first =
        report
            .firstDivergence()
            .map(layer -> "first layer that diverges: " + layer.path() + "\n")
            .orElse("");
    if (!report.broken().isEmpty()) {
      return first + "a bound is broken\n";
    }
    String loss =
        report.training().isEmpty()
            ? ""
            : ", loss %s (bound %s)"
                .formatted(
                    Scientific.of(
                        report.training().stream()
                            .mapToDouble(step -> step.loss().relative())
                            .max()
                            .orElse(0)),
                    Scientific.of(report.allowed(last(report))));
    return "within bounds: inference %s (bound %s)%s\n"
        .formatted(
            Scientific.of(report.forward().largest().relative()),
            Scientific.of(report.bounds().forward()),
            loss);
  }
}
