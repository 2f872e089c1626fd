package io.github.xception.api.graph;

import io.github.xception.api.tensor.Initializer;
import io.github.xception.api.tensor.Shape;

/**
 * One parameter of a network.
 *
 * @param path its name everywhere: in weight files, TensorBoard and errors; for example {@code
 *     middle_flow_3/sepconv_2/pointwise_kernel}
 * @param role what the operation does with it
 * @param shape its shape in the border layout; see {@link io.github.xception.api.tensor.Weights}
 * @param initializer how it gets its first value
 * @param fanIn inputs that one output sees: kernel height x width x in/groups for a convolution, in
 *     for a dense layer; 1 for vectors
 * @param fanOut outputs that one input reaches: kernel height x width x filters/groups for a
 *     convolution, units for a dense layer; 1 for vectors
 */
public record ParameterInfo(
    String path, Role role, Shape shape, Initializer initializer, int fanIn, int fanOut) {

  /** What an operation does with a parameter. */
  public enum Role {
    /** Kernel of a convolution or a dense layer. */
    KERNEL,
    /** Bias of a convolution or a dense layer. */
    BIAS,
    /** Scale of a batch normalization. */
    GAMMA,
    /** Offset of a batch normalization. */
    BETA,
    /** Moving mean of a batch normalization. */
    MOVING_MEAN,
    /** Moving variance of a batch normalization. */
    MOVING_VARIANCE
  }

  /** Tells whether an optimizer changes it; moving statistics follow the batches instead. */
  public boolean trainable() {
    return role != Role.MOVING_MEAN && role != Role.MOVING_VARIANCE;
  }

  /**
   * Tells whether weight decay acts on it: on kernels only, never on biases or batch normalization.
   */
  public boolean decayed() {
    return role == Role.KERNEL;
  }
}
