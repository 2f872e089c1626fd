package io.github.xception.cli;

import io.github.xception.api.json.Specs;
import io.github.xception.api.spec.TrainingConfig;
import io.github.xception.train.RunDirectory;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a network. */
@Command(
    name = "train",
    header = "Trains a network.",
    description = {
      "",
      "Without options: 'xception-mini' on a generated set of drawn flowers, on PyTorch.",
      "",
      "Ctrl-C ends the run after the step under way, with a checkpoint; --resume goes on from it.",
      "A second Ctrl-C ends the process at once.",
      ""
    },
    footer = {"", "Exit status: 0 done, 1 failed, 2 bad usage or config, 130 stopped by Ctrl-C."})
final class TrainCommand implements Callable<Integer> {
  private static final String DEFAULT_CONFIG = "xception-mini";

  private final Console console;
  private final TrainingRun run;

  @Mixin private final RunOptions options = new RunOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  @Option(
      names = "--config",
      paramLabel = "FILE|PRESET",
      description = "A training config, a model, or the name of a preset.")
  private Optional<String> config = Optional.empty();

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      description =
          "Go on with the run in this directory, from its newest checkpoint. The config is the"
              + " run's own; more steps, another backend and images at another place are allowed,"
              + " what would make it another run is refused.")
  private Optional<Path> resume = Optional.empty();

  @Option(
      names = "--strict",
      description =
          "Do not train if there is a warning of something that spoils a training in silence.")
  private boolean strict;

  @Inject
  TrainCommand(Console console, TrainingRun run) {
    this.console = console;
    this.run = run;
  }

  @Override
  public Integer call() throws IOException {
    TrainingConfig resolved = resume.isPresent() ? resumed(resume.get()) : begun();
    TrainingRun.Ended ended =
        run.start(resolved, () -> directory(resolved), strict, Long.MAX_VALUE);
    if (output.json) {
      console.answer(Json.write(ended.result().record()));
      console.err().print(ended.words());
    } else {
      console.answer(ended.words());
    }
    return ended.exitStatus();
  }

  private TrainingConfig begun() {
    return Specs.training(config.orElse(DEFAULT_CONFIG), options.overrides());
  }

  private TrainingConfig resumed(Path directory) throws IOException {
    if (config.isPresent() || options.out().isPresent()) {
      throw new UsageException(
          "--resume goes on with a run, which has its config and its folder: --config and --out do"
              + " not go with it",
          "For another config or folder, begin a new run.");
    }
    return RunDirectory.open(directory).trainingConfig(options.overrides());
  }

  private RunDirectory directory(TrainingConfig resolved) throws IOException {
    if (resume.isPresent()) {
      return RunDirectory.open(resume.get());
    }
    return RunDirectory.create(options.folder(resolved.model().name()));
  }
}
