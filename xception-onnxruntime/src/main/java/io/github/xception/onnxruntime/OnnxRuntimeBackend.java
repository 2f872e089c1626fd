package io.github.xception.onnxruntime;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendInfo;
import io.github.xception.api.backend.Capability;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.backend.UnsupportedCapabilityException;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.tensor.Weights;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** ONNX Runtime on one device. */
final class OnnxRuntimeBackend implements Backend {
  private static final Set<Capability> CAPABILITIES =
      Set.of(Capability.ACTIVATIONS, Capability.GROUPED_CONVOLUTION, Capability.DEPTH_MULTIPLIER);

  private final OnnxRuntimeEngine engine;
  private final Set<OnnxRuntimeSession> sessions = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  OnnxRuntimeBackend(OnnxRuntimeEngine engine) {
    this.engine = engine;
  }

  @Override
  public BackendInfo info() {
    return new BackendInfo(
        OnnxRuntimeBackendProvider.NAME,
        "ONNX Runtime",
        engine.version(),
        engine.device().toString(),
        engine.devices(),
        CAPABILITIES);
  }

  @Override
  public InferenceSession load(Graph graph, Weights weights) {
    if (closed) {
      throw new IllegalStateException(
          "the backend '" + OnnxRuntimeBackendProvider.NAME + "' is closed; open it again");
    }
    OnnxRuntimeSession session = new OnnxRuntimeSession(engine, graph, weights, sessions::remove);
    sessions.add(session);
    return session;
  }

  @Override
  public TrainingSession train(Graph graph, Weights weights, OptimizerSpec optimizer) {
    throw new UnsupportedCapabilityException(
        OnnxRuntimeBackendProvider.NAME,
        Capability.TRAINING,
        "ONNX Runtime computes what has been trained; train on another backend, and `xception"
            + " backends` lists which one can");
  }

  @Override
  public void close() {
    closed = true;
    sessions.forEach(OnnxRuntimeSession::close);
  }
}
