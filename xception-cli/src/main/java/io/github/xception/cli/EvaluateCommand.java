package io.github.xception.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.xception.api.backend.Backend;
import io.github.xception.api.data.Dataset;
import io.github.xception.api.spec.BackendSpec;
import io.github.xception.cli.TextTable.Align;
import io.github.xception.data.Datasets;
import io.github.xception.data.Split.Part;
import io.github.xception.data.SplitDatasets;
import io.github.xception.train.Evaluation;
import io.github.xception.train.Evaluator;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures a trained network. */
@Command(
    name = "evaluate",
    header = "Measures a trained network on the images that were held out from it.",
    description = {
      "",
      "The images are split as they were in training; if another split comes out, because images",
      "came, went or changed their names, the evaluation is refused.",
      ""
    })
final class EvaluateCommand implements Callable<Integer> {
  private final Console console;
  private final Backends backends;
  private final Datasets datasets;

  @Mixin private final ModelOptions modelOptions = new ModelOptions();
  @Mixin private final TrainedDataOptions data = new TrainedDataOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  @Option(
      names = "--part",
      paramLabel = "test|validation|train",
      defaultValue = "test",
      description =
          "The images held out, those chosen by, or those trained on (default: ${DEFAULT-VALUE}).")
  private Part part = Part.TEST;

  @Inject
  EvaluateCommand(Console console, Backends backends, Datasets datasets) {
    this.console = console;
    this.backends = backends;
    this.datasets = datasets;
  }

  @Override
  public Integer call() throws IOException {
    TrainedModel model = TrainedModel.load(modelOptions.model);
    BackendSpec spec = modelOptions.backend(model.config().backend());
    backends.require(spec.name());
    Dataset images = images(model);
    try (Backend backend = backends.open(spec)) {
      Evaluation evaluation =
          new Evaluator(backend, model.graph()).evaluate(model.learned().weights(), images);
      console.answer(
          output.json ? Json.write(answer(model, evaluation, backend)) : text(evaluation));
    }
    return ExitStatus.DONE;
  }

  private Dataset images(TrainedModel model) {
    SplitDatasets found = data.open(datasets, model);
    return switch (part) {
      case TRAIN -> found.train();
      case VALIDATION ->
          found.validation().orElseThrow(() -> noImages("to choose by", "validationFraction"));
      case TEST -> found.test().orElseThrow(() -> noImages("held out", "testFraction"));
    };
  }

  private static UsageException noImages(String kept, String key) {
    return new UsageException(
        "no images were %s in training (data.split.%s is 0)".formatted(kept, key),
        "--part train evaluates on those that it was trained on.");
  }

  private JsonNode answer(TrainedModel model, Evaluation evaluation, Backend backend) {
    ObjectNode answer =
        Json.object()
            .put("accuracy", evaluation.accuracy())
            .put("loss", evaluation.loss())
            .put("images", evaluation.images())
            .put("correct", evaluation.correct());
    ArrayNode perClass = answer.putArray("perClass");
    for (Evaluation.ClassScore score : evaluation.perClass()) {
      perClass
          .addObject()
          .put("label", score.label())
          .put("images", score.images())
          .put("correct", score.correct())
          .put("accuracy", score.accuracy());
    }
    answer.put("model", modelOptions.model.toString()).put("step", model.learned().step());
    answer.put("part", part.name().toLowerCase(Locale.ROOT));
    answer.put("backend", backend.info().name()).put("device", backend.info().device());
    return answer;
  }

  private static String text(Evaluation evaluation) {
    TextTable table = new TextTable(Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT);
    table.row("CLASS", "IMAGES", "CORRECT", "ACCURACY");
    for (Evaluation.ClassScore score : evaluation.perClass()) {
      table.row(
          score.label(),
          Numbers.count(score.images()),
          Numbers.count(score.correct()),
          Numbers.ratio(score.accuracy()));
    }
    table.row(
        "all",
        Numbers.count(evaluation.images()),
        Numbers.count(evaluation.correct()),
        Numbers.ratio(evaluation.accuracy()));
    return table + "loss " + Numbers.ratio(evaluation.loss()) + "\n";
  }
}
