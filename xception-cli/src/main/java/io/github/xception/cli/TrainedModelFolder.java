package io.github.xception.cli;

import io.github.xception.api.spec.TrainingConfig;
import io.github.xception.train.Checkpoint;
import io.github.xception.train.LearnedWeights;
import io.github.xception.train.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where a trained network is. It is read when it is needed, which takes as long as to start an
 * engine.
 *
 * @param directory the folder as it was given
 * @param run the run that it belongs to
 * @param step the checkpoint that is meant; empty for what the run gives
 */
record TrainedModelFolder(Path directory, RunDirectory run, OptionalLong step) {

  /**
   * Finds a run, or the checkpoint whose folder is given.
   *
   * @throws UsageException if the folder is neither
   */
  static TrainedModelFolder find(Path directory) throws IOException {
    Path absolute = directory.toAbsolutePath().normalize();
    if (Files.exists(absolute.resolve("run.json"))) {
      return new TrainedModelFolder(directory, RunDirectory.open(directory), OptionalLong.empty());
    }
    OptionalLong step = Checkpoint.stepOf(absolute);
    Optional<Path> above =
        Optional.ofNullable(absolute.getParent()).flatMap(p -> Optional.ofNullable(p.getParent()));
    if (step.isPresent() && above.isPresent() && Files.exists(above.get().resolve("run.json"))) {
      return new TrainedModelFolder(directory, RunDirectory.open(above.get()), step);
    }
    throw new UsageException(
        "no trained network in " + directory,
        "Expected a run directory (with run.json), or a folder checkpoints/step-N in one;"
            + " 'train' makes them.");
  }

  /**
   * Reads the network.
   *
   * @throws UsageException if the run has none yet
   */
  TrainedModel read() throws IOException {
    TrainingConfig config = run.trainingConfig(List.of());
    LearnedWeights learned =
        step.isPresent()
            ? run.learned(step.getAsLong())
            : run.result()
                .orElseThrow(
                    () ->
                        new UsageException(
                            "the run in " + directory + " has no checkpoint yet",
                            "Let it train on: a checkpoint is written every"
                                + " training.checkpointEvery steps and at the end."));
    return TrainedModel.of(run, config, learned);
  }
}
