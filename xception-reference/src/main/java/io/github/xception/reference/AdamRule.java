package io.github.xception.reference;

import java.util.List;

/**
 * Adam (Kingma and Ba, 2015): m ← β₁·m + (1 − β₁)·g; v ← β₂·v + (1 − β₂)·g²; w ← w − rate·(m/(1 −
 * β₁ᵗ))/(√(v/(1 − β₂ᵗ)) + ε), t the number of the step from 1.
 *
 * @param beta1 β₁
 * @param beta2 β₂
 * @param epsilon ε
 */
record AdamRule(double beta1, double beta2, double epsilon) implements UpdateRule {
  @Override
  public double[] change(double[] gradient, List<float[]> slots, double rate, long step) {
    float[] m = slots.get(0);
    float[] v = slots.get(1);
    double correction1 = 1 - StrictMath.pow(beta1, (double) step);
    double correction2 = 1 - StrictMath.pow(beta2, (double) step);
    double[] change = new double[gradient.length];
    for (int i = 0; i < change.length; i++) {
      double g = gradient[i];
      double mean = beta1 * m[i] + (1 - beta1) * g;
      double meanSquare = beta2 * v[i] + (1 - beta2) * g * g;
      change[i] = rate * (mean / correction1) / (Math.sqrt(meanSquare / correction2) + epsilon);
      m[i] = (float) mean;
      v[i] = (float) meanSquare;
    }
    return change;
  }
}
