package io.github.xception.cli;

import io.github.xception.api.json.Specs;
import io.github.xception.api.spec.TrainingConfig;
import io.github.xception.data.Datasets;
import io.github.xception.data.SplitDatasets;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option of a command that needs the images that a network was trained and tested on. */
final class TrainedDataOptions {
  @Option(
      names = "--data",
      paramLabel = "PATH|NAME",
      description = "Where the images are, if no longer where they were in training.")
  private Optional<String> data = Optional.empty();

  TrainedDataOptions() {}

  /**
   * Opens the images, split as they were in training.
   *
   * @throws UsageException if another split comes out
   */
  SplitDatasets open(Datasets datasets, TrainedModel model) {
    TrainingConfig config = model.config();
    if (data.isPresent()) {
      config =
          Specs.parseTraining(
              Specs.toJson(config),
              "--data",
              List.of("data.source=" + ConfigOptions.source(data.get())));
    }
    SplitDatasets found =
        datasets.open(config.data(), config.model().input(), config.training().batch());
    if (!found.split().sha256().equals(model.splitSha256())) {
      throw new UsageException(
          "the images are not those of the training: the split's hash is %s, was %s"
              .formatted(found.split().sha256(), model.splitSha256()),
          "Images that the network was trained on would be among those to evaluate on."
              + " Put the images back as they were, or say where they are with --data.");
    }
    return found;
  }
}
