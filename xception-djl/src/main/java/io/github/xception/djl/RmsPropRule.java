package io.github.xception.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.xception.api.spec.OptimizerSpec;
import java.util.List;

/** RMSprop with momentum. */
final class RmsPropRule implements UpdateRule {
  private final NDArray decay;
  private final NDArray share;
  private final NDArray momentum;
  private final NDArray epsilon;
  private final NDArray rate;

  RmsPropRule(OptimizerSpec.RmsProp spec, NDManager constants, double rate) {
    this.decay = HostArrays.constant(constants, spec.decay());
    this.share = HostArrays.constant(constants, 1 - spec.decay());
    this.momentum = HostArrays.constant(constants, spec.momentum());
    this.epsilon = HostArrays.constant(constants, spec.epsilon());
    this.rate = HostArrays.constant(constants, rate);
  }

  @Override
  public void update(NDArray weight, NDArray gradient, List<NDArray> slots) {
    NDArray meanSquare = slots.get(0);
    NDArray velocity = slots.get(1);
    try (NDArray square = gradient.square()) {
      meanSquare.muli(decay).addi(square.muli(share));
    }
    try (NDArray radicand = meanSquare.add(epsilon);
        NDArray root = radicand.sqrt();
        NDArray change = gradient.div(root)) {
      velocity.muli(momentum).addi(change.muli(rate));
    }
    weight.subi(velocity);
  }
}
