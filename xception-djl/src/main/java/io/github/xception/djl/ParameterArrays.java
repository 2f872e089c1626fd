package io.github.xception.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * One array per parameter, in the engine: the parameters themselves, their gradients, or a slot of
 * the optimizer.
 */
final class ParameterArrays implements AutoCloseable {
  private final NDManager manager;
  private final List<ParameterLayout> layouts;
  private final Map<String, NDArray> arrays;

  private ParameterArrays(
      NDManager manager, List<ParameterLayout> layouts, Map<String, NDArray> arrays) {
    this.manager = manager;
    this.layouts = layouts;
    this.arrays = arrays;
  }

  /** Makes an array for each parameter, in a manager of their own. */
  static ParameterArrays create(
      NDManager parent, List<ParameterLayout> layouts, ArrayFactory factory) {
    NDManager manager = parent.newSubManager();
    try {
      Map<String, NDArray> arrays = new LinkedHashMap<>();
      for (ParameterLayout layout : layouts) {
        arrays.put(layout.info().path(), factory.create(manager, layout));
      }
      return new ParameterArrays(manager, layouts, arrays);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /**
   * Copies weights into the engine.
   *
   * @param prefix what stands before each parameter's path among the weights
   * @throws IllegalArgumentException if one is missing or has another shape
   */
  static ParameterArrays load(
      NDManager parent, List<ParameterLayout> layouts, Weights weights, String prefix) {
    return create(
        parent,
        layouts,
        (manager, layout) ->
            layout.toEngine(
                manager, weights.get(prefix + layout.info().path(), layout.info().shape())));
  }

  /** Tells whether there is an array of the parameter at {@code path}. */
  boolean contains(String path) {
    return arrays.containsKey(path);
  }

  /** Returns the array of the parameter at {@code path}. */
  NDArray get(String path) {
    NDArray array = arrays.get(path);
    if (array == null) {
      throw new IllegalArgumentException("no parameter at '" + path + "'");
    }
    return array;
  }

  /** Calls {@code action} with each parameter and its array. */
  void forEach(BiConsumer<ParameterInfo, NDArray> action) {
    layouts.forEach(layout -> action.accept(layout.info(), get(layout.info().path())));
  }

  /** Returns a copy on the host, in the border layout. */
  Weights toHost() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    copyTo(tensors, path -> path);
    return Weights.of(tensors);
  }

  /** Adds a copy of each array to {@code tensors}, at a path made from the parameter's. */
  void copyTo(Map<String, Tensor> tensors, Function<String, String> naming) {
    for (ParameterLayout layout : layouts) {
      String path = layout.info().path();
      tensors.put(naming.apply(path), layout.toHost(get(path)));
    }
  }

  /** Tells whether they are not closed yet. */
  boolean isOpen() {
    return manager.isOpen();
  }

  @Override
  public void close() {
    manager.close();
  }

  /** Makes the array of one parameter. */
  interface ArrayFactory {
    NDArray create(NDManager manager, ParameterLayout layout);
  }
}
