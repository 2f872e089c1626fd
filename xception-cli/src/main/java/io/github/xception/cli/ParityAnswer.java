package io.github.xception.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.xception.api.backend.BackendInfo;
import io.github.xception.api.environment.LibraryVersion;
import io.github.xception.api.json.Specs;
import io.github.xception.bench.parity.Difference;
import io.github.xception.bench.parity.ForwardComparison;
import io.github.xception.bench.parity.LayerComparison;
import io.github.xception.bench.parity.ParityReport;
import io.github.xception.bench.parity.StepComparison;
import io.github.xception.bench.parity.WeightsComparison;
import java.util.Map;
import java.util.Optional;

/** A comparison of engines as an answer for programs. */
final class ParityAnswer {
  private ParityAnswer() {}

  static ObjectNode of(ParityReport report) {
    ObjectNode answer = Json.object();
    ArrayNode backends = answer.putArray("backends");
    report.backends().forEach(info -> backends.add(backend(report, info)));
    answer.put("against", report.against()).put("withinBounds", report.broken().isEmpty());
    answer.set("broken", Json.strings(report.broken()));
    answer
        .putObject("bounds")
        .put("forward", report.bounds().forward())
        .put("training", report.bounds().training());
    ForwardComparison forward = report.forward();
    ObjectNode summary = put(answer.putObject("forward"), forward.largest());
    summary.put(
        "firstDivergence", report.firstDivergence().map(LayerComparison::path).orElse(null));
    summary.put("images", report.task().images().shape().dim(0));
    put(summary.putObject("prediction"), forward.prediction());
    ArrayNode layers = answer.putArray("layers");
    forward.layers().forEach(layer -> layers.add(layer(layer)));
    ArrayNode training = answer.putArray("training");
    report.training().forEach(step -> training.add(step(report, step)));
    answer.put("weights", report.task().origin());
    answer.put("seed", report.task().config().training().seed());
    answer.set("config", Json.trusted(Specs.toJson(report.task().config())));
    answer.put("xception", LibraryVersion.current());
    answer.put("java", System.getProperty("java.version"));
    answer.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    return answer;
  }

  private static ObjectNode backend(ParityReport report, BackendInfo info) {
    ObjectNode entry =
        Json.object()
            .put("name", info.name())
            .put("engine", info.engine())
            .put("version", info.version())
            .put("device", info.device());
    entry.set("notCompared", Json.strings(report.notCompared(info)));
    ForwardComparison forward = report.forward();
    ObjectNode own = put(entry.putObject("forward"), forward.largest(info.name()));
    own.put(
        "firstDivergence",
        forward
            .firstDivergence(info.name(), report.bounds().forward())
            .map(LayerComparison::path)
            .orElse(null));
    return entry;
  }

  private static ObjectNode layer(LayerComparison layer) {
    ObjectNode entry = Json.object().put("path", layer.path()).put("op", layer.op());
    entry.set("outputShape", Json.extents(layer.outputShape()));
    put(entry, layer.largest());
    ObjectNode backends = entry.putObject("backends");
    layer.differences().forEach((name, each) -> put(backends.putObject(name), each));
    return entry;
  }

  private static ObjectNode step(ParityReport report, StepComparison step) {
    ObjectNode entry =
        Json.object().put("step", step.step()).put("learningRate", step.learningRate());
    ObjectNode losses = entry.putObject("loss");
    step.results().forEach((name, result) -> losses.put(name, result.loss()));
    entry.put("maxRelative", step.loss().relative());
    entry.put("allowed", report.allowed(step)).put("rounding", step.rounding().relative());
    ObjectNode norms = entry.putObject("gradientNorm");
    step.results()
        .forEach(
            (name, result) -> {
              if (result.gradientNorm().isPresent()) {
                norms.put(name, result.gradientNorm().getAsDouble());
              } else {
                norms.putNull(name);
              }
            });
    ObjectNode weights = entry.putObject("weights");
    for (Map.Entry<String, WeightsComparison> each : step.weights().entrySet()) {
      ObjectNode backend = weights.putObject(each.getKey());
      backend.set("trainable", parameter(each.getValue().trainable()));
      backend.set("statistics", parameter(each.getValue().statistics()));
    }
    return entry;
  }

  private static ObjectNode parameter(Optional<WeightsComparison.Parameter> worst) {
    Difference difference =
        worst.map(WeightsComparison.Parameter::difference).orElse(Difference.NONE);
    return put(Json.object(), difference)
        .put("path", worst.map(WeightsComparison.Parameter::path).orElse(null));
  }

  private static ObjectNode put(ObjectNode node, Difference difference) {
    return node.put("maxAbsolute", difference.absolute()).put("maxRelative", difference.relative());
  }
}
