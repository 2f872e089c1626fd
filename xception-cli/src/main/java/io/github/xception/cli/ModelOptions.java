package io.github.xception.cli;

import io.github.xception.api.spec.BackendSpec;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a command that uses a trained network. */
final class ModelOptions {
  @Option(
      names = "--model",
      paramLabel = "DIR",
      required = true,
      description = "A run directory, for what the run gives; or one of its checkpoints/step-N.")
  Path model = Path.of("");

  @Mixin private final EngineOptions engine = new EngineOptions();

  ModelOptions() {}

  /** Returns the backend to compute on, for a run whose config asked for this one. */
  BackendSpec backend(BackendSpec trained) {
    return engine.backend(trained);
  }
}
