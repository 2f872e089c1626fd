package io.github.xception.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.xception.api.tensor.Tensor;

/** The border between host tensors and the engine's arrays. */
final class HostArrays {
  private HostArrays() {}

  /** Returns a tensor's shape in the engine's words. */
  static Shape shape(io.github.xception.api.tensor.Shape shape) {
    return new Shape(shape.dims().stream().mapToLong(Integer::longValue).toArray());
  }

  /**
   * Returns a tensor as an array. On the CPU this is the tensor's own memory, so the array must
   * neither be written to nor outlive it; for a GPU it is a copy.
   */
  static NDArray view(NDManager manager, Tensor tensor) {
    return manager.create(tensor.bytes(), shape(tensor.shape()), DataType.FLOAT32);
  }

  /**
   * Returns a value of the graph as an array, images as batch x channels x height x width in
   * channels-last memory, which is the border's own order. Else as {@link #view}; the manager keeps
   * the tensor's memory until it is closed.
   */
  static NDArray value(NDManager manager, Tensor tensor) {
    // Never closed on its own: a transposed array does not know whose memory it shows.
    NDArray array = view(manager, tensor);
    return tensor.shape().rank() == 4 ? array.transpose(0, 3, 1, 2) : array;
  }

  /** Copies a value of the graph to the host, images as batch x height x width x channels. */
  static Tensor valueToHost(NDArray value) {
    if (value.getShape().dimension() < 4) {
      return copy(value);
    }
    try (NDArray border = value.transpose(0, 2, 3, 1)) {
      return copy(border);
    }
  }

  /** Copies an array to the host. */
  static Tensor copy(NDArray array) {
    long[] dims = array.getShape().getShape();
    int[] extents = new int[dims.length];
    for (int i = 0; i < dims.length; i++) {
      extents[i] = Math.toIntExact(dims[i]);
    }
    return copy(array, io.github.xception.api.tensor.Shape.of(extents));
  }

  /** Copies an array to the host, as a tensor of a shape with as many elements. */
  static Tensor copy(NDArray array, io.github.xception.api.tensor.Shape shape) {
    // What DJL makes on the way, a contiguous or a CPU copy, belongs to the array's manager.
    try (NDManager scratch = array.getManager().newSubManager();
        NDArray alias = array.stopGradient()) {
      alias.attach(scratch);
      return Tensor.create(shape, buffer -> buffer.put(alias.toByteBuffer(true).asFloatBuffer()));
    }
  }

  /** Returns a number as an array, made by the engine and not from a buffer that waits for Java. */
  static NDArray constant(NDManager manager, double value) {
    return manager.full(new Shape(), (float) value, DataType.FLOAT32);
  }

  /** Reads the value of an array of one element. */
  static float scalar(NDArray array) {
    return array.toFloatArray()[0];
  }

  /** Returns the sum of the squares of all elements. */
  static double sumOfSquares(NDArray array) {
    try (NDArray squares = array.square();
        NDArray sum = squares.sum()) {
      return scalar(sum);
    }
  }
}
