package com.example.arrays;

import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.ValueListener;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Walks the graph once for each call. */
final class ArraysInference implements InferenceSession {
  private final ArraysBackend backend;
  private final Graph graph;
  private final Map<String, float[]> parameters;
  private boolean closed;

  ArraysInference(ArraysBackend backend, Graph graph, Weights weights) {
    this.backend = backend;
    this.graph = graph;
    this.parameters = Parameters.read(graph.parameters(), weights);
  }

  @Override
  public Tensor predict(Tensor images) {
    return tensor(images, graph.output(), run(images, ValueListener.none()));
  }

  @Override
  public Map<String, Tensor> activations(Tensor images, Collection<String> paths) {
    for (String path : paths) {
      if (graph.node(path).isEmpty()) {
        throw new IllegalArgumentException(
            "no node at '" + path + "' in network '" + graph.name() + "'");
      }
    }
    Map<String, Tensor> activations = new LinkedHashMap<>();
    run(
        images,
        new ValueListener<>() {
          @Override
          public void computed(Node node, Value value) {
            if (paths.contains(node.path())) {
              activations.put(node.path(), tensor(images, node, value));
            }
          }

          @Override
          public void lastUsed(Value value) {
            // An engine with memory of its own frees the value here.
          }
        });
    return activations;
  }

  private Value run(Tensor images, ValueListener<Value> listener) {
    backend.checkOpen();
    if (closed) {
      throw new IllegalStateException("the session is closed");
    }
    graph.checkImages(images);
    Pass pass = new Pass(parameters, images.shape().dim(0), OptionalLong.empty());
    return graph.translate(pass, Value.of(images.toArray()), listener);
  }

  private static Tensor tensor(Tensor images, Node node, Value value) {
    return Tensor.of(node.outputShape().prepend(images.shape().dim(0)), value.toFloats());
  }

  @Override
  public void close() {
    closed = true;
  }
}
