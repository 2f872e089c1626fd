package io.github.xception.reference;

import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parameters of one session, moving statistics included. They are kept as floats, the precision
 * of weight files, so that saving and restoring changes nothing.
 */
final class Parameters {
  private final List<ParameterInfo> infos;
  private final Map<String, float[]> values = new LinkedHashMap<>();

  /**
   * Copies the parameters from {@code weights}.
   *
   * @throws IllegalArgumentException if one is missing or has another shape
   */
  Parameters(List<ParameterInfo> infos, Weights weights) {
    this.infos = infos;
    replace(weights);
  }

  /**
   * Replaces all values, or none if the weights are wrong.
   *
   * @throws IllegalArgumentException if one is missing or has another shape
   */
  void replace(Weights weights) {
    Map<String, float[]> read = new LinkedHashMap<>();
    for (ParameterInfo info : infos) {
      read.put(info.path(), weights.get(info.path(), info.shape()).toArray());
    }
    values.putAll(read);
  }

  /** Returns what there is to know about each parameter. */
  List<ParameterInfo> infos() {
    return infos;
  }

  /** Returns the values themselves. */
  float[] values(ParameterInfo info) {
    float[] value = values.get(info.path());
    if (value == null) {
      throw new IllegalArgumentException(info.path() + ": not a parameter of this network");
    }
    return value;
  }

  /** Returns a copy. */
  Weights toWeights() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (ParameterInfo info : infos) {
      tensors.put(info.path(), Tensor.of(info.shape(), values(info)));
    }
    return Weights.of(tensors);
  }
}
