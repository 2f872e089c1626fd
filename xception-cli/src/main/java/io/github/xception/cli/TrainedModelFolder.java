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
 * Where a trained network is. Its config is read at once, its weights when they are needed: they
 * take longest.
 *
 * @param directory the folder as it was given
 * @param run the run that it belongs to
 * @param step the checkpoint that is meant; empty for what the run gives
 * @param config the run's config
 */
record TrainedModelFolder(
    Path directory, RunDirectory run, OptionalLong step, TrainingConfig config) {

  /**
   * Finds a run, or the checkpoint whose folder is given.
   *
   * @throws UsageException if the folder is neither
   */
  static TrainedModelFolder find(Path directory) throws IOException {
    Path absolute = directory.toAbsolutePath().normalize();
    if (Files.exists(absolute.resolve("run.json"))) {
      return in(directory, directory, OptionalLong.empty());
    }
    OptionalLong step = Checkpoint.stepOf(absolute);
    Optional<Path> above =
        Optional.ofNullable(absolute.getParent()).flatMap(p -> Optional.ofNullable(p.getParent()));
    if (step.isPresent() && above.isPresent() && Files.exists(above.get().resolve("run.json"))) {
      return in(directory, above.get(), step);
    }
    throw new UsageException(
        "no trained network in " + directory,
        "Expected a run directory (with run.json), or a folder checkpoints/step-N in one;"
            + " 'train' makes them.");
  }

  private static TrainedModelFolder in(Path directory, Path run, OptionalLong step)
      throws IOException {
    RunDirectory opened = RunDirectory.open(run);
    return new TrainedModelFolder(directory, opened, step, opened.trainingConfig(List.of()));
  }

  /**
   * Reads the weights.
   *
   * @throws UsageException if the run has none yet
   */
  TrainedModel read() throws IOException {
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
