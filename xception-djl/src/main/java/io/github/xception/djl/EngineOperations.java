package io.github.xception.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.Padding;
import io.github.xception.api.spec.OptimizerSpec;

/**
 * The operations that each engine has in a way of its own. Images are batch x channels x height x
 * width; where an engine has strides, they are those of channels-last memory.
 *
 * <p>What an operation makes on its way is closed in it; its value belongs to the caller.
 */
interface EngineOperations {
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
