package io.github.xception.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.Padding;
import io.github.xception.api.spec.OptimizerSpec;
import org.jspecify.annotations.Nullable;

/**
 * The operations of libtorch.
 *
 * <p>In channels-last memory a convolution with a kernel of one value per channel is a product of
 * two matrices, pixels x channels and channels x filters, and so are both of its gradients. MKL
 * multiplies these faster than oneDNN convolves, the kernel's gradient most of all, and reorders no
 * kernel for it.
 */
final class PyTorchOperations implements EngineOperations {
  private final boolean multiplies;

  /**
   * Makes the operations.
   *
   * @param multiplies whether pointwise convolutions are computed as products of matrices
   */
  PyTorchOperations(boolean multiplies) {
    this.multiplies = multiplies;
  }

  @Override
  public NDArray convolve(
      NDArray x, NDArray kernel, @Nullable NDArray bias, int stride, Shape padding, int groups) {
    boolean pointwise =
        kernel.getShape().get(2) == 1
            && kernel.getShape().get(3) == 1
            && stride == 1
            && groups == 1
            && padding.equals(new Shape(0, 0));
    return multiplies && pointwise
        ? multiply(x, kernel, bias)
        : EngineOperations.super.convolve(x, kernel, bias, stride, padding, groups);
  }

  private static NDArray multiply(NDArray x, NDArray kernel, @Nullable NDArray bias) {
    Shape images = x.getShape();
    long channels = images.get(1);
    long filters = kernel.getShape().get(0);
    try (NDArray channelsLast = x.transpose(0, 2, 3, 1);
        NDArray pixels = channelsLast.reshape(-1, channels);
        NDArray rows = kernel.reshape(filters, channels);
        NDArray columns = rows.transpose();
        NDArray product = pixels.matMul(columns);
        NDArray sum = bias == null ? product : product.add(bias);
        NDArray values = sum.reshape(images.get(0), images.get(2), images.get(3), filters)) {
      return values.transpose(0, 3, 1, 2);
    }
  }

  @Override
  public NDArray pad(NDArray x, Padding padding, double value) {
    return x.pad(
        new Shape(padding.left(), padding.right(), padding.top(), padding.bottom()), value);
  }

  @Override
  public NDArray normalize(Op.BatchNorm op, NDArray x, NormalizationArrays arrays) {
    return normalize(op, x, arrays, false, 0);
  }

  @Override
  public NDArray normalizeByBatch(Op.BatchNorm op, NDArray x, NormalizationArrays arrays) {
    return normalize(op, x, arrays, true, op.movesStatistics() ? 1 - op.momentum() : 0);
  }

  @Override
  public UpdateRule adam(OptimizerSpec.Adam spec, NDManager constants, double rate, long step) {
    return new AdamRule(spec, constants, rate, step);
  }

  // Not through DJL's own method, which rounds the momentum to a float before it subtracts it from
  // one.
  private static NDArray normalize(
      Op.BatchNorm op, NDArray x, NormalizationArrays arrays, boolean byBatch, double share) {
    return JniUtils.batchNorm(
        (PtNDArray) x,
        (PtNDArray) arrays.mean(),
        (PtNDArray) arrays.variance(),
        (PtNDArray) arrays.scale(),
        (PtNDArray) arrays.offset(),
        byBatch,
        share,
        op.epsilon());
  }
}
