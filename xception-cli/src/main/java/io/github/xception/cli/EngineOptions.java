package io.github.xception.cli;

import io.github.xception.api.spec.BackendSpec;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of a command that computes with a trained network. */
final class EngineOptions {
  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = "The engine that computes (default: the one that trained the network).")
  private Optional<String> backend = Optional.empty();

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "auto, cpu, gpu or gpu:N (default: as in training).")
  private Optional<String> device = Optional.empty();

  EngineOptions() {}

  /** Returns the backend to compute on. */
  BackendSpec backend(TrainedModel model) {
    return model.backend(backend, device);
  }
}
