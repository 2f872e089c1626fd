package io.github.xception.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendInfo;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.tensor.Weights;

/** An engine of DJL on one device. */
final class DjlBackend implements Backend {
  private final NativeEngine engine;
  private final NDManager manager;

  DjlBackend(NativeEngine engine) {
    this.engine = engine;
    this.manager = engine.engine().newBaseManager(engine.device());
  }

  @Override
  public BackendInfo info() {
    Device device = engine.device();
    return new BackendInfo(
        engine.backend(),
        engine.engine().getEngineName(),
        engine.version(),
        device.isGpu() ? "gpu:" + device.getDeviceId() : "cpu",
        engine.devices(),
        engine.capabilities());
  }

  @Override
  public InferenceSession load(Graph graph, Weights weights) {
    return EngineThread.call(() -> engine.infer(newSession(), graph, weights));
  }

  @Override
  public TrainingSession train(Graph graph, Weights weights, OptimizerSpec optimizer) {
    return EngineThread.call(
        () -> new DjlTrainingSession(engine, newSession(), graph, weights, optimizer));
  }

  private NDManager newSession() {
    if (!manager.isOpen()) {
      throw new IllegalStateException(
          "the backend '" + engine.backend() + "' is closed; open it again");
    }
    return manager.newSubManager();
  }

  @Override
  public void close() {
    if (manager.isOpen()) {
      manager.close();
      NativeAllocator.trim();
    }
  }
}
