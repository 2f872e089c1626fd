package com.example.naive;

import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.graph.ValueListener;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Walks the graph once for each call. */
final class NaiveSession implements InferenceSession {
  private final Graph graph;
  private final Map<String, float[]> weights = new HashMap<>();
  private final AtomicBoolean backendClosed;
  private boolean closed;

  NaiveSession(Graph graph, Weights weights, AtomicBoolean backendClosed) {
    this.graph = graph;
    this.backendClosed = backendClosed;
    for (ParameterInfo parameter : graph.parameters()) {
      String path = parameter.path();
      if (!weights.contains(path)) {
        throw new IllegalArgumentException("the weights have no tensor at '" + path + "'");
      }
      Tensor tensor = weights.get(path);
      if (!tensor.shape().equals(parameter.shape())) {
        throw new IllegalArgumentException(
            path + ": expected shape " + parameter.shape() + ", got " + tensor.shape());
      }
      this.weights.put(path, tensor.toArray());
    }
  }

  @Override
  public Tensor predict(Tensor images) {
    float[] output = run(images, ValueListener.none());
    return tensor(images, graph.output(), output);
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
        new ValueListener<float[]>() {
          @Override
          public void computed(Node node, float[] value) {
            if (paths.contains(node.path())) {
              activations.put(node.path(), tensor(images, node, value));
            }
          }

          @Override
          public void lastUsed(float[] value) {
            // An engine with native memory frees the value here.
          }
        });
    return activations;
  }

  private float[] run(Tensor images, ValueListener<float[]> listener) {
    if (closed || backendClosed.get()) {
      throw new IllegalStateException("the session is closed");
    }
    Shape shape = images.shape();
    if (shape.rank() != 4 || !shape.equals(graph.inputShape().prepend(shape.dim(0)))) {
      throw new IllegalArgumentException(
          "expected images of batch x " + graph.inputShape() + ", got " + shape);
    }
    NaiveTranslator translator = new NaiveTranslator(weights, shape.dim(0));
    return graph.translate(translator, images.toArray(), listener);
  }

  private static Tensor tensor(Tensor images, Node node, float[] value) {
    return Tensor.of(node.outputShape().prepend(images.shape().dim(0)), value);
  }

  @Override
  public void close() {
    closed = true;
  }
}
