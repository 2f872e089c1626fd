package io.github.xception.djl;

import ai.djl.mxnet.engine.MxOpParams;
import ai.djl.mxnet.jna.JnaUtils;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.Padding;
import io.github.xception.api.spec.OptimizerSpec;

/**
 * The operations of MXNet that DJL leaves out or does not pass on in full. Whether they train,
 * MXNet takes from the gradient collector that is open on the thread.
 */
final class MxNetOperations implements EngineOperations {
  /** Enough for its threads to have work while Java names the next operation. */
  private static final int AHEAD = 4;

  @Override
  public int ahead() {
    return AHEAD;
  }

  @Override
  public NDArray pad(NDArray x, Padding padding, double value) {
    MxOpParams parameters = new MxOpParams();
    parameters.addParam("mode", "constant");
    parameters.addTupleParam(
        "pad_width", 0, 0, 0, 0, padding.top(), padding.bottom(), padding.left(), padding.right());
    // It reads no infinity.
    parameters.addParam("constant_value", Math.max(value, -Float.MAX_VALUE));
    return x.getManager().invoke("Pad", new NDList(x), parameters).singletonOrThrow();
  }

  @Override
  public NDArray normalize(Op.BatchNorm op, NDArray x, NormalizationArrays arrays) {
    MxOpParams parameters = parameters(op);
    parameters.addParam("use_global_stats", true);
    return batchNorm(x, arrays, parameters).singletonOrThrow();
  }

  /**
   * {@inheritDoc}
   *
   * <p>MXNet itself would move the statistics when backward has run, and towards the biased
   * variance. By a share of one for the old values it is kept from that.
   */
  @Override
  public NDArray normalizeByBatch(Op.BatchNorm op, NDArray x, NormalizationArrays arrays) {
    return JnaUtils.autogradIsTraining()
        ? normalizeInTraining(op, x, arrays)
        : normalizeInInference(op, x, arrays);
  }

  /** Takes the statistics of the batch itself: in inference MXNet's operation does not. */
  private NDArray normalizeInInference(Op.BatchNorm op, NDArray x, NormalizationArrays arrays) {
    int[] axes = x.getShape().dimension() == 4 ? new int[] {0, 2, 3} : new int[] {0};
    try (NDArray mean = x.mean(axes, true);
        NDArray centred = x.sub(mean);
        NDArray squares = centred.square();
        NDArray variance = squares.mean(axes);
        NDArray means = mean.reshape(variance.getShape())) {
      return normalize(
          op, x, new NormalizationArrays(arrays.scale(), arrays.offset(), means, variance));
    }
  }

  private static NDArray normalizeInTraining(
      Op.BatchNorm op, NDArray x, NormalizationArrays arrays) {
    MxOpParams parameters = parameters(op);
    parameters.addParam("momentum", 1.0);
    parameters.addParam("output_mean_var", true);
    NDList outputs;
    // What goes into a recorded operation cannot be written to before backward, but its aliases
    // can.
    try (NDArray mean = arrays.mean().stopGradient();
        NDArray variance = arrays.variance().stopGradient()) {
      outputs =
          batchNorm(
              x,
              new NormalizationArrays(arrays.scale(), arrays.offset(), mean, variance),
              parameters);
    }
    try (NDArray mean = outputs.get(1);
        NDArray inverse = outputs.get(2)) {
      if (op.movesStatistics()) {
        move(op, x, arrays, mean, inverse);
      }
    }
    return outputs.get(0);
  }

  /**
   * Moves the statistics by what a normalization tells of its batch.
   *
   * @param recordedMean μ
   * @param recordedInverse 1/√(σ² + ε)
   */
  private static void move(
      Op.BatchNorm op,
      NDArray x,
      NormalizationArrays arrays,
      NDArray recordedMean,
      NDArray recordedInverse) {
    double share = 1 - op.momentum();
    double values = (double) x.size() / arrays.mean().size();
    // Backward reads what was recorded again, so that stays as it is.
    try (NDArray mean = recordedMean.stopGradient();
        NDArray inverse = recordedInverse.stopGradient();
        NDArray meanShare = mean.mul(share);
        NDArray variance = inverse.pow(-2)) {
      move(arrays.mean(), op.momentum(), meanShare);
      variance.subi(op.epsilon()).muli(share * values / (values - 1));
      move(arrays.variance(), op.momentum(), variance);
    }
  }

  @Override
  public UpdateRule adam(OptimizerSpec.Adam spec, NDManager constants, double rate, long step) {
    return new MxNetAdamRule(spec, rate, step);
  }

  private static void move(NDArray statistic, double momentum, NDArray addend) {
    statistic.muli(momentum).addi(addend);
  }

  private static NDList batchNorm(NDArray x, NormalizationArrays arrays, MxOpParams parameters) {
    return x.getManager()
        .invoke(
            "_npx_batch_norm",
            new NDList(x, arrays.scale(), arrays.offset(), arrays.mean(), arrays.variance()),
            parameters);
  }

  private static MxOpParams parameters(Op.BatchNorm op) {
    MxOpParams parameters = new MxOpParams();
    parameters.addParam("axis", 1);
    parameters.addParam("fix_gamma", false);
    parameters.addParam("eps", op.epsilon());
    return parameters;
  }
}
