package io.github.xception.bench.contender;

import io.github.xception.api.tensor.Tensor;

/**
 * A contender at work on one workload. Not thread-safe. Every call does all of the work, the way of
 * the images into the engine and of the result out of it included, and returns when it is done.
 */
public interface ContenderSession extends AutoCloseable {
  /** Returns what it computes on. */
  EngineInfo engine();

  /**
   * Computes the network's output on the workload's images.
   *
   * @return batch x classes: logits
   * @throws IllegalStateException if the workload is training
   */
  Tensor predict();

  /**
   * Makes one training step on the workload's batch.
   *
   * @return the mean cross-entropy before the step
   * @throws IllegalStateException if the workload is inference
   */
  double step();

  /** Returns the process that computes, whose memory and processor time are the contender's. */
  default ProcessHandle process() {
    return ProcessHandle.current();
  }

  @Override
  void close();
}
