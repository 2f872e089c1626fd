package io.github.xception.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of a command that uses a trained network. */
final class ModelOptions {
  @Option(
      names = "--model",
      paramLabel = "DIR",
      required = true,
      description = "A run directory, for its newest checkpoint; or one of its checkpoints/step-N.")
  Path model = Path.of("");

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = "The engine that computes (default: the one that trained the network).")
  Optional<String> backend = Optional.empty();

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "auto, cpu, gpu or gpu:N (default: as in training).")
  Optional<String> device = Optional.empty();

  ModelOptions() {}
}
