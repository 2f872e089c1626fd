package io.github.xception.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Node;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Inference on arrays that want no gradient, so that the engine records nothing, and that are
 * closed as soon as nothing reads them any more.
 */
final class DjlInferenceSession implements InferenceSession {
  private final EngineOperations engine;
  private final Network network;

  DjlInferenceSession(EngineOperations engine, NDManager manager, Graph graph, Weights weights) {
    this.engine = engine;
    this.network = new Network(manager, graph, weights);
  }

  @Override
  public Tensor predict(Tensor images) {
    return network.compute(
        scratch -> {
          try (NDArray output = translate(scratch, images, new Releasing(engine.ahead()))) {
            return engine.toHost(output);
          }
        });
  }

  @Override
  public Map<String, Tensor> activations(Tensor images, Collection<String> paths) {
    return network.compute(
        scratch -> {
          for (String path : paths) {
            if (network.graph().node(path).isEmpty()) {
              throw new IllegalArgumentException(
                  "'" + network.graph().name() + "' has no node '" + path + "'");
            }
          }
          Set<String> wanted = Set.copyOf(paths);
          Map<String, Tensor> found = new LinkedHashMap<>();
          Releasing collecting =
              new Releasing(engine.ahead()) {
                @Override
                public void computed(Node node, NDArray value) {
                  if (wanted.contains(node.path())) {
                    found.put(node.path(), engine.toHost(value));
                  }
                }
              };
          translate(scratch, images, collecting).close();
          return found;
        });
  }

  private NDArray translate(NDManager scratch, Tensor images, Releasing listener) {
    return network
        .graph()
        .translate(
            ArrayTranslator.inference(engine, network.parameters()::get),
            network.images(scratch, images),
            listener);
  }

  @Override
  public void close() {
    network.close();
  }
}
