package io.github.xception.testkit.mutant;

import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.LinkedHashMap;
import java.util.Map;

/** Arithmetic on host tensors. */
final class Tensors {
  /** What becomes of one element. */
  interface ElementRule {
    /** Returns the new value of element {@code index}. */
    double apply(float value, int index);
  }

  private Tensors() {}

  static Tensor map(Tensor tensor, ElementRule rule) {
    float[] values = tensor.toArray();
    float[] mapped = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      mapped[i] = (float) rule.apply(values[i], i);
    }
    return Tensor.of(tensor.shape(), mapped);
  }

  /** Returns weights with each tensor replaced by what {@code rule} makes of path and tensor. */
  static Weights map(Weights weights, PathRule rule) {
    Map<String, Tensor> mapped = new LinkedHashMap<>();
    weights.asMap().forEach((path, tensor) -> mapped.put(path, rule.apply(path, tensor)));
    return Weights.of(mapped);
  }

  /** What becomes of the tensor at a path. */
  interface PathRule {
    /** Returns the new tensor. */
    Tensor apply(String path, Tensor tensor);
  }

  static Tensor scaled(Tensor tensor, double factor) {
    return map(tensor, (value, i) -> value * factor);
  }
}
