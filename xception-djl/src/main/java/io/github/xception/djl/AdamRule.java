package io.github.xception.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.xception.api.spec.OptimizerSpec;
import java.util.List;

/** Adam, by operations that any engine has. */
final class AdamRule implements UpdateRule {
  private final NDArray beta1;
  private final NDArray share1;
  private final NDArray beta2;
  private final NDArray share2;
  private final NDArray rootCorrection;
  private final NDArray epsilon;
  private final NDArray correctedRate;

  AdamRule(OptimizerSpec.Adam spec, NDManager constants, double rate, long step) {
    this.beta1 = HostArrays.constant(constants, spec.beta1());
    this.share1 = HostArrays.constant(constants, 1 - spec.beta1());
    this.beta2 = HostArrays.constant(constants, spec.beta2());
    this.share2 = HostArrays.constant(constants, 1 - spec.beta2());
    double correction1 = 1 - Math.pow(spec.beta1(), (double) step);
    double correction2 = 1 - Math.pow(spec.beta2(), (double) step);
    this.rootCorrection = HostArrays.constant(constants, 1 / Math.sqrt(correction2));
    this.epsilon = HostArrays.constant(constants, spec.epsilon());
    this.correctedRate = HostArrays.constant(constants, rate / correction1);
  }

  @Override
  public void update(NDArray weight, NDArray gradient, List<NDArray> slots) {
    NDArray first = slots.get(0);
    NDArray second = slots.get(1);
    try (NDArray part = gradient.mul(share1)) {
      first.muli(beta1).addi(part);
    }
    try (NDArray square = gradient.square()) {
      second.muli(beta2).addi(square.muli(share2));
    }
    try (NDArray root = second.sqrt();
        NDArray change = first.div(root.muli(rootCorrection).addi(epsilon))) {
      weight.subi(change.muli(correctedRate));
    }
  }
}
