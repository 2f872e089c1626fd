package io.github.xception.bench.rehearsal;

import io.github.xception.api.tensor.Tensor;
import io.github.xception.bench.contender.EngineInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a contender computed before it is timed.
 *
 * @param engine what it computed on
 * @param logits of the batch; empty in training
 * @param losses of the first training steps; empty in inference
 * @param toFirstAnswer from the start of its process to its first logits or loss
 */
public record Rehearsal(
    EngineInfo engine, Optional<Tensor> logits, List<Double> losses, Duration toFirstAnswer) {
  /** Copies the list. */
  public Rehearsal {
    losses = List.copyOf(losses);
  }
}
