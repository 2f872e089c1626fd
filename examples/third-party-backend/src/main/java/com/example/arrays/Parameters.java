package com.example.arrays;

import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Arrays by parameter path, to and from the tensors of the host. */
final class Parameters {
  private Parameters() {}

  /**
   * Copies from the host.
   *
   * @throws IllegalArgumentException if one is missing or has another shape; it names the path
   */
  static Map<String, float[]> read(List<ParameterInfo> infos, Weights weights) {
    Map<String, float[]> arrays = new LinkedHashMap<>();
    for (ParameterInfo info : infos) {
      arrays.put(info.path(), weights.get(info.path(), info.shape()).toArray());
    }
    return arrays;
  }

  /** Copies to the host. */
  static Weights write(List<ParameterInfo> infos, Function<ParameterInfo, float[]> arrays) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (ParameterInfo info : infos) {
      tensors.put(info.path(), Tensor.of(info.shape(), arrays.apply(info)));
    }
    return Weights.of(tensors);
  }
}
