package io.github.xception.train;

import io.github.xception.api.backend.OptimizerState;
import io.github.xception.api.tensor.Weights;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A complete checkpoint.
 *
 * @param directory its folder
 * @param weights the network's parameters, to go on from
 * @param optimizer what the optimizer remembers, its number of steps included
 * @param average the parameters averaged over the steps, if the run does so
 */
public record Checkpoint(
    Path directory, Weights weights, OptimizerState optimizer, Optional<Weights> average) {
  /** Returns the parameters to use: the average if there is one. */
  public Weights forInference() {
    return average.orElse(weights);
  }

  /** Returns the number of steps done. */
  public long step() {
    return optimizer.step();
  }
}
