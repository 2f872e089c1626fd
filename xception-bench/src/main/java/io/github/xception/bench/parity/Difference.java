package io.github.xception.bench.parity;

import io.github.xception.api.tensor.Tensor;
import java.nio.FloatBuffer;

/**
 * How far values are from those they are held against.
 *
 * @param absolute the largest |a − b|; infinite if a value is not finite or the shapes differ
 * @param relative {@code absolute} over the largest |b|; 0 if both are all zeros
 */
public record Difference(double absolute, double relative) {
  /** No difference. */
  public static final Difference NONE = new Difference(0, 0);

  /** Not comparable. */
  public static final Difference INFINITE =
      new Difference(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

  /** Compares two numbers. */
  public static Difference between(double actual, double expected) {
    return of(Math.abs(actual - expected), Math.abs(expected));
  }

  /** Compares two tensors, value by value. */
  public static Difference between(Tensor actual, Tensor expected) {
    if (!actual.shape().equals(expected.shape())) {
      return INFINITE;
    }
    FloatBuffer a = actual.floats();
    FloatBuffer b = expected.floats();
    double largest = 0;
    double magnitude = 0;
    for (int i = 0; i < a.limit(); i++) {
      double value = b.get(i);
      // Math.max hands a NaN on.
      largest = Math.max(largest, Math.abs(a.get(i) - value));
      magnitude = Math.max(magnitude, Math.abs(value));
    }
    return of(largest, magnitude);
  }

  private static Difference of(double absolute, double magnitude) {
    if (!Double.isFinite(absolute) || !Double.isFinite(magnitude)) {
      return INFINITE;
    }
    return new Difference(absolute, absolute == 0 ? 0 : absolute / magnitude);
  }

  /** Returns the larger of the absolute and the larger of the relative differences. */
  public Difference max(Difference other) {
    return new Difference(Math.max(absolute, other.absolute), Math.max(relative, other.relative));
  }
}
