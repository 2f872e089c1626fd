package com.example.arrays;

import java.util.Arrays;

/**
 * What an operation computes: batch x height x width x channels, or batch x length; and, on the way
 * back, the gradient of the loss with respect to it. In double precision, so that no sum is spoiled
 * by its order.
 */
final class Value {
  final double[] data;
  private double[] gradient = {};

  Value(double[] data) {
    this.data = data;
  }

  static Value of(float[] floats) {
    double[] data = new double[floats.length];
    Arrays.setAll(data, i -> floats[i]);
    return new Value(data);
  }

  /** Returns the gradient itself: whoever reads this value adds to it. */
  double[] gradient() {
    if (gradient.length != data.length) {
      gradient = new double[data.length];
    }
    return gradient;
  }

  float[] toFloats() {
    return toFloats(data);
  }

  static float[] toFloats(double[] doubles) {
    float[] floats = new float[doubles.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) doubles[i];
    }
    return floats;
  }
}
