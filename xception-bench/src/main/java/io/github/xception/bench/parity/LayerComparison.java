package io.github.xception.bench.parity;

import io.github.xception.api.graph.Node;
import io.github.xception.api.tensor.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The values of one node on each engine, held against those of the first.
 *
 * @param path the node's path
 * @param op its operation, for example {@code Conv2d}
 * @param outputShape the shape of its value, without the batch
 * @param differences by backend
 */
public record LayerComparison(
    String path, String op, Shape outputShape, Map<String, Difference> differences) {

  /** Copies the map. */
  public LayerComparison {
    differences = Collections.unmodifiableMap(new LinkedHashMap<>(differences));
  }

  static LayerComparison of(Node node, Map<String, Difference> differences) {
    return new LayerComparison(
        node.path(), node.op().getClass().getSimpleName(), node.outputShape(), differences);
  }

  /** Returns the largest differences of any backend. */
  public Difference largest() {
    return differences.values().stream().reduce(Difference.NONE, Difference::max);
  }
}
