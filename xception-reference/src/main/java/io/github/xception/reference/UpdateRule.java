package io.github.xception.reference;

import io.github.xception.api.spec.OptimizerSpec;
import java.util.List;

/** An optimizer's rule for one parameter: what to subtract from it, given its gradient. */
@FunctionalInterface
interface UpdateRule {
  /**
   * Computes w's change in double precision and updates the slots, which are rounded to float.
   *
   * @param gradient the gradient, the L2 term included
   * @param slots the parameter's slots, in the order of {@link OptimizerSpec#slots()}
   * @param rate the learning rate
   * @param step the number of this step, from 1
   * @return what is to be subtracted from the parameter
   */
  double[] change(double[] gradient, List<float[]> slots, double rate, long step);

  /** Returns the rule that a spec names. */
  static UpdateRule of(OptimizerSpec spec) {
    if (spec instanceof OptimizerSpec.Sgd sgd) {
      return new SgdRule(sgd.momentum());
    }
    if (spec instanceof OptimizerSpec.RmsProp rmsProp) {
      return new RmsPropRule(rmsProp.decay(), rmsProp.momentum(), rmsProp.epsilon());
    }
    if (spec instanceof OptimizerSpec.Adam adam) {
      return new AdamRule(adam.beta1(), adam.beta2(), adam.epsilon());
    }
    throw new IllegalArgumentException("unknown optimizer: " + spec);
  }
}
