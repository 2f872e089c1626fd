package io.github.xception.reference;

import java.util.List;

/**
 * Gradient descent with momentum: v ← μ·v + g; w ← w − rate·v.
 *
 * @param momentum μ
 */
record SgdRule(double momentum) implements UpdateRule {
  @Override
  public double[] change(double[] gradient, List<float[]> slots, double rate, long step) {
    float[] v = slots.get(0);
    double[] change = new double[gradient.length];
    for (int i = 0; i < change.length; i++) {
      double velocity = momentum * v[i] + gradient[i];
      change[i] = rate * velocity;
      v[i] = (float) velocity;
    }
    return change;
  }
}
