package io.github.xception.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A training that the reference backend does in a moment. */
final class Tiny {
  private static final String CONFIG =
      """
      {
        "model": {
          "name": "tiny",
          "input": {"height": 12, "width": 12, "channels": 3, "scaling": "symmetric"},
          "layers": [
            {"conv2d": {"filters": 4, "kernel": 3, "stride": 2}}, "batchNorm", "relu",
            {"separableConv2d": {"filters": 6, "kernel": 3}}, "batchNorm",
            "globalAvgPool2d",
            {"dropout": {"keep": 0.9}},
            {"dense": {"name": "predictions", "units": 3}}
          ]
        },
        "data": {"source": {"sample": {"classes": 3, "perClass": 10, "size": 16}}},
        "training": {"batch": 6, "steps": 8, "reportEvery": 2, "evaluateEvery": 4, "checkpointEvery": 3},
        "backend": "reference"
      }
      """;

  private Tiny() {}

  /** Writes the config into a folder. */
  static String config(Path folder) throws IOException {
    return Files.writeString(folder.resolve("tiny.json"), CONFIG).toString();
  }

  /** Trains into {@code folder/run} and returns that folder. */
  static Path trained(Path folder) throws IOException {
    Path run = folder.resolve("run");
    CliRun.of("train", "--config", config(folder), "--out", run.toString()).succeeded();
    return run;
  }
}
