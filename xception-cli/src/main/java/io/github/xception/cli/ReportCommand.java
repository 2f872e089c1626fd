package io.github.xception.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.xception.api.backend.Backend;
import io.github.xception.api.data.Dataset;
import io.github.xception.api.environment.LibraryVersion;
import io.github.xception.api.spec.BackendSpec;
import io.github.xception.data.Datasets;
import io.github.xception.train.TrainingException;
import io.github.xception.train.report.RunReport;
import io.github.xception.train.report.TestSurvey;
import io.github.xception.train.survey.FeatureNode;
import io.github.xception.train.survey.Survey;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the report of a run anew. */
@Command(
    name = "report",
    header = "Writes the report of a run: a page to open in a browser, which needs nothing else.",
    description = {
      "",
      "Curves, confusion matrix, precision and recall, the most confident mistakes, a map of the",
      "features, and the config. 'train' writes it at its end; this writes it again, with another",
      "checkpoint, engine or layer.",
      ""
    })
final class ReportCommand implements Callable<Integer> {
  private final Console console;
  private final Backends backends;
  private final Datasets datasets;

  @Parameters(
      index = "0",
      paramLabel = "DIR",
      description = "A run directory, for what the run gives; or one of its checkpoints/step-N.")
  private Path directory = Path.of("");

  @Mixin private final EngineOptions engine = new EngineOptions();
  @Mixin private final TrainedDataOptions data = new TrainedDataOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  @Option(
      names = "--layer",
      paramLabel = "PATH",
      description =
          "The layer whose values are mapped (default: what the last dense layer reads); 'summary'"
              + " lists the layers.")
  private Optional<String> layer = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The file to write (default: " + RunReport.FILE + " in the run directory).")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--no-images",
      description = "Leave the images themselves out, for a page to pass on where they may not be.")
  private boolean withoutImages;

  @Inject
  ReportCommand(Console console, Backends backends, Datasets datasets) {
    this.console = console;
    this.backends = backends;
    this.datasets = datasets;
  }

  @Override
  public Integer call() throws IOException {
    TrainedModel model = TrainedModel.load(directory);
    BackendSpec spec = engine.backend(model.config().backend());
    backends.require(spec.name());
    layer.ifPresent(path -> requireLayer(model, path));
    Path page = out.orElseGet(() -> model.run().path().resolve(RunReport.FILE));
    Optional<Dataset> test = data.open(datasets, model).test();
    Optional<TestSurvey> tested = Optional.empty();
    if (test.isPresent()) {
      try (Backend backend = backends.open(spec)) {
        tested = Optional.of(HeldOutImages.survey(backend, model, test.get(), layer));
      }
    }
    RunReport report = RunReport.of(model.run(), tested, LibraryVersion.current());
    (withoutImages ? report.withoutImages() : report).write(page);
    console.answer(output.json ? Json.write(answer(page, model, tested)) : page + "\n");
    return ExitStatus.DONE;
  }

  private static void requireLayer(TrainedModel model, String path) {
    try {
      FeatureNode.at(model.graph(), path);
    } catch (TrainingException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static JsonNode answer(Path page, TrainedModel model, Optional<TestSurvey> tested) {
    ObjectNode answer =
        Json.object().put("report", page.toString()).put("step", model.learned().step());
    tested.ifPresent(
        test -> {
          answer
              .put("images", test.survey().examples().size())
              .put("correct", test.survey().correct())
              .put("layer", test.survey().features().map(Survey.Features::path).orElse(null))
              .put("backend", test.backend().name())
              .put("device", test.backend().device());
        });
    return answer;
  }
}
