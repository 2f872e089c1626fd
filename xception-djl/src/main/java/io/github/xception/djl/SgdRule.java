package io.github.xception.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.xception.api.spec.OptimizerSpec;
import java.util.List;

/** Gradient descent with momentum. */
final class SgdRule implements UpdateRule {
  private final NDArray momentum;
  private final NDArray rate;

  SgdRule(OptimizerSpec.Sgd spec, NDManager constants, double rate) {
    this.momentum = HostArrays.constant(constants, spec.momentum());
    this.rate = HostArrays.constant(constants, rate);
  }

  @Override
  public void update(NDArray weight, NDArray gradient, List<NDArray> slots) {
    NDArray velocity = slots.get(0);
    velocity.muli(momentum).addi(gradient);
    try (NDArray change = velocity.mul(rate)) {
      weight.subi(change);
    }
  }
}
