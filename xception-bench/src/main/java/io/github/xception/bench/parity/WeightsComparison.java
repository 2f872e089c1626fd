package io.github.xception.bench.parity;

import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.tensor.Weights;
import java.util.List;
import java.util.Optional;

/**
 * The parameters of an engine, held against those of the first.
 *
 * @param trainable the one that differs most of those that the optimizer changes
 * @param statistics the one that differs most of the moving statistics; absent if there are none
 */
public record WeightsComparison(Optional<Parameter> trainable, Optional<Parameter> statistics) {

  /**
   * A parameter and how far it is off.
   *
   * @param path its path
   * @param difference from the first engine
   */
  public record Parameter(String path, Difference difference) {}

  static WeightsComparison between(
      List<ParameterInfo> parameters, Weights actual, Weights expected) {
    return new WeightsComparison(
        worst(parameters, true, actual, expected), worst(parameters, false, actual, expected));
  }

  private static Optional<Parameter> worst(
      List<ParameterInfo> parameters, boolean trainable, Weights actual, Weights expected) {
    return parameters.stream()
        .filter(parameter -> parameter.isStatistic() != trainable)
        .map(
            parameter ->
                new Parameter(
                    parameter.path(),
                    Difference.between(
                        actual.get(parameter.path()), expected.get(parameter.path()))))
        .reduce((a, b) -> b.difference().relative() > a.difference().relative() ? b : a);
  }
}
