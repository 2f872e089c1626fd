package io.github.xception.djl;

import ai.djl.mxnet.engine.MxOpParams;
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
    return batchNorm(x, arrays, parameters(op)).singletonOrThrow();
  }

  /**
   * {@inheritDoc}
   *
   * <p>MXNet itself would move the statistics when backward has run, and towards the biased
   * variance. By a share of one for the old values it is kept from that.
   */
  @Override
  public NDArray normalizeByBatch(Op.BatchNorm op, NDArray x, NormalizationArrays arrays) {
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
    double share = 1 - op.momentum();
    double values = (double) x.size() / arrays.mean().size();
    // Backward reads these outputs again, so they stay as they are. The second is 1/√(σ² + ε).
    try (NDArray recordedMean = outputs.get(1);
        NDArray recordedInverse = outputs.get(2);
        NDArray mean = recordedMean.stopGradient();
        NDArray inverse = recordedInverse.stopGradient();
        NDArray meanShare = mean.mul(share);
        NDArray variance = inverse.pow(-2)) {
      move(arrays.mean(), op.momentum(), meanShare);
      variance.subi(op.epsilon()).muli(share * values / (values - 1));
      move(arrays.variance(), op.momentum(), variance);
    }
    return outputs.get(0);
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
