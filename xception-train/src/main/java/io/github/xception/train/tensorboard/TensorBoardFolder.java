package io.github.xception.train.tensorboard;

import java.nio.file.Path;

/**
 * What is where below {@code tensorboard/} in a run directory. Each part is a run to TensorBoard,
 * which draws curves of one name in one chart.
 */
final class TensorBoardFolder {
  private TensorBoardFolder() {}

  /** Returns the folder of what training tells. */
  static Path train(Path runDirectory) {
    return runDirectory.resolve("tensorboard").resolve("train");
  }

  /** Returns the folder of what the test images tell. */
  static Path test(Path runDirectory) {
    return runDirectory.resolve("tensorboard").resolve("test");
  }
}
