package io.github.xception.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.graph.ModelSummary;
import io.github.xception.api.json.Specs;
import io.github.xception.api.lint.LintWarning;
import io.github.xception.api.lint.Linter;
import io.github.xception.api.spec.TrainingConfig;
import io.github.xception.cli.TextTable.Align;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a network consists of. */
@Command(
    name = "summary",
    header = "Shows a network layer by layer: shapes, parameters, multiply-accumulate operations.",
    description = {""})
final class SummaryCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final OutputOptions output = new OutputOptions();

  @Parameters(
      paramLabel = "PRESET|FILE",
      description = "The name of a preset, or a file with a model or a training config.")
  private String model = "";

  @Option(
      names = "--lint",
      description =
          "Also warn of what spoils a training in silence; a model is looked at as it is trained by"
              + " default.")
  private boolean lint;

  @Option(
      names = "--strict",
      description = "As --lint, and end with status 2 if there is a warning.")
  private boolean strict;

  @Inject
  SummaryCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ModelSummary summary = ModelSummary.of(Specs.model(model));
    List<LintWarning> warnings = lint || strict ? warnings() : List.of();
    if (output.json) {
      ObjectNode answer = answer(summary);
      if (lint || strict) {
        answer.set("warnings", Warnings.json(warnings));
      }
      console.answer(Json.write(answer));
    } else {
      console.answer(text(summary));
      warnings.forEach(warning -> console.answer("\n" + Warnings.text(warning)));
      if (warnings.isEmpty() && (lint || strict)) {
        console.answer("\nno warnings\n");
      }
    }
    return strict && !warnings.isEmpty() ? ExitStatus.BAD_USAGE : ExitStatus.DONE;
  }

  private List<LintWarning> warnings() {
    TrainingConfig config = Specs.training(model, List.of());
    return Linter.lint(config, Lowering.lower(config));
  }

  private static ObjectNode answer(ModelSummary summary) {
    ObjectNode answer = Json.object().put("name", summary.name());
    answer.set("inputShape", Json.extents(summary.inputShape()));
    answer
        .putObject("parameters")
        .put("total", summary.parameters().total())
        .put("trainable", summary.parameters().trainable());
    answer.put("macs", summary.macs());
    ArrayNode layers = answer.putArray("layers");
    for (ModelSummary.Row row : summary.layers()) {
      ObjectNode layer = layers.addObject().put("path", row.path()).put("type", row.type());
      layer.set("outputShape", Json.extents(row.outputShape()));
      layer.put("parameters", row.parameters()).put("macs", row.macs());
    }
    return answer;
  }

  private static String text(ModelSummary summary) {
    TextTable table = new TextTable(Align.LEFT, Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT);
    table.row("LAYER", "TYPE", "OUTPUT SHAPE", "PARAMETERS", "MACS");
    table.row("(input)", "", summary.inputShape().toString(), "", "");
    for (ModelSummary.Row row : summary.layers()) {
      table.row(
          row.path(),
          row.type(),
          row.outputShape().toString(),
          Numbers.count(row.parameters()),
          Numbers.count(row.macs()));
    }
    ModelSummary.ParameterCount parameters = summary.parameters();
    return "model %s\n\n%s\n%s parameters: %s trainable, %s moving statistics\n%s multiply-accumulate operations for one image\n"
        .formatted(
            summary.name(),
            table,
            Numbers.count(parameters.total()),
            Numbers.count(parameters.trainable()),
            Numbers.count(parameters.total() - parameters.trainable()),
            Numbers.count(summary.macs()));
  }
}
