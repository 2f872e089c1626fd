package io.github.xception.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.xception.api.spec.OptimizerSpec;
import java.util.List;

/**
 * How one step changes a weight; the formulas are {@link OptimizerSpec}'s. Arrays are changed in
 * place, and each array that is made on the way is closed before the next weight.
 */
interface UpdateRule {
  /**
   * Changes a weight and its slots.
   *
   * @param weight the weight
   * @param gradient its gradient, which stays as it is
   * @param slots its slots, in the order of {@link OptimizerSpec#slots()}
   */
  void update(NDArray weight, NDArray gradient, List<NDArray> slots);

  /**
   * Returns the rule of one step.
   *
   * @param engine does what it has an operation of its own for
   * @param constants keeps the rule's numbers, until it is closed
   * @param rate the step's learning rate
   * @param step the step's number, from 1
   */
  static UpdateRule of(
      EngineOperations engine,
      OptimizerSpec optimizer,
      NDManager constants,
      double rate,
      long step) {
    if (optimizer instanceof OptimizerSpec.Sgd sgd) {
      return new SgdRule(sgd, constants, rate);
    }
    if (optimizer instanceof OptimizerSpec.RmsProp rmsProp) {
      return new RmsPropRule(rmsProp, constants, rate);
    }
    if (optimizer instanceof OptimizerSpec.Adam adam) {
      return engine.adam(adam, constants, rate, step);
    }
    throw new IllegalArgumentException("unknown optimizer " + optimizer);
  }
}
