package io.github.xception.api.spec;

import java.util.List;

/**
 * How weights follow gradients. g is the gradient with the L2 term in it, r the step's learning
 * rate; slots start at zero. A decoupled decay multiplies a kernel by (1 − r·λ) before the update
 * below, which uses the gradient from before.
 */
public sealed interface OptimizerSpec {
  /** Returns the weight decay. */
  WeightDecay weightDecay();

  /** Returns the names of the slots that are kept for each trainable parameter. */
  List<String> slots();

  /**
   * v ← μ·v + g; w ← w − r·v.
   *
   * @param momentum μ; 0 for plain gradient descent
   */
  record Sgd(double momentum, WeightDecay weightDecay) implements OptimizerSpec {
    @Override
    public List<String> slots() {
      return List.of("v");
    }
  }

  /**
   * s ← ρ·s + (1 − ρ)·g²; v ← μ·v + r·g/√(s + ε); w ← w − v (Tieleman and Hinton, 2012, with
   * momentum as TensorFlow has it).
   *
   * @param decay ρ
   * @param momentum μ
   * @param epsilon ε, inside the root
   */
  record RmsProp(double decay, double momentum, double epsilon, WeightDecay weightDecay)
      implements OptimizerSpec {
    @Override
    public List<String> slots() {
      return List.of("s", "v");
    }
  }

  /**
   * m ← β₁·m + (1 − β₁)·g; v ← β₂·v + (1 − β₂)·g²; w ← w − r·(m/(1 − β₁ᵗ))/(√(v/(1 − β₂ᵗ)) + ε), t
   * the number of the step from 1 (Kingma and Ba, 2015). With a decoupled decay this is AdamW.
   *
   * @param beta1 β₁
   * @param beta2 β₂
   * @param epsilon ε, outside the root
   */
  record Adam(double beta1, double beta2, double epsilon, WeightDecay weightDecay)
      implements OptimizerSpec {
    @Override
    public List<String> slots() {
      return List.of("m", "v");
    }
  }
}
