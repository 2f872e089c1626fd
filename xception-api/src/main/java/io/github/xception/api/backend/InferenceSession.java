package io.github.xception.api.backend;

import io.github.xception.api.tensor.Tensor;
import java.util.Collection;
import java.util.Map;

/**
 * A network with fixed weights. Not thread-safe. {@code close} frees native memory and may be
 * called twice.
 */
public interface InferenceSession extends AutoCloseable {
  /**
   * Computes the network's output: no dropout, batch normalization by its moving statistics, or by
   * those of {@code images} where it {@linkplain
   * io.github.xception.api.graph.Op.BatchNorm.Statistics#ALWAYS_BATCH always uses the batch's}.
   *
   * @param images batch x height x width x channels, scaled as the model's input asks; any batch
   *     size
   * @return batch x the output's shape: logits, or probabilities where the graph ends in a softmax
   * @throws IllegalArgumentException if the images do not have the graph's input shape
   * @throws IllegalStateException if closed
   */
  Tensor predict(Tensor images);

  /**
   * Computes the values of inner nodes, for example features.
   *
   * @param images as for {@link #predict}
   * @param paths paths of nodes
   * @return by path, batch x the node's output shape, in the border layout
   * @throws IllegalArgumentException if a path names no node
   * @throws UnsupportedCapabilityException without {@link Capability#ACTIVATIONS}
   * @throws IllegalStateException if closed
   */
  Map<String, Tensor> activations(Tensor images, Collection<String> paths);

  @Override
  void close();
}
