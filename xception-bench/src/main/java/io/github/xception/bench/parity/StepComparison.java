package io.github.xception.bench.parity;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One training step on each engine.
 *
 * @param step its number, from 1
 * @param learningRate its rate
 * @param rounding how far the loss of the first engine is from itself when the first weights are
 *     off by a rounding: no engine can be expected to be much nearer
 * @param results by backend, the first included
 * @param weights by backend, the weights after the step held against those of the first
 */
public record StepComparison(
    int step,
    double learningRate,
    Difference rounding,
    Map<String, Result> results,
    Map<String, WeightsComparison> weights) {

  /** Copies the maps. */
  public StepComparison {
    results = Collections.unmodifiableMap(new LinkedHashMap<>(results));
    weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
  }

  /**
   * What an engine computed.
   *
   * @param loss before the step
   * @param gradientNorm Euclidean norm over all gradients; absent if the engine does not give them
   * @param lossDifference from the first engine
   * @param normDifference from the first engine; absent if one of the two has no norm
   */
  public record Result(
      double loss,
      OptionalDouble gradientNorm,
      Difference lossDifference,
      Optional<Difference> normDifference) {}

  /** Returns the largest difference of the loss. */
  public Difference loss() {
    return results.values().stream()
        .map(Result::lossDifference)
        .reduce(Difference.NONE, Difference::max);
  }

  /** Returns the largest difference of the gradient norm; absent if it was compared on none. */
  public Optional<Difference> norm() {
    return results.values().stream()
        .flatMap(result -> result.normDifference().stream())
        .reduce(Difference::max);
  }
}
