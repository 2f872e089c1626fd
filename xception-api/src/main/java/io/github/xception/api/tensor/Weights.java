package io.github.xception.api.tensor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * Tensors by path, in a fixed order: the parameters of a network, or an optimizer's slots.
 *
 * <p>Convolution kernels are height x width x in x out (grouped: in / groups), depthwise kernels
 * height x width x channels x multiplier, dense kernels in x out; everything else is a vector.
 */
public final class Weights {
  private final Map<String, Tensor> tensors;

  private Weights(Map<String, Tensor> tensors) {
    this.tensors = tensors;
  }

  /** Returns weights with a copy of the given map, in its iteration order. */
  public static Weights of(Map<String, Tensor> tensors) {
    return new Weights(Collections.unmodifiableMap(new LinkedHashMap<>(tensors)));
  }

  /**
   * Returns the tensor at {@code path}.
   *
   * @throws NoSuchElementException if there is none; the message names the path
   */
  public Tensor get(String path) {
    Tensor tensor = tensors.get(path);
    if (tensor == null) {
      throw new NoSuchElementException(
          "no tensor at '" + path + "' among " + tensors.size() + " tensors");
    }
    return tensor;
  }

  /**
   * Returns the tensor at {@code path}, which has to have a shape.
   *
   * @throws IllegalArgumentException if there is none or it has another shape; the message names
   *     the path
   */
  public Tensor get(String path, Shape expected) {
    Tensor tensor = tensors.get(path);
    if (tensor == null) {
      throw new IllegalArgumentException(
          path
              + ": expected a tensor of shape "
              + expected
              + " at this path, but there is none among the "
              + tensors.size()
              + " tensors given");
    }
    if (!tensor.shape().equals(expected)) {
      throw new IllegalArgumentException(
          path + ": expected a tensor of shape " + expected + ", got " + tensor.shape());
    }
    return tensor;
  }

  /** Tells whether there is a tensor at {@code path}. */
  public boolean contains(String path) {
    return tensors.containsKey(path);
  }

  /** Returns the paths in order. */
  public Set<String> paths() {
    return tensors.keySet();
  }

  /** Returns the tensors by path, in order; cannot be modified. */
  public Map<String, Tensor> asMap() {
    return tensors;
  }

  @Override
  public String toString() {
    return "Weights[" + tensors.size() + " tensors]";
  }
}
