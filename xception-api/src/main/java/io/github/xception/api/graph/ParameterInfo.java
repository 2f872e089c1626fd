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
 * @param trainable whether an optimizer changes it: never a moving statistic, which follows the
 *     batches instead, and not what is {@linkplain Graph#frozen frozen}
 * @param decayed whether weight decay acts on it: on trainable kernels only, never on biases or
 *     batch normalization, and then on those that it is {@linkplain Graph#decayedOnly confined} to
 */
public record ParameterInfo(
    String path,
    Role role,
    Shape shape,
    Initializer initializer,
    int fanIn,
    int fanOut,
    boolean trainable,
    boolean decayed) {

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

  /**
   * Checks the flags.
   *
   * @throws IllegalArgumentException if a moving statistic is to be trained, or decay is to act on
   *     something else than a trainable kernel
   */
  public ParameterInfo {
    if (trainable && isStatistic(role)) {
      throw new IllegalArgumentException(path + ": a " + role + " is not trainable");
    }
    if (decayed && !(trainable && role == Role.KERNEL)) {
      throw new IllegalArgumentException(path + ": only a trainable kernel is decayed");
    }
  }

  /** Makes a parameter that is trained unless it is a moving statistic, and decayed if a kernel. */
  public ParameterInfo(
      String path, Role role, Shape shape, Initializer initializer, int fanIn, int fanOut) {
    this(path, role, shape, initializer, fanIn, fanOut, !isStatistic(role), role == Role.KERNEL);
  }

  /** Tells whether it is a moving statistic, which follows the batches and no gradient. */
  public boolean isStatistic() {
    return isStatistic(role);
  }

  private static boolean isStatistic(Role role) {
    return role == Role.MOVING_MEAN || role == Role.MOVING_VARIANCE;
  }

  /** Returns this parameter as one that nothing changes. */
  ParameterInfo frozen() {
    return new ParameterInfo(path, role, shape, initializer, fanIn, fanOut, false, false);
  }

  /** Returns this parameter without weight decay. */
  ParameterInfo undecayed() {
    return new ParameterInfo(path, role, shape, initializer, fanIn, fanOut, trainable, false);
  }
}
