package io.github.xception.testkit;

import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.spec.WeightDecay;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every optimizer with every kind of weight decay. The epsilons are large, so that gradients that
 * are zero but for rounding do not become steps of full size, and so that it shows on which side of
 * the root they are.
 */
final class Optimizers {
  private static final double EPSILON = 1e-3;

  /** Gradient descent without anything: its slot holds the gradient of the last step. */
  static final OptimizerSpec PLAIN_SGD = new OptimizerSpec.Sgd(0, WeightDecay.NONE);

  /** Keeps twice the weights again. */
  static final OptimizerSpec ADAM = new OptimizerSpec.Adam(0.9, 0.99, EPSILON, WeightDecay.NONE);

  /** Remembers much, and its gradient holds more than that of the cross-entropy. */
  static final OptimizerSpec ADAM_L2 =
      new OptimizerSpec.Adam(0.9, 0.99, EPSILON, new WeightDecay(WeightDecay.Kind.L2, 0.05));

  private static final List<WeightDecay> DECAYS =
      List.of(
          WeightDecay.NONE,
          new WeightDecay(WeightDecay.Kind.L2, 0.05),
          new WeightDecay(WeightDecay.Kind.DECOUPLED, 0.05));

  private Optimizers() {}

  /** Returns the optimizers by a name for people. */
  static Map<String, OptimizerSpec> all() {
    Map<String, OptimizerSpec> optimizers = new LinkedHashMap<>();
    for (WeightDecay decay : DECAYS) {
      String suffix =
          decay.rate() == 0
              ? ""
              : decay.kind() == WeightDecay.Kind.L2 ? " with L2" : " with decoupled decay";
      optimizers.put("SGD" + suffix, new OptimizerSpec.Sgd(0, decay));
      optimizers.put("SGD with momentum" + suffix, new OptimizerSpec.Sgd(0.9, decay));
      optimizers.put("RMSprop" + suffix, new OptimizerSpec.RmsProp(0.9, 0, EPSILON, decay));
      optimizers.put(
          "RMSprop with momentum" + suffix, new OptimizerSpec.RmsProp(0.8, 0.9, EPSILON, decay));
      optimizers.put("Adam" + suffix, new OptimizerSpec.Adam(0.9, 0.99, EPSILON, decay));
    }
    return optimizers;
  }

  /** Returns the rate of a step: another one for each, as a schedule would give. */
  static double rate(int step) {
    return 0.02 / (1 + step);
  }
}
