package io.github.xception.train;

import io.github.xception.api.backend.OptimizerState;
import io.github.xception.api.tensor.Weights;
import java.nio.file.Path;

/**
 * A complete checkpoint.
 *
 * @param directory its folder
 * @param weights the network's parameters
 * @param optimizer what the optimizer remembers, its number of steps included
 */
public record Checkpoint(Path directory, Weights weights, OptimizerState optimizer) {
  /** Returns the number of steps done. */
  public long step() {
    return optimizer.step();
  }
}
