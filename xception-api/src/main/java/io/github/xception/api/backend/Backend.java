package io.github.xception.api.backend;

import io.github.xception.api.graph.Graph;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.tensor.Weights;

/**
 * An open engine. Thread-safe; its sessions are not, but may move between threads. Closing it
 * closes what it still has open, and it opens no session any more; closing twice does nothing.
 */
public interface Backend extends AutoCloseable {
  /** Returns what this backend runs on. */
  BackendInfo info();

  /**
   * Prepares a network for inference. The weights are copied.
   *
   * @throws IllegalArgumentException if a parameter of the graph is missing among the weights or
   *     has another shape; the message names the path
   * @throws UnsupportedCapabilityException if the graph needs what the backend lacks
   * @throws IllegalStateException if closed
   */
  InferenceSession load(Graph graph, Weights weights);

  /**
   * Prepares a network for training, all optimizer slots zero, at step 0. The weights are copied.
   *
   * @throws IllegalArgumentException as {@link #load}
   * @throws UnsupportedCapabilityException if the backend cannot train, or the graph needs what it
   *     lacks
   * @throws IllegalStateException if closed
   */
  TrainingSession train(Graph graph, Weights weights, OptimizerSpec optimizer);

  @Override
  void close();
}
