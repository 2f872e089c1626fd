package io.github.xception.reference;

import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.ValueListener;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Inference in double precision; results are rounded to float. */
final class ReferenceInferenceSession implements InferenceSession {
  private final OpenState open;
  private final Workers workers;
  private final Graph graph;
  private final Parameters parameters;

  ReferenceInferenceSession(OpenState open, Workers workers, Graph graph, Weights weights) {
    this.open = open;
    this.workers = workers;
    this.graph = graph;
    this.parameters = new Parameters(graph.parameters(), weights);
  }

  @Override
  public Tensor predict(Tensor images) {
    return run(images, ValueListener.none()).toTensor();
  }

  @Override
  public Map<String, Tensor> activations(Tensor images, Collection<String> paths) {
    Map<String, Tensor> activations = new LinkedHashMap<>();
    for (String path : paths) {
      if (graph.node(path).isEmpty()) {
        throw new IllegalArgumentException(
            "'" + path + "': the network '" + graph.name() + "' has no node at this path");
      }
    }
    run(
        images,
        new ValueListener<>() {
          @Override
          public void computed(Node node, TapeValue value) {
            if (paths.contains(node.path())) {
              activations.put(node.path(), value.toTensor());
            }
          }

          @Override
          public void lastUsed(TapeValue value) {}
        });
    return activations;
  }

  private TapeValue run(Tensor images, ValueListener<TapeValue> listener) {
    open.check();
    graph.checkImages(images);
    ForwardPass pass = ForwardPass.inference(parameters, workers);
    return graph.translate(pass, TapeValue.of(images), listener);
  }

  @Override
  public void close() {
    open.close();
  }
}
