package io.github.xception.tfjava;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendInfo;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.tensor.Weights;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** TensorFlow on one device. */
final class TensorFlowBackend implements Backend {
  private final TensorFlowEngine engine;
  private final Set<GraphSession> sessions = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  TensorFlowBackend(TensorFlowEngine engine) {
    this.engine = engine;
  }

  @Override
  public BackendInfo info() {
    return new BackendInfo(
        TensorFlowBackendProvider.NAME,
        "TensorFlow",
        engine.version(),
        engine.device(),
        engine.devices(),
        engine.capabilities());
  }

  @Override
  public InferenceSession load(Graph graph, Weights weights) {
    return new TensorFlowInferenceSession(newSession(graph, GraphUse.INFERENCE), graph, weights);
  }

  @Override
  public TrainingSession train(Graph graph, Weights weights, OptimizerSpec optimizer) {
    return new TensorFlowTrainingSession(
        newSession(graph, GraphUse.TRAINING), graph, weights, optimizer);
  }

  private GraphSession newSession(Graph graph, GraphUse use) {
    if (closed) {
      throw new IllegalStateException(
          "the backend '" + TensorFlowBackendProvider.NAME + "' is closed; open it again");
    }
    GraphSession session = new GraphSession(graph.name(), engine.config(use), sessions::remove);
    sessions.add(session);
    return session;
  }

  @Override
  public void close() {
    closed = true;
    sessions.forEach(GraphSession::close);
  }
}
