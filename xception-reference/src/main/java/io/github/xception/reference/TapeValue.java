package io.github.xception.reference;

import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;

/**
 * A value of a network in double precision, and the gradient of the loss with respect to it, both
 * in row-major order. Images are batch x height x width x channels, vectors batch x length.
 */
final class TapeValue {
  private static final double[] NOT_ASKED_FOR = {};

  private final Shape shape;
  private final double[] data;
  private double[] gradient = NOT_ASKED_FOR;

  private TapeValue(Shape shape, double[] data) {
    this.shape = shape;
    this.data = data;
  }

  /** Returns a value of zeros. */
  static TapeValue zeros(Shape shape) {
    return new TapeValue(shape, new double[shape.elements()]);
  }

  /** Returns a value over {@code data}, without a copy. */
  static TapeValue of(Shape shape, double... data) {
    if (data.length != shape.elements()) {
      throw new IllegalArgumentException(
          "shape " + shape + " has " + shape.elements() + " elements, got " + data.length);
    }
    return new TapeValue(shape, data);
  }

  /** Returns a value that holds a tensor's elements. */
  static TapeValue of(Tensor tensor) {
    return new TapeValue(tensor.shape(), Doubles.widen(tensor.toArray()));
  }

  /** Returns the elements, rounded to float. */
  Tensor toTensor() {
    return Tensor.create(
        shape,
        buffer -> {
          for (double element : data) {
            buffer.put((float) element);
          }
        });
  }

  Shape shape() {
    return shape;
  }

  /** Returns the elements themselves. */
  double[] data() {
    return data;
  }

  /** Returns the gradient itself, of the size of the data; zeros until something was added. */
  double[] gradient() {
    if (gradient.length != data.length) {
      gradient = new double[data.length];
    }
    return gradient;
  }

  /** Returns the number of examples. */
  int batch() {
    return shape.dim(0);
  }

  /** Returns the extent of the innermost axis. */
  int channels() {
    return shape.dim(shape.rank() - 1);
  }

  /** Returns the number of elements of one example. */
  int elementsPerExample() {
    return data.length / batch();
  }
}
