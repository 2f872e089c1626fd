package io.github.xception.bench.direct;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network's parameters as arrays in the layouts that DJL wants: kernels output x input x height x
 * width, in channels-last memory where the engine has that; dense ones output x input.
 */
final class DjlParameters {
  private final Map<String, NDArray> arrays = new LinkedHashMap<>();

  DjlParameters(NDManager manager, Weights weights) {
    weights.asMap().forEach((path, tensor) -> arrays.put(path, array(manager, path, tensor)));
  }

  private static NDArray array(NDManager manager, String path, Tensor tensor) {
    List<Integer> dims = tensor.shape().dims();
    if (path.endsWith("/depthwise_kernel")) {
      // Height x width x channels x 1: each channel is a group of its own.
      return permuted(manager, tensor, 2, 0, 1, 3).transpose(0, 3, 1, 2);
    }
    return switch (dims.size()) {
      case 4 -> permuted(manager, tensor, 3, 0, 1, 2).transpose(0, 3, 1, 2);
      case 2 -> permuted(manager, tensor, 1, 0);
      default -> manager.create(tensor.toArray(), shape(dims));
    };
  }

  /** Copies a tensor with its axes in another order. */
  private static NDArray permuted(NDManager manager, Tensor tensor, int... axes) {
    List<Integer> dims = tensor.shape().dims();
    int[] steps = new int[axes.length];
    List<Integer> extents = new ArrayList<>();
    for (int i = 0; i < axes.length; i++) {
      int step = 1;
      for (int after = axes[i] + 1; after < dims.size(); after++) {
        step *= dims.get(after);
      }
      steps[i] = step;
      extents.add(dims.get(axes[i]));
    }
    float[] values = new float[tensor.shape().elements()];
    copy(tensor.floats(), 0, values, 0, extents, steps, 0);
    return manager.create(values, shape(extents));
  }

  private static int copy(
      FloatBuffer from,
      int start,
      float[] to,
      int next,
      List<Integer> extents,
      int[] steps,
      int axis) {
    if (axis == steps.length) {
      to[next] = from.get(start);
      return next + 1;
    }
    int at = next;
    for (int i = 0; i < extents.get(axis); i++) {
      at = copy(from, start + i * steps[axis], to, at, extents, steps, axis + 1);
    }
    return at;
  }

  private static Shape shape(List<Integer> dims) {
    return new Shape(dims.stream().mapToLong(Integer::longValue).toArray());
  }

  /** Returns a parameter. */
  NDArray get(String path) {
    NDArray array = arrays.get(path);
    if (array == null) {
      throw new IllegalArgumentException("no parameter '" + path + "' among " + arrays.keySet());
    }
    return array;
  }

  /** Returns the parameters that are trained, by path. */
  Map<String, NDArray> trainable() {
    Map<String, NDArray> trainable = new LinkedHashMap<>(arrays);
    trainable.keySet().removeIf(path -> path.contains("/moving_"));
    return trainable;
  }

  /** Returns images as batch x channels x height x width, in channels-last memory. */
  static NDArray images(NDManager manager, Tensor images) {
    return manager
        .create(images.bytes(), shape(images.shape().dims()), DataType.FLOAT32)
        .transpose(0, 3, 1, 2);
  }

  /** Returns a tensor as an array of the same shape. */
  static NDArray plain(NDManager manager, Tensor tensor) {
    return manager.create(tensor.bytes(), shape(tensor.shape().dims()), DataType.FLOAT32);
  }
}
