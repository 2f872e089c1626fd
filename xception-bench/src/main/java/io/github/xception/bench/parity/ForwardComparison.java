package io.github.xception.bench.parity;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Inference on each engine, held against the first.
 *
 * @param layers the nodes in the order of the graph; empty if fewer than two engines give the
 *     values of inner nodes
 * @param predictions by backend, the network's output as {@code predict} gives it
 */
public record ForwardComparison(List<LayerComparison> layers, Map<String, Difference> predictions) {

  /** Copies the collections. */
  public ForwardComparison {
    layers = List.copyOf(layers);
    predictions = Collections.unmodifiableMap(new LinkedHashMap<>(predictions));
  }

  /** Returns the largest differences of any layer and any prediction on any backend. */
  public Difference largest() {
    return layers.stream().map(LayerComparison::largest).reduce(prediction(), Difference::max);
  }

  /** Returns the largest differences of any backend's prediction. */
  public Difference prediction() {
    return predictions.values().stream().reduce(Difference.NONE, Difference::max);
  }

  /** Returns the largest differences of any layer and the prediction on one backend. */
  public Difference largest(String backend) {
    return layers.stream()
        .map(layer -> layer.differences().getOrDefault(backend, Difference.NONE))
        .reduce(predictions.getOrDefault(backend, Difference.NONE), Difference::max);
  }

  /**
   * Returns the first layer whose relative difference exceeds a bound on any backend. Those behind
   * it inherit its error, so it is where to look.
   */
  public Optional<LayerComparison> firstDivergence(double bound) {
    return layers.stream().filter(layer -> layer.largest().relative() > bound).findFirst();
  }

  /** Returns the first layer whose relative difference exceeds a bound on one backend. */
  public Optional<LayerComparison> firstDivergence(String backend, double bound) {
    return layers.stream()
        .filter(
            layer ->
                Objects.requireNonNullElse(layer.differences().get(backend), Difference.NONE)
                        .relative()
                    > bound)
        .findFirst();
  }
}
