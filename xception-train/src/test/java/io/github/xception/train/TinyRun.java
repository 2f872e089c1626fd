package io.github.xception.train;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.data.DataFingerprint;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.json.Specs;
import io.github.xception.api.spec.TrainingConfig;
import io.github.xception.reference.ReferenceBackendProvider;
import java.util.List;
import java.util.Optional;

/** A run that the reference engine does in a moment, with something of everything. */
public final class TinyRun {
  public static final MemoryDataset TRAIN = new MemoryDataset("train", 30, 6);
  static final MemoryDataset VALIDATION = new MemoryDataset("validation", 9, 6);
  public static final MemoryDataset TEST = new MemoryDataset("test", 13, 6);
  public static final DataFingerprint DATA = new DataFingerprint("5p117", "1ma9e5");

  private static final String CONFIG =
      """
      {
        "model": {
          "name": "tiny",
          "input": {"height": 6, "width": 6, "channels": 3},
          "layers": [
            {"conv2d": {"name": "conv", "filters": 4, "kernel": 3, "stride": 2}},
            {"batchNorm": {"name": "bn", "momentum": 0.8}},
            "relu",
            {"flatten": {}},
            {"dropout": {"name": "dropout", "keep": 0.75}},
            {"dense": {"name": "predictions", "units": 3}}
          ]
        },
        "data": {"source": "sample"},
        "training": {"batch": 6, "steps": 23, "seed": 7, "labelSmoothing": 0.1, "reportEvery": 4,
                     "evaluateEvery": 10, "checkpointEvery": 3, "keepCheckpoints": 2},
        "optimizer": {"adam": {"weightDecay": 0.001}},
        "schedule": {"cosine": {"rate": 0.02, "warmup": 5}},
        "backend": "reference"
      }
      """;

  private TinyRun() {}

  public static TrainingConfig config(String... overrides) {
    return Specs.parseTraining(CONFIG, "tiny", List.of(overrides));
  }

  public static TrainingTask task(String... overrides) {
    TrainingConfig config = config(overrides);
    return new TrainingTask(
        Lowering.lower(config), config, TRAIN, Optional.empty(), Optional.of(TEST), DATA);
  }

  /** A task whose checkpoints are compared on images of their own. */
  static TrainingTask validatedTask(String... overrides) {
    TrainingConfig config = config(overrides);
    return new TrainingTask(
        Lowering.lower(config), config, TRAIN, Optional.of(VALIDATION), Optional.of(TEST), DATA);
  }

  public static Backend backend() {
    return new ReferenceBackendProvider().open(BackendOptions.DEFAULT);
  }
}
