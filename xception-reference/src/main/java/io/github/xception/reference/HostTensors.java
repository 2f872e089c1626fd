package io.github.xception.reference;

import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;

/** Reads tensors that come from outside, and says clearly what is wrong with them. */
final class HostTensors {
  private HostTensors() {}

  /**
   * Returns a copy of the elements of the tensor at {@code path}.
   *
   * @throws IllegalArgumentException if there is none or it has another shape
   */
  static float[] read(Weights weights, String path, Shape expected) {
    if (!weights.contains(path)) {
      throw new IllegalArgumentException(
          path
              + ": expected a tensor of shape "
              + expected
              + " at this path, but there is none among the "
              + weights.paths().size()
              + " tensors given");
    }
    Tensor tensor = weights.get(path);
    if (!tensor.shape().equals(expected)) {
      throw new IllegalArgumentException(
          path + ": expected a tensor of shape " + expected + ", got " + tensor.shape());
    }
    return tensor.toArray();
  }

  /**
   * Checks images.
   *
   * @param image height x width x channels
   * @throws IllegalArgumentException if they are not batch x height x width x channels
   */
  static void checkImages(Tensor images, Shape image) {
    Shape shape = images.shape();
    if (shape.rank() != 4 || !image.dims().equals(shape.dims().subList(1, 4))) {
      throw new IllegalArgumentException(
          "images: expected batch x " + image + " (height x width x channels), got " + shape);
    }
  }

  /**
   * Checks labels.
   *
   * @throws IllegalArgumentException if they are not batch x classes
   */
  static void checkLabels(Tensor labels, int batch, int classes) {
    Shape expected = Shape.of(batch, classes);
    if (!labels.shape().equals(expected)) {
      throw new IllegalArgumentException(
          "labels: expected batch x classes " + expected + ", got " + labels.shape());
    }
  }

  /** Returns the values in double precision. */
  static double[] widen(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
