package io.github.xception.api.lint;

import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.spec.Layer;
import io.github.xception.api.spec.LayerSpec;
import io.github.xception.api.spec.PathPattern;
import io.github.xception.api.spec.TrainingConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A config that is looked at, with what rules ask of it. */
final class Subject {
  private static final int MOST_NAMES = 3;

  private final TrainingConfig config;
  private final Graph graph;
  private final Map<String, Layer> layers = new HashMap<>();

  Subject(TrainingConfig config, Graph graph) {
    this.config = config;
    this.graph = graph;
    collect(config.model().layers());
  }

  private void collect(List<Layer> level) {
    for (Layer layer : level) {
      layers.put(layer.path(), layer);
      if (layer.spec() instanceof LayerSpec.Residual residual) {
        collect(residual.main());
        residual.shortcut().ifPresent(this::collect);
      }
    }
  }

  TrainingConfig config() {
    return config;
  }

  Graph graph() {
    return graph;
  }

  /** Returns how many steps the run has. */
  int steps() {
    return config.training().steps();
  }

  /** Returns how many images go through the network at once: a batch, or a part of one. */
  int imagesAtOnce() {
    return config.training().batch() / config.training().accumulate();
  }

  /** Returns how often the moving statistics are moved. */
  double movesOfStatistics() {
    return (double) steps() * config.training().accumulate();
  }

  /** Tells whether a parameter begins with a value that says nothing of any image yet. */
  boolean beginsAnew(ParameterInfo parameter) {
    return config
        .training()
        .fineTune()
        .map(spec -> PathPattern.anyOf(spec.newLayers()).test(parameter.path()))
        .orElse(true);
  }

  /** Returns the batch normalizations that {@code which} is true for. */
  List<Node> batchNorms(Predicate<Op.BatchNorm> which) {
    return graph.nodes().stream()
        .filter(node -> node.op() instanceof Op.BatchNorm norm && which.test(norm))
        .toList();
  }

  /** Returns the nodes that read the value of {@code id}. */
  List<Node> readers(int id) {
    return graph.nodes().stream().filter(node -> node.inputs().contains(id)).toList();
  }

  /** Returns where the layer of a node was written. */
  String pointer(Node node) {
    return "/model" + layer(node).origin().pointer();
  }

  /** Names the layers of some nodes, the first ones if they are many. */
  String names(List<Node> nodes) {
    List<String> paths = nodes.stream().map(node -> layer(node).path()).toList();
    int more = paths.size() - MOST_NAMES;
    return String.join(", ", paths.subList(0, Math.min(MOST_NAMES, paths.size())))
        + (more > 0 ? " and " + more + " more" : "");
  }

  /** Returns the layer that a node was made from: a separable convolution makes two. */
  private Layer layer(Node node) {
    Layer layer = layers.get(node.path());
    if (layer == null) {
      layer = layers.get(node.path().substring(0, node.path().lastIndexOf('/')));
    }
    if (layer == null) {
      throw new IllegalArgumentException(node.path() + " is not of this config's model");
    }
    return layer;
  }
}
