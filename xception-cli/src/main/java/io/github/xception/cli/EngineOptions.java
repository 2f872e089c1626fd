package io.github.xception.cli;

import io.github.xception.api.spec.BackendSpec;
import io.github.xception.api.spec.Precision;
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

  /**
   * Returns the backend to compute on: what is asked for, else what the run was trained on. It
   * computes in fp32, which every backend has, also if the run was trained in less: the weights are
   * 32-bit in any case.
   *
   * @param own the backend that the run's config asks for
   */
  BackendSpec backend(BackendSpec own) {
    return new BackendSpec(
        backend.orElse(own.name()), device.orElse(own.device()), own.threads(), Precision.FP32);
  }
}
