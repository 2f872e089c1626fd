package io.github.xception.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.Padding;
import io.github.xception.api.spec.OptimizerSpec;

/** The operations of libtorch. */
final class PyTorchOperations implements EngineOperations {
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
