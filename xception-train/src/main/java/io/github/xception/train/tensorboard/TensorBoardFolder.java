package io.github.xception.train.tensorboard;

import java.nio.file.Path;

/**
 * What is where below {@code tensorboard/} in a run directory. Each part is a run to TensorBoard,
 * which draws curves of one name in one chart.
 *
 * @param runDirectory the run directory
 */
record TensorBoardFolder(Path runDirectory) {
  /** Returns the folder of what training tells. */
  Path train() {
    return part("train");
  }

  /** Returns the folder of what the validation images tell. */
  Path validation() {
    return part("validation");
  }

  /** Returns the folder of what the test images tell. */
  Path test() {
    return part("test");
  }

  private Path part(String name) {
    return runDirectory.resolve("tensorboard").resolve(name);
  }
}
