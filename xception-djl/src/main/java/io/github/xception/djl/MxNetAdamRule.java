package io.github.xception.djl;

import ai.djl.mxnet.engine.MxNDArray;
import ai.djl.mxnet.engine.MxOpParams;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.github.xception.api.spec.OptimizerSpec;
import java.util.List;

/**
 * Adam by MXNet's own operation, which changes weight and slots in one pass. It corrects no bias:
 * with c₁ and c₂ for 1 − β₁ᵗ and 1 − β₂ᵗ,
 *
 * <pre>rate · (m/c₁) / (√(v/c₂) + ε) = rate·√c₂/c₁ · m / (√v + ε·√c₂)</pre>
 */
final class MxNetAdamRule implements UpdateRule {
  private final MxOpParams parameters = new MxOpParams();

  MxNetAdamRule(OptimizerSpec.Adam spec, double rate, long step) {
    double correction1 = 1 - Math.pow(spec.beta1(), (double) step);
    double rootCorrection2 = Math.sqrt(1 - Math.pow(spec.beta2(), (double) step));
    parameters.addParam("lr", rate * rootCorrection2 / correction1);
    parameters.addParam("beta1", spec.beta1());
    parameters.addParam("beta2", spec.beta2());
    parameters.addParam("epsilon", spec.epsilon() * rootCorrection2);
    parameters.addParam("wd", 0);
  }

  @Override
  public void update(NDArray weight, NDArray gradient, List<NDArray> slots) {
    ((MxNDArray) weight)
        .getManager()
        .invoke(
            "adam_update",
            new NDList(weight, gradient, slots.get(0), slots.get(1)),
            new NDList(weight),
            parameters);
  }
}
