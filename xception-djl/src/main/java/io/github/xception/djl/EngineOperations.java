package io.github.xception.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.Padding;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The operations that each engine has in a way of its own. Images are batch x channels x height x
 * width; where an engine has strides, they are those of channels-last memory.
 *
 * <p>What an operation makes on its way is closed in it; its value belongs to the caller.
 */
interface EngineOperations {
  /**
   * Returns how many values are kept for a while after their last use. An engine that computes
   * while its caller goes on to the next operation waits for a value before it can be closed.
   */
  default int ahead() {
    return 0;
  }

  /**
   * Convolves, with as many zeros above as below, and on the left as on the right.
   *
   * @param kernel filters x in/groups x height x width
   * @param padding rows above, and columns on the left
   */
  default NDArray convolve(
      NDArray x, NDArray kernel, @Nullable NDArray bias, int stride, Shape padding, int groups) {
    return x.getNDArrayInternal()
        .convolution(x, kernel, bias, new Shape(stride, stride), padding, new Shape(1, 1), groups)
        .singletonOrThrow();
  }

  /**
   * Returns a value as floats; it comes from an image and has become a vector. Closes it, unless it
   * is what is returned.
   */
  default NDArray vector(NDArray x) {
    return x;
  }

  /** Copies a value of the graph to the host, images as batch x height x width x channels. */
  default Tensor toHost(NDArray value) {
    return HostArrays.valueToHost(value);
  }

  /** Pads images with {@code value}. */
  NDArray pad(NDArray x, Padding padding, double value);

  /** Normalizes by the moving statistics, in training too, and leaves them as they are. */
  NDArray normalize(Op.BatchNorm op, NDArray x, NormalizationArrays arrays);

  /**
   * Normalizes by the mean and the biased variance of the batch, which has more than one value per
   * channel, in inference too. If the operation moves the moving statistics, they go towards its
   * mean and its unbiased variance.
   */
  NDArray normalizeByBatch(Op.BatchNorm op, NDArray x, NormalizationArrays arrays);

  /**
   * Returns what Adam does in one step.
   *
   * @param constants keeps the rule's numbers, until it is closed
   * @param step the step's number, from 1
   */
  UpdateRule adam(OptimizerSpec.Adam spec, NDManager constants, double rate, long step);

  /**
   * What a batch normalization reads beside its input, each with one value per channel.
   *
   * @param scale factor
   * @param offset summand
   * @param mean moving mean, changed in place by training
   * @param variance moving variance, changed in place by training
   */
  record NormalizationArrays(NDArray scale, NDArray offset, NDArray mean, NDArray variance) {}
}
