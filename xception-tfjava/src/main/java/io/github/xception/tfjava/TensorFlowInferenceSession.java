package io.github.xception.tfjava;

import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.ValueListener;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Output;
import org.tensorflow.types.TFloat32;

/** Inference on a graph that is compiled once. */
final class TensorFlowInferenceSession implements InferenceSession {
  private final Graph graph;
  private final GraphSession session;
  private final Output<?> images;
  private final Map<String, Output<?>> values = new LinkedHashMap<>();

  TensorFlowInferenceSession(GraphSession session, Graph graph, Weights weights) {
    this.graph = graph;
    this.session = session;
    try {
      GraphWriter writer = session.writer();
      Variables parameters = Variables.ofParameters(writer, graph.parameters());
      this.images = writer.placeholder("input>images", HostTensors.anyBatchOf(graph.inputShape()));
      graph.translate(
          new GraphTranslator(writer, path -> parameters.get(path).value()), images, remember());
      parameters.restore(session, weights);
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private ValueListener<Output<?>> remember() {
    return new ValueListener<>() {
      @Override
      public void computed(Node node, Output<?> value) {
        values.put(node.path(), value);
      }

      @Override
      public void lastUsed(Output<?> value) {}
    };
  }

  @Override
  public Tensor predict(Tensor batch) {
    return compute(batch, List.of(graph.output())).get(0);
  }

  @Override
  public Map<String, Tensor> activations(Tensor batch, Collection<String> paths) {
    List<Node> nodes =
        paths.stream()
            .distinct()
            .map(
                path ->
                    graph
                        .node(path)
                        .orElseThrow(
                            () ->
                                new IllegalArgumentException(
                                    "'" + graph.name() + "' has no node '" + path + "'")))
            .toList();
    List<Tensor> values = compute(batch, nodes);
    Map<String, Tensor> byPath = new LinkedHashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      byPath.put(nodes.get(i).path(), values.get(i));
    }
    return byPath;
  }

  private List<Tensor> compute(Tensor batch, List<Node> nodes) {
    session.check();
    graph.checkImages(batch);
    int size = batch.shape().dim(0);
    if (nodes.isEmpty()) {
      return List.of();
    }
    try (TFloat32 fed = HostTensors.toEngine(batch)) {
      return session.run(
          runner -> {
            runner.feed(images, fed);
            nodes.forEach(node -> runner.fetch(values.get(node.path())));
          },
          result -> {
            List<Tensor> found = new ArrayList<>();
            for (int i = 0; i < nodes.size(); i++) {
              Shape shape = nodes.get(i).outputShape().prepend(size);
              found.add(HostTensors.toHost(result.get(i), shape));
            }
            return found;
          });
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
