package io.github.xception.reference;

import java.util.List;

/**
 * RMSprop (Tieleman and Hinton, 2012, with momentum as TensorFlow has it): s ← ρ·s + (1 − ρ)·g²; v
 * ← μ·v + rate·g/√(s + ε); w ← w − v.
 *
 * @param decay ρ
 * @param momentum μ
 * @param epsilon ε
 */
record RmsPropRule(double decay, double momentum, double epsilon) implements UpdateRule {
  @Override
  public double[] change(double[] gradient, List<float[]> slots, double rate, long step) {
    float[] s = slots.get(0);
    float[] v = slots.get(1);
    double[] change = new double[gradient.length];
    for (int i = 0; i < change.length; i++) {
      double g = gradient[i];
      double meanSquare = decay * s[i] + (1 - decay) * g * g;
      change[i] = momentum * v[i] + rate * g / Math.sqrt(meanSquare + epsilon);
      s[i] = (float) meanSquare;
      v[i] = (float) change[i];
    }
    return change;
  }
}
