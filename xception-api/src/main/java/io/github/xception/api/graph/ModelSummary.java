package io.github.xception.api.graph;

import io.github.xception.api.spec.Layer;
import io.github.xception.api.spec.LayerSpec;
import io.github.xception.api.spec.ModelSpec;
import io.github.xception.api.spec.SpecException;
import io.github.xception.api.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a model consists of, layer by layer.
 *
 * @param name the model's name
 * @param inputShape height x width x channels of an image
 * @param parameters number of parameters of all layers
 * @param macs multiply-accumulate operations of convolutions and dense layers for one image
 * @param layers the layers in order; a residual comes after both of its chains
 */
public record ModelSummary(
    String name, Shape inputShape, ParameterCount parameters, long macs, List<Row> layers) {
  /** Copies the list. */
  public ModelSummary {
    layers = List.copyOf(layers);
  }

  /**
   * Numbers of parameters, each element of a kernel counted.
   *
   * @param total all, moving statistics included
   * @param trainable those that an optimizer changes
   */
  public record ParameterCount(long total, long trainable) {}

  /**
   * One layer.
   *
   * @param path the layer's path
   * @param type its type as written in JSON
   * @param outputShape shape of its value: height x width x channels, or a vector's length
   * @param parameters number of its parameters, moving statistics included
   * @param macs multiply-accumulate operations for one image
   */
  public record Row(String path, String type, Shape outputShape, long parameters, long macs) {}

  /**
   * Summarises a model.
   *
   * @throws SpecException if it cannot be lowered
   */
  public static ModelSummary of(ModelSpec model) {
    Graph graph = Lowering.lower(model);
    Map<String, Long> macs = MacCounter.count(graph);
    Map<String, Node> nodes = new HashMap<>();
    graph.nodes().forEach(node -> nodes.put(node.path(), node));
    List<Row> rows = new ArrayList<>();
    addRows(model.layers(), nodes, macs, rows);
    long trainable =
        graph.parameters().stream()
            .filter(ParameterInfo::trainable)
            .mapToLong(parameter -> parameter.shape().elements())
            .sum();
    return new ModelSummary(
        model.name(),
        graph.inputShape(),
        new ParameterCount(rows.stream().mapToLong(Row::parameters).sum(), trainable),
        rows.stream().mapToLong(Row::macs).sum(),
        rows);
  }

  private static void addRows(
      List<Layer> layers, Map<String, Node> nodes, Map<String, Long> macs, List<Row> rows) {
    for (Layer layer : layers) {
      if (layer.spec() instanceof LayerSpec.Residual residual) {
        addRows(residual.main(), nodes, macs, rows);
        residual.shortcut().ifPresent(shortcut -> addRows(shortcut, nodes, macs, rows));
      }
      rows.add(row(layer, nodes, macs));
    }
  }

  private static Row row(Layer layer, Map<String, Node> nodes, Map<String, Long> macs) {
    List<Node> own =
        Stream.of("", Lowering.DEPTHWISE, Lowering.POINTWISE)
            .map(suffix -> nodes.get(layer.path() + suffix))
            .filter(Objects::nonNull)
            .toList();
    return new Row(
        layer.path(),
        layer.type(),
        own.get(own.size() - 1).outputShape(),
        own.stream()
            .flatMap(node -> node.parameters().stream())
            .mapToLong(parameter -> parameter.shape().elements())
            .sum(),
        own.stream().mapToLong(node -> macs.getOrDefault(node.path(), 0L)).sum());
  }
}
