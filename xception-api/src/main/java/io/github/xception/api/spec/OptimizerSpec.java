package io.github.xception.api.spec;

import io.github.xception.api.spec.form.Default;
import io.github.xception.api.spec.form.JsonName;
import io.github.xception.api.spec.form.Range;
import java.util.List;

/**
 * How weights follow gradients. g is the gradient with the L2 term in it, r the step's learning
 * rate; slots start at zero. A decoupled decay multiplies a kernel by (1 − r·λ) before the update
 * below, which uses the gradient from before.
 */
public sealed interface OptimizerSpec
    permits OptimizerSpec.Sgd, OptimizerSpec.RmsProp, OptimizerSpec.Adam {
  /** Returns the weight decay. */
  WeightDecay weightDecay();

  /** Returns the names of the slots that are kept for each trainable parameter. */
  List<String> slots();

  /**
   * v ← μ·v + g; w ← w − r·v.
   *
   * @param momentum μ; 0 for plain gradient descent
   */
  record Sgd(
      @Range(min = 0, max = 1, maxExclusive = true) @Default("0.9") double momentum,
      @Default("{}") WeightDecay weightDecay)
      implements OptimizerSpec {
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
  @JsonName("rmsprop")
  record RmsProp(
      @Range(min = 0, max = 1, maxExclusive = true) @Default("0.9") double decay,
      @Range(min = 0, max = 1, maxExclusive = true) @Default("0.9") double momentum,
      @Range(min = 0, max = 1, minExclusive = true) @Default("1e-8") double epsilon,
      @Default("{}") WeightDecay weightDecay)
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
  record Adam(
      @Range(min = 0, max = 1, maxExclusive = true) @Default("0.9") double beta1,
      @Range(min = 0, max = 1, maxExclusive = true) @Default("0.999") double beta2,
      @Range(min = 0, max = 1, minExclusive = true) @Default("1e-8") double epsilon,
      @Default("{}") WeightDecay weightDecay)
      implements OptimizerSpec {
    @Override
    public List<String> slots() {
      return List.of("m", "v");
    }
  }
}
